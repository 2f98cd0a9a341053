package steadystate.reconcile;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import steadystate.reconcile.Event.Type;

/** The latest events of one environment; the same thing in a row is counted, not repeated. */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int KEPT = 200;

  private final String environment;
  private final Feed feed;
  private final Deque<Event> events = new ArrayDeque<>();

  Journal(String environment, Feed feed) {
    this.environment = environment;
    this.feed = feed;
  }

  void normal(Instant now, String reason, String resource, String message) {
    note(now, Type.NORMAL, reason, resource, message);
  }

  void warning(Instant now, String reason, String resource, String message) {
    note(now, Type.WARNING, reason, resource, message);
  }

  /** Says which conditions have become others. */
  void turned(Instant now, List<Condition> before, List<Condition> after) {
    for (Condition condition : after) {
      Condition.Truth old =
          before.stream()
              .filter(b -> b.type() == condition.type())
              .findFirst()
              .map(Condition::status)
              .orElse(Condition.Truth.UNKNOWN);
      if (old != condition.status()) {
        turned(now, old == Condition.Truth.TRUE, condition);
      }
    }
  }

  private void turned(Instant now, boolean before, Condition condition) {
    boolean yes = condition.status() == Condition.Truth.TRUE;
    switch (condition.type()) {
      case READY -> {
        if (yes) {
          normal(now, "Steady", "", condition.message());
        }
      }
      case DRIFTED -> {
        if (yes) {
          warning(now, "DriftFound", "", condition.message());
        } else if (before) {
          normal(now, "DriftGone", "", "what was changed in AWS is as before");
        }
      }
      case STALLED -> {
        if (yes && !condition.reason().equals("SpecInvalid")) {
          warning(now, "Stalled", "", condition.message());
        }
      }
      case HELD -> {
        if (yes) {
          normal(now, "Held", "", condition.reason() + ": " + condition.message());
        }
      }
      case RECONCILING, ASLEEP -> {}
    }
  }

  private synchronized void note(
      Instant now, Type type, String reason, String resource, String message) {
    Event event = new Event(0, now, now, environment, type, reason, resource, message, 1);
    if (!events.isEmpty() && isSame(events.getFirst(), event)) {
      Event before = events.removeFirst();
      event =
          new Event(
              0,
              now,
              before.firstAt(),
              environment,
              type,
              reason,
              resource,
              message,
              before.count() + 1);
    }
    events.addFirst(feed.happened(event));
    if (events.size() > KEPT) {
      events.removeLast();
    }
    LOG.atLevel(type == Type.WARNING ? Level.WARN : Level.INFO)
        .addKeyValue("environment", environment)
        .addKeyValue("reason", reason)
        .addKeyValue("resource", resource)
        .addKeyValue("message", message)
        .log("event");
  }

  private static boolean isSame(Event one, Event other) {
    return one.type() == other.type()
        && one.reason().equals(other.reason())
        && one.resource().equals(other.resource())
        && one.message().equals(other.message());
  }

  /** Latest first. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
