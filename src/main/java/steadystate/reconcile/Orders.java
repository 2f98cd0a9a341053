package steadystate.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import steadystate.environment.Environment;
import steadystate.environment.Leaving;
import steadystate.environment.Rollback;
import steadystate.environment.Settings;
import steadystate.environment.mode.Moment;
import steadystate.plan.Plan;
import steadystate.policy.Approval;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Note;
import steadystate.reconcile.asked.Notes;
import steadystate.resource.ResourceId;

/**
 * What people have asked for one environment, until they take it back. Not safe for several
 * threads.
 */
final class Orders {
  private final boolean dryRun;
  private Optional<Pause> suspended = Optional.empty();
  private Optional<Pause> heldBack = Optional.empty();
  private final Map<ResourceId, Back> rolledBack = new TreeMap<>();
  private Optional<Moment.Order> hours = Optional.empty();
  private Approval approval = Approval.NONE;
  private boolean letGo;
  private final Set<String> taken = new HashSet<>();
  private Notes notes = Notes.NONE;
  private boolean knowsNotes;

  private record Pause(String reason, String by) {
    Facts.Hold hold(String word) {
      String why = reason.isEmpty() ? "" : ": " + reason;
      return new Facts.Hold(word, "by " + by + why, false);
    }
  }

  private record Back(String content, Rollback rollback) {}

  Orders(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /** Does what is newly noted, as far as it is done by remembering. */
  List<Note> absorb(Notes found) {
    List<Note> news = found.all().stream().filter(note -> taken.add(note.request().id())).toList();
    for (Note note : news) {
      remember(note.ask(), note.request().by());
      note.order().ifPresent(asked -> hours = Optional.of(asked));
    }
    notes = found;
    knowsNotes = true;
    return news;
  }

  /** What was last asked about sleeping; it may have run out. */
  Optional<Moment.Order> hours() {
    return hours;
  }

  boolean knowsNotes() {
    return knowsNotes;
  }

  Notes notes() {
    return notes;
  }

  UnaryOperator<Notes> settled(Set<String> done, Optional<Commit> followed, Instant now) {
    boolean over = approval.equals(Approval.NONE) && !letGo;
    Set<String> known = Set.copyOf(taken);
    return before -> {
      Notes handled = before.handled(done, now);
      Notes after = followed.map(commit -> handled.followed(commit.id())).orElse(handled);
      return over ? after.withoutApprovals(known) : after;
    };
  }

  void remember(Ask ask, String by) {
    switch (ask) {
      case Ask.Reconcile reconcile -> {}
      case Ask.Suspend(String reason) -> suspended = Optional.of(new Pause(reason, by));
      case Ask.Resume resume -> suspended = Optional.empty();
      case Ask.Hold(String reason) -> heldBack = Optional.of(new Pause(reason, by));
      case Ask.Release release -> {
        heldBack = Optional.empty();
        rolledBack.clear();
      }
      case Ask.Rollback(String service, String revision, String content, String reason) ->
          rolledBack.put(
              new ResourceId("service", service),
              new Back(content, Rollback.by(by, revision, reason)));
      case Ask.Wake wake -> {}
      case Ask.Sleep sleep -> {}
      case Ask.Approve(String fingerprint, Set<String> givenUp) -> {
        approval = Approval.of(Set.of(fingerprint)).givenUp(givenUp);
        letGo = false;
      }
      case Ask.Forget forget -> letGo = true;
    }
  }

  /** The wish with what people took back, and with what they said of one that left the files. */
  Environment wish(Environment spec) {
    if (spec.hasLeft()) {
      return letGo ? spec.leaving(Leaving.LET_GO) : spec;
    }
    Map<ResourceId, Rollback> back = new TreeMap<>();
    rolledBack.forEach((id, one) -> back.put(id, one.rollback()));
    return back.isEmpty() ? spec : spec.today(spec.declared(), spec.terms().rolledBack(back));
  }

  /**
   * A rollback is about what was wished when it was asked for, and is over when the spec wishes
   * something else.
   *
   * @param content what is wished now
   * @return which ended
   */
  List<ResourceId> endRollbacks(Function<ResourceId, Optional<String>> content) {
    List<ResourceId> over =
        rolledBack.entrySet().stream()
            .filter(
                one -> !content.apply(one.getKey()).equals(Optional.of(one.getValue().content())))
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(rolledBack::remove);
    return over;
  }

  /** Another wish is another plan, and nobody has approved it. */
  void wishMoved() {
    approval = Approval.NONE;
    letGo = false;
  }

  /** Whether somebody said what shall become of an environment that left the files. */
  boolean decided() {
    return letGo || !approval.equals(Approval.NONE);
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

  /** Who has approved what is approved now. */
  Optional<String> approvedBy() {
    return approval.equals(Approval.NONE)
        ? Optional.empty()
        : notes.all().reversed().stream()
            .filter(note -> note.ask() instanceof Ask.Approve)
            .map(note -> note.request().by())
            .findFirst();
  }

  /** What is given up counts only while its environment is written nowhere. */
  Approval approval(Environment spec) {
    return spec.hasLeft() ? approval : approval.givenUp(Set.of());
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
