package steadystate.reconcile.asked;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steadystate.environment.mode.Moment;
import steadystate.reconcile.asked.Answer.Request;

/** Something that a person asked, and what has become of it. */
public record Note(Ask ask, Request request) {
  private static final String HOURS = "hours";

  public boolean isOpen() {
    return request.handledAt().isEmpty();
  }

  /** What it says about when the environment sleeps. */
  public Optional<Moment.Order> order() {
    return switch (ask) {
      case Ask.Wake(Optional<Duration> span) -> Optional.of(order(true, span));
      case Ask.Sleep(Optional<Duration> span) -> Optional.of(order(false, span));
      case Ask.Reconcile reconcile -> Optional.empty();
      case Ask.Suspend suspend -> Optional.empty();
      case Ask.Resume resume -> Optional.empty();
      case Ask.Hold hold -> Optional.empty();
      case Ask.Release release -> Optional.empty();
      case Ask.Rollback rollback -> Optional.empty();
      case Ask.Approve approve -> Optional.empty();
      case Ask.Forget forget -> Optional.empty();
    };
  }

  private Moment.Order order(boolean awake, Optional<Duration> span) {
    Instant since = request.acceptedAt();
    return new Moment.Order(awake, since, span.map(since::plus), request.by());
  }

  /** What it is about: a later note about the same takes its place. Empty for what passes. */
  String matter() {
    return switch (ask) {
      case Ask.Reconcile reconcile -> "";
      case Ask.Suspend suspend -> "suspend";
      case Ask.Resume resume -> "suspend";
      case Ask.Hold hold -> "hold";
      case Ask.Release release -> "hold";
      case Ask.Rollback rollback -> "rollback " + rollback.service();
      case Ask.Wake wake -> HOURS;
      case Ask.Sleep sleep -> HOURS;
      case Ask.Approve approve -> "approve";
      case Ask.Forget forget -> "approve";
    };
  }
}
