package steadystate.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.mode.Hours;
import steadystate.failure.Failure;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.Condition.Verdict;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Health;
import steadystate.yaml.Problem;

/** What the facts about an environment mean to people. Pure. */
final class Assessment {
  private final Facts facts;

  Assessment(Facts facts) {
    this.facts = facts;
  }

  List<Verdict> verdicts() {
    return List.of(ready(), reconciling(), stalled(), drifted(), held(), asleep());
  }

  Badges badges() {
    return new Badges(sync(), health());
  }

  private Badges.Sync sync() {
    if (facts.look().isEmpty() || facts.failure().isPresent()) {
      return Badges.Sync.UNKNOWN;
    }
    List<Finding> findings = facts.look().get().findings();
    if (!facts.drifted().isEmpty()) {
      return Badges.Sync.DRIFTED;
    }
    if (findings.stream().anyMatch(Assessment::differs)) {
      return Badges.Sync.PENDING;
    }
    return findings.stream().anyMatch(finding -> finding.status() == Status.UNKNOWN)
        ? Badges.Sync.UNKNOWN
        : Badges.Sync.IN_SYNC;
  }

  private Badges.Health health() {
    if (facts.look().isEmpty() || facts.failure().isPresent()) {
      return Badges.Health.UNKNOWN;
    }
    Badges.Health worst = Badges.Health.HEALTHY;
    for (Finding finding : facts.look().get().findings()) {
      Badges.Health one = health(finding);
      worst = weight(one) > weight(worst) ? one : worst;
    }
    return worst;
  }

  private Badges.Health health(Finding finding) {
    if (finding.status() == Status.UNKNOWN) {
      return Badges.Health.UNKNOWN;
    }
    if (finding.status() == Status.MISSING) {
      return facts.drifted().contains(finding.id())
          ? Badges.Health.DEGRADED
          : Badges.Health.PROGRESSING;
    }
    return finding
        .live()
        .map(live ->
            switch (live.health()) {
              case Health.Ready ready -> Badges.Health.HEALTHY;
              case Health.Settling settling -> Badges.Health.PROGRESSING;
              case Health.Leaving leaving -> Badges.Health.PROGRESSING;
              case Health.Awaiting awaiting -> Badges.Health.PROGRESSING;
              case Health.Broken broken -> Badges.Health.DEGRADED;
            })
        .orElse(Badges.Health.HEALTHY);
  }

  private static int weight(Badges.Health health) {
    return switch (health) {
      case HEALTHY -> 0;
      case PROGRESSING -> 1;
      case UNKNOWN -> 2;
      case DEGRADED -> 3;
    };
  }

  private static boolean differs(Finding finding) {
    return finding.status() != Status.IN_SYNC && finding.status() != Status.UNKNOWN;
  }

  private Verdict ready() {
    Optional<Facts.Hold> hold = facts.hold().filter(Facts.Hold::keepsFromReady);
    if (hold.isPresent()) {
      return no(Type.READY, hold.get().reason(), hold.get().message());
    }
    if (facts.failure().isPresent()) {
      return no(Type.READY, reason(facts.failure().get()), facts.failure().get().message());
    }
    if (facts.look().isEmpty()) {
      return new Verdict(Type.READY, Truth.UNKNOWN, "NotYetLooked", "the first look is to come");
    }
    return ready(facts.look().get());
  }

  private Verdict ready(Look look) {
    Plan plan = look.plan();
    if (!plan.refusals().isEmpty()) {
      return no(Type.READY, "Refused", plan.refusals().getFirst().message());
    }
    if (!plan.unknown().isEmpty()) {
      return no(
          Type.READY,
          "ReadFailed",
          plan.unknown().getFirst().resource() + ": " + plan.unknown().getFirst().message());
    }
    if (facts.stepFailure().isPresent()) {
      return no(Type.READY, "StepFailed", facts.stepFailure().get());
    }
    Optional<Verdict> noted = noted(plan);
    if (noted.isPresent()) {
      return noted.get();
    }
    if (facts.spec().filter(Environment::hasLeft).isPresent()) {
      return no(Type.READY, "Leaving", Departure.goingOn(look));
    }
    if (sync() == Badges.Sync.DRIFTED) {
      return no(Type.READY, "Drifted", "changed in AWS: " + driftedWords(look));
    }
    if (sync() == Badges.Sync.PENDING) {
      return no(Type.READY, "Pending", "AWS does not follow the spec yet");
    }
    return waiting(plan)
        .map(note -> no(Type.READY, "Settling", note.resource() + ": " + note.message()))
        .orElseGet(() -> yes(Type.READY, "Steady", "everything is as the spec says"));
  }

  /** What is not as it should be although the spec says nothing else. */
  private static Optional<Verdict> noted(Plan plan) {
    for (String about : List.of("conflict", "broken", "pending")) {
      Optional<Note> note = note(plan, about);
      if (note.isPresent()) {
        boolean back =
            about.equals("broken") && note.get().message().startsWith(Health.ROLLED_BACK);
        String reason = Character.toUpperCase(about.charAt(0)) + about.substring(1);
        return Optional.of(no(Type.READY, back ? "RolledBack" : reason, words(note.get())));
      }
    }
    return HeldChanges.rolledBack(plan).map(back -> no(Type.READY, "RolledBack", words(back)));
  }

