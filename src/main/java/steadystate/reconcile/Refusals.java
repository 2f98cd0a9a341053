package steadystate.reconcile;

import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Look;

/** Why something that a person asks cannot be done as things stand. */
record Refusals(
    Notes notes,
    Optional<Environment> spec,
    Optional<Look> look,
    Standing standing,
    Optional<Facts.Hold> hold) {

  Optional<Answer.Refused> of(Ask ask) {
    if (notes.isFull()) {
      return refused("too-many-requests", "what was asked before is not done yet");
    }
    return switch (ask) {
      case Ask.Resume resume when spec.flatMap(one -> one.settings().suspended()).isPresent() ->
          refused("suspended-in-spec", "the spec suspends this environment; change it there");
      case Ask.Approve approve -> approval(approve.fingerprint());
      case Ask.Forget forget when spec.filter(Environment::hasLeft).isEmpty() ->
          refused(
              "still-written",
              "only an environment that no file mentions can be forgotten; take its files away"
                  + " first");
      case Ask.Forget forget -> Optional.empty();
      case Ask.Rollback rollback ->
          hold.flatMap(why ->
              refused(
                  "writes-nothing",
                  "nothing is written now: " + why.reason() + " " + why.message()));
      case Ask.Wake wake -> otherHours();
      case Ask.Sleep sleep -> otherHours();
      case Ask.Resume resume -> Optional.empty();
      case Ask.Reconcile reconcile -> Optional.empty();
      case Ask.Suspend suspend -> Optional.empty();
      case Ask.Hold held -> Optional.empty();
      case Ask.Release release -> Optional.empty();
    };
  }

  /** A replica that only watches does not judge plans. */
  private Optional<Answer.Refused> approval(String fingerprint) {
    String now = look.map(one -> one.plan().fingerprint()).orElse("not known yet");
    return standing instanceof Standing.Theirs || now.equals(fingerprint)
        ? Optional.empty()
        : refused("plan-moved", "the plan of now is " + now + "; look at it and approve that one");
  }

  private Optional<Answer.Refused> otherHours() {
    return spec.map(one -> one.settings().mode())
        .filter(mode -> mode != Mode.COST_SAVE)
        .flatMap(mode ->
            refused(
                "never-sleeps",
                "in mode " + mode.word() + " nothing sleeps; only cost-save has hours"));
  }

  private static Optional<Answer.Refused> refused(String code, String message) {
    return Optional.of(new Answer.Refused(code, message));
  }
}
