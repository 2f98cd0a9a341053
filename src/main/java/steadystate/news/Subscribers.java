package steadystate.news;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import steadystate.environment.Environment;
import steadystate.environment.Notification;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.Feed;
import steadystate.reconcile.lease.Standing;

/**
 * Tells those whom a spec's {@code notifications} name when conditions turn. The replica that may
 * write tells, so each thing is told once.
 */
public final class Subscribers {
  private final Controller controller;
  private final InstantSource clock;
  private final Post post;
  private final Map<String, List<Condition>> seen = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  private Subscribers(Controller controller, InstantSource clock, Post post) {
    this.controller = controller;
    this.clock = clock;
    this.post = post;
  }

  /**
   * From now on.
   *
   * @param privateToo whether addresses of inner networks may be written to
   */
  public static void of(Controller controller, InstantSource clock, boolean privateToo) {
    of(controller, clock, new Reach(privateToo, InetAddress::getAllByName), Tries.USUAL);
  }

  static void of(Controller controller, InstantSource clock, Reach reach, Tries tries) {
    Subscribers subscribers = new Subscribers(controller, clock, new Post(reach, tries));
    controller.feed().listen(subscribers::hear);
  }

  private void hear(Feed.Notice notice) {
    switch (notice) {
      case Feed.Changed changed ->
          controller.environment(changed.environment()).ifPresent(this::compare);
      case Feed.Happened happened -> {}
    }
  }

  private synchronized void compare(EnvironmentStatus now) {
    List<Condition> before = seen.getOrDefault(now.name(), List.of());
    seen.put(now.name(), now.conditions());
    if (now.standing() instanceof Standing.Mine) {
      Turnings.between(before, now, clock.instant()).stream()
          .filter(this::isNew)
          .forEach(news -> tell(now, news));
    }
  }

  /** What fails the same way at every try is told once, until all is well. */
  private boolean isNew(News news) {
    return switch (news.event()) {
      case "failed" -> !news.message().equals(failures.put(news.environment(), news.message()));
      case "steady" -> {
        failures.remove(news.environment());
        yield true;
      }
      default -> true;
    };
  }

  private void tell(EnvironmentStatus now, News news) {
    now.spec().map(Environment::settings).stream()
        .flatMap(settings -> settings.notifications().stream())
        .filter(one -> news.isAmong(one.events()))
        .map(Notification::url)
        .forEach(url -> post.send(url, news));
  }
}