  private Verdict reconciling() {
    if (facts.acting()) {
      return yes(Type.RECONCILING, "Applying", "steps are under way");
    }
    if (facts.look().isEmpty() || facts.failure().isPresent()) {
      return no(Type.RECONCILING, "Idle", "");
    }
    Plan plan = facts.look().get().plan();
    Optional<Note> waiting = waiting(plan);
    if (waiting.isPresent()) {
      return yes(
          Type.RECONCILING, "Settling", waiting.get().resource() + ": " + waiting.get().message());
    }
    boolean goesOn =
        !plan.due().isEmpty()
            && plan.refusals().isEmpty()
            && facts.hold().isEmpty()
            && facts.block().isEmpty();
    return goesOn
        ? yes(Type.RECONCILING, "ChangesDue", Attempts.what(plan))
        : no(Type.RECONCILING, "Idle", "");
  }

  private Verdict stalled() {
    if (!facts.problems().isEmpty()) {
      return yes(Type.STALLED, "SpecInvalid", words(facts.problems()));
    }
    if (facts.block().isPresent()) {
      return yes(Type.STALLED, facts.block().get().reason(), facts.block().get().message());
    }
    Optional<Failure> lasting = facts.failure().filter(failure -> !failure.passes());
    if (lasting.isPresent()) {
      return yes(Type.STALLED, reason(lasting.get()), lasting.get().message());
    }
    boolean refused = facts.look().map(look -> !look.plan().refusals().isEmpty()).orElse(false);
    return refused
        ? yes(Type.STALLED, "Refused", facts.look().get().plan().refusals().getFirst().message())
        : no(Type.STALLED, "GoingOn", "");
  }

  private Verdict drifted() {
    if (facts.look().isEmpty()) {
      return new Verdict(Type.DRIFTED, Truth.UNKNOWN, "NotYetLooked", "");
    }
    if (facts.failure().isPresent()) {
      return new Verdict(
          Type.DRIFTED,
          Truth.UNKNOWN,
          reason(facts.failure().get()),
          facts.failure().get().message());
    }
    if (!facts.drifted().isEmpty()) {
      return yes(Type.DRIFTED, "ChangedInAws", driftedWords(facts.look().get()));
    }
    return switch (sync()) {
      case IN_SYNC -> no(Type.DRIFTED, "InSync", "");
      case PENDING, DRIFTED -> no(Type.DRIFTED, "Pending", "what differs was changed in the spec");
      case UNKNOWN ->
          new Verdict(Type.DRIFTED, Truth.UNKNOWN, "ReadFailed", "AWS did not tell everything");
    };
  }

  private Verdict held() {
    if (facts.hold().isPresent()) {
      return yes(Type.HELD, facts.hold().get().reason(), facts.hold().get().message());
    }
    Optional<Plan> plan = facts.look().map(Look::plan);
    Optional<Change> approval = plan.flatMap(p -> HeldChanges.forApproval(p).stream().findFirst());
    if (approval.isPresent()) {
      return yes(
          Type.HELD,
          "NeedsApproval",
          words(approval.get()) + " (plan " + plan.map(Plan::fingerprint).orElse("") + ")");
    }
    return plan.flatMap(HeldChanges::tried)
        .map(change -> yes(Type.HELD, "ContentHeld", words(change)))
        .or(() ->
            plan.flatMap(HeldChanges::rolledBack)
                .map(note -> yes(Type.HELD, "RolledBack", words(note))))
        .or(() -> plan.flatMap(p -> note(p, "pending")).map(Assessment::awaitsPerson))
        .orElseGet(() -> no(Type.HELD, "Free", ""));
  }

  private Verdict asleep() {
    Optional<Hours> hours = facts.spec().map(Environment::hours);
    if (hours.isEmpty() || hours.get().equals(Hours.ALWAYS)) {
      return no(Type.ASLEEP, "AlwaysAwake", "");
    }
    String words = hours.get().words(facts.now());
    boolean asked = hours.get().by().isPresent();
    return hours.get().asleep()
        ? yes(Type.ASLEEP, asked ? "AskedToSleep" : "OutsideAwakeHours", words)
        : no(Type.ASLEEP, asked ? "AskedToWake" : "AwakeHours", words);
  }

  private String driftedWords(Look look) {
    List<String> words = new ArrayList<>();
    for (Finding finding : look.findings()) {
      if (facts.drifted().contains(finding.id())) {
        String fields =
            finding.fields().stream()
                .map(field -> field.path().toString())
                .collect(Collectors.joining(", "));
        boolean all = finding.status() != Status.DRIFTED || fields.isEmpty();
        words.add(finding.id() + " " + (all ? finding.status().word() : fields));
      }
    }
    return String.join("; ", words);
  }

  private static Verdict awaitsPerson(Note note) {
    return yes(Type.HELD, "AwaitsPerson", words(note));
  }

  private static String words(Note note) {
    return note.resource() + ": " + note.message();
  }

  private static String words(Change change) {
    return change.resource() + ": " + change.held().map(Hold::toString).orElse("");
  }

  static String words(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.at() + ": " + problem.message())
        .collect(Collectors.joining("; "));
  }

  /** On its way, or written a moment ago and not visible yet. */
  private static Optional<Note> waiting(Plan plan) {
    return note(plan, "waiting").or(() -> note(plan, "unseen"));
  }

  private static Optional<Note> note(Plan plan, String about) {
    return plan.notes().stream().filter(note -> note.about().equals(about)).findFirst();
  }

  /** A failure's code as one word of a condition. */
  static String reason(Failure failure) {
    String word = failure.code().replaceAll("[^A-Za-z0-9]", "");
    return word.matches("[A-Za-z].*") ? word : "Failed";
  }

  private static Verdict yes(Type type, String reason, String message) {
    return new Verdict(type, Truth.TRUE, reason, message);
  }

  private static Verdict no(Type type, String reason, String message) {
    return new Verdict(type, Truth.FALSE, reason, message);
  }
}
