package steadystate.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import steadystate.http.kubernetes.StatusObject;
import steadystate.reconcile.Controller;
import steadystate.reconcile.Feed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Watches of the Kubernetes-style face: JSON, line by line. A watcher remembers what it has told,
 * so that one that is slow misses steps in between and never the last.
 */
final class KubernetesWatch {
  private static final int MOST_WATCHERS = 200;
  private static final int LONGEST_SECONDS = 3_600;
  private static final int USUAL_SECONDS = 1_800;
  private static final int HEARTBEAT_SECONDS = 10;
  private static final int BOOKMARK_SECONDS = 60;

  private final Controller controller;
  private final AtomicInteger watchers = new AtomicInteger();
  private volatile boolean closing;

  KubernetesWatch(Controller controller) {
    this.controller = controller;
  }

  /** Ends all watches within a second. */
  void close() {
    closing = true;
  }

  void open(Context context, KubernetesList list, KubernetesView view) throws IOException {
    if (watchers.incrementAndGet() > MOST_WATCHERS) {
      watchers.decrementAndGet();
      throw new Trouble(429, "too-many-watchers", "too many watch already");
    }
    Semaphore news = new Semaphore(0);
    Feed.Listener listener = notice -> news.release();
    controller.feed().listen(listener);
    try {
      context.res().setContentType(Route.JSON);
      context.res().setCharacterEncoding("UTF-8");
      new Watcher(context, list, view, news).serve();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      controller.feed().leave(listener);
      watchers.decrementAndGet();
    }
  }

  /** One who watches. */
  private final class Watcher {
    private final KubernetesList list;
    private final KubernetesView view;
    private final Semaphore news;
    private final ServletOutputStream out;
    private final boolean bookmarks;
    private final boolean initial;
    private final String since;
    private final long seconds;
    private final Map<String, ObjectNode> told = new LinkedHashMap<>();

    Watcher(Context context, KubernetesList list, KubernetesView view, Semaphore news)
        throws IOException {
      this.list = list;
      this.view = view;
      this.news = news;
      this.out = context.res().getOutputStream();
      this.bookmarks = Kubernetes.isOn(context, "allowWatchBookmarks");
      this.initial = Kubernetes.isOn(context, "sendInitialEvents");
      this.since = Optional.ofNullable(context.queryParam("resourceVersion")).orElse("");
      String wished = Optional.ofNullable(context.queryParam("timeoutSeconds")).orElse("");
      this.seconds =
          wished.matches("\\d{1,6}")
              ? Math.clamp(Long.parseLong(wished), 1, LONGEST_SECONDS)
              : USUAL_SECONDS;
    }

    void serve() throws IOException, InterruptedException {
      try {
        if (begin()) {
          follow();
        }
      } catch (IOException gone) {
        // The watcher has left.
      }
    }

    /** Everything, or what has changed since a list; false when that is not known any more. */
    private boolean begin() throws IOException {
      boolean fromStart = initial || since.isEmpty() || since.equals("0");
      Set<String> changed = new HashSet<>();
      if (!fromStart) {
        Optional<List<Feed.Notice>> missed =
            since.matches("\\d{1,18}")
                ? controller.feed().after(Long.parseLong(since) - 1)
                : Optional.empty();
        if (missed.isEmpty()) {
          line("ERROR", StatusObject.failure(410, "too old resource version: list again"));
          return false;
        }
        missed.get().forEach(notice -> changed.add(notice.environment()));
      }
      for (ObjectNode object : list.objects()) {
        told.put(key(object), object);
        if (fromStart) {
          line("ADDED", view.one(object));
        } else if (changed.contains(environment(object))) {
          line("MODIFIED", view.one(object));
        }
      }
      if (initial) {
        bookmark(true);
      }
      out.flush();
      return true;
    }

    private void follow() throws IOException, InterruptedException {
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      int silent = 0;
      while (!closing && System.nanoTime() < end) {
        boolean woken = news.tryAcquire(1, TimeUnit.SECONDS);
        news.drainPermits();
        silent = woken && differences() ? 0 : silent + 1;
        if (silent > 0 && silent % BOOKMARK_SECONDS == 0 && bookmarks) {
          bookmark(false);
        } else if (silent > 0 && silent % HEARTBEAT_SECONDS == 0) {
          // White space between values: whoever reads does not see it, and who has left is noticed.
          out.write('\n');
          out.flush();
        }
      }
    }

    private boolean differences() throws IOException {
      Map<String, ObjectNode> now = new HashMap<>();
      boolean any = false;
      for (ObjectNode object : list.objects()) {
        now.put(key(object), object);
        Optional<ObjectNode> before = Optional.ofNullable(told.put(key(object), object));
        if (before.isEmpty() || !lasting(before.get()).equals(lasting(object))) {
          line(before.isEmpty() ? "ADDED" : "MODIFIED", view.one(object));
          any = true;
        }
      }
      for (String key : List.copyOf(told.keySet())) {
        if (!now.containsKey(key)) {
          ObjectNode gone = Optional.ofNullable(told.remove(key)).orElseThrow();
          line("DELETED", view.one(KubernetesList.versioned(gone, list.version())));
          any = true;
        }
      }
      out.flush();
      return any;
    }

    private void bookmark(boolean end) throws IOException {
      ObjectNode object =
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", list.collection().kind())
              .put("apiVersion", list.collection().apiVersion());
      ObjectNode metadata = object.putObject("metadata").put("resourceVersion", list.version());
      if (end) {
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
      }
      line("BOOKMARK", object);
      out.flush();
    }

    private void line(String type, ObjectNode object) throws IOException {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
      json.set("object", object);
      out.write(
          (JsonMapper.shared().writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String key(ObjectNode object) {
    return object.at("/metadata/namespace").asString("")
        + "/"
        + object.at("/metadata/name").asString("");
  }

  private static String environment(ObjectNode object) {
    for (String place : List.of("/involvedObject/name", "/regarding/name", "/metadata/namespace")) {
      JsonNode found = object.at(place);
      if (!found.isMissingNode()) {
        return found.asString("");
      }
    }
    return object.at("/metadata/name").asString("");
  }

  /** Without what moves at every look. */
  private static ObjectNode lasting(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    ((ObjectNode) copy.path("metadata")).remove("resourceVersion");
    if (copy.path("status") instanceof ObjectNode status) {
      status.remove("observedAt");
    }
    return copy;
  }
}
