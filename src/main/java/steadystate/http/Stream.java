package steadystate.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import steadystate.reconcile.Controller;
import steadystate.reconcile.Feed;
import steadystate.report.Json;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events. Each reader has a virtual thread and a short queue; one that does not keep up
 * is cut off, comes back with Last-Event-ID and goes on from there.
 */
final class Stream {
  private static final int MOST_READERS = 200;
  private static final int QUEUE = 256;
  private static final int HEARTBEAT_SECONDS = 10;

  private final Controller controller;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile boolean closing;

  Stream(Controller controller) {
    this.controller = controller;
  }

  int readers() {
    return readers.get();
  }

  /** Ends all streams within a second. */
  void close() {
    closing = true;
  }

  void open(Context context) throws IOException {
    if (readers.incrementAndGet() > MOST_READERS) {
      readers.decrementAndGet();
      throw new Trouble(503, "too-many-readers", "too many readers follow this stream already");
    }
    BlockingQueue<Feed.Notice> queue = new ArrayBlockingQueue<>(QUEUE);
    Reader reader = new Reader(queue, Guard.sees(context));
    controller.feed().listen(reader);
    try {
      context.res().setContentType("text/event-stream");
      context.res().setCharacterEncoding("UTF-8");
      context.header("X-Accel-Buffering", "no");
      serve(context, reader);
    } finally {
      controller.feed().leave(reader);
      readers.decrementAndGet();
    }
  }

  private static final class Reader implements Feed.Listener {
    private final BlockingQueue<Feed.Notice> queue;
    private volatile boolean late;

    private final Predicate<String> sees;

    Reader(BlockingQueue<Feed.Notice> queue, Predicate<String> sees) {
      this.queue = queue;
      this.sees = sees;
    }

    @Override
    public void hear(Feed.Notice notice) {
      if (sees.test(notice.environment()) && !queue.offer(notice)) {
        late = true;
      }
    }
  }

  private void serve(Context context, Reader reader) throws IOException {
    ServletOutputStream out = context.res().getOutputStream();
    write(out, "retry: 2000\n\n");
    long sent = catchUp(context, out);
    try {
      int silent = 0;
      while (!closing && !reader.late) {
        Optional<Feed.Notice> notice = Optional.ofNullable(reader.queue.poll(1, TimeUnit.SECONDS));
        silent = notice.isPresent() ? 0 : silent + 1;
        if (silent == HEARTBEAT_SECONDS) {
          write(out, ": still here\n\n");
          silent = 0;
        }
        if (notice.isPresent() && notice.get().id() > sent) {
          sent = notice.get().id();
          write(out, text(notice.get()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      // The reader has left.
    }
  }

  /** What happened since the reader was here last; a reset when that is not known any more. */
  private long catchUp(Context context, ServletOutputStream out) throws IOException {
    String given = Optional.ofNullable(context.header("Last-Event-ID")).orElse("");
    long last = controller.feed().last();
    if (!given.matches("\\d{1,18}")) {
      write(out, "id: " + last + "\nevent: hello\ndata: {}\n\n");
      return last;
    }
    Optional<List<Feed.Notice>> missed = controller.feed().after(Long.parseLong(given));
    if (missed.isEmpty()) {
      write(out, "id: " + last + "\nevent: reset\ndata: {}\n\n");
      return last;
    }
    long sent = Long.parseLong(given);
    Predicate<String> sees = Guard.sees(context);
    for (Feed.Notice notice : missed.get()) {
      if (sees.test(notice.environment())) {
        write(out, text(notice));
      }
      sent = notice.id();
    }
    return sent;
  }

  private String text(Feed.Notice notice) {
    String type =
        switch (notice) {
          case Feed.Happened happened -> "event";
          case Feed.Changed changed -> "change";
        };
    ObjectNode json =
        switch (notice) {
          case Feed.Happened happened -> EventJson.of(happened.event());
          case Feed.Changed changed ->
              controller
                  .environment(changed.environment())
                  .map(EnvironmentJson::summary)
                  .orElseGet(() -> Json.document("Environment"));
        };
    String line = JsonMapper.shared().writeValueAsString(json);
    return "id: " + notice.id() + "\nevent: " + type + "\ndata: " + line + "\n\n";
  }

  private static void write(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
