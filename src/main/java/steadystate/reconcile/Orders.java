package steadystate.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import steadystate.environment.Settings;
import steadystate.plan.Plan;
import steadystate.policy.Approval;
import steadystate.resource.ResourceId;

/**
 * What people have asked for one environment, until they take it back. Not safe for several
 * threads.
 */
final class Orders {
  private final boolean dryRun;
  private Optional<Pause> suspended = Optional.empty();
  private Optional<Pause> heldBack = Optional.empty();
  private Approval approval = Approval.NONE;

  private record Pause(String reason, String by) {
    Facts.Hold hold(String word) {
      String why = reason.isEmpty() ? "" : ": " + reason;
      return new Facts.Hold(word, "by " + by + why, false);
    }
  }

  Orders(boolean dryRun) {
    this.dryRun = dryRun;
  }

  void remember(Ask ask, String by) {
    switch (ask) {
      case Ask.Reconcile reconcile -> {}
      case Ask.Suspend(String reason) -> suspended = Optional.of(new Pause(reason, by));
      case Ask.Resume resume -> suspended = Optional.empty();
      case Ask.Hold(String reason) -> heldBack = Optional.of(new Pause(reason, by));
      case Ask.Release release -> heldBack = Optional.empty();
      case Ask.Approve(String fingerprint) -> approval = Approval.of(Set.of(fingerprint));
    }
  }

  /** Another wish is another plan, and nobody has approved it. */
  void wishMoved() {
    approval = Approval.NONE;
  }

  /**
   * An approval covers what the plan held when it was given, and is over when something else needs
   * one or nothing is left.
   */
  void planSeen(Plan plan) {
    approval = approval.meeting(plan);
    boolean over = plan.changes().isEmpty() && !plan.isWaiting();
    if (over || !approval.covers(plan)) {
      approval = Approval.NONE;
    }
  }

  /** Steps of ours change what lives, and the approval still counts. */
  void wrote(Collection<ResourceId> resources) {
    approval = approval.wrote(resources);
  }

  Approval approval() {
    return approval;
  }

  /** Why nothing may be written, by what people asked. */
  Optional<Facts.Hold> hold() {
    return suspended
        .map(pause -> pause.hold("Suspended"))
        .or(() -> heldBack.map(pause -> pause.hold("HeldByPerson")))
        .or(() ->
            dryRun
                ? Optional.of(new Facts.Hold("DryRun", "the controller runs with --dry-run", false))
                : Optional.empty());
  }

  /** Why nothing may be written, by what the spec says. */
  static Optional<Facts.Hold> holdBySpec(Settings settings, Instant now) {
    if (settings.suspended().isPresent()) {
      Settings.Suspension spec = settings.suspended().get();
      return Optional.of(new Pause(spec.reason(), spec.by()).hold("Suspended"));
    }
    if (settings.dryRun()) {
      return Optional.of(new Facts.Hold("DryRun", "the spec says dryRun: true", false));
    }
    if (settings.changes().filter(changes -> !changes.isOpen(now)).isPresent()) {
      return Optional.of(
          new Facts.Hold("OutsideWindow", "reconcile.windows are closed now", false));
    }
    return settings.correct()
        ? Optional.empty()
        : Optional.of(new Facts.Hold("ReportOnly", "the spec says onDrift: report", false));
  }
}
