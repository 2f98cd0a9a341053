package steadystate.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.observe.AccountPlan;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.policy.cel.OwnRules;
import steadystate.resource.ResourceId;

/**
 * All rules together: those of the mode, those of this installation, and those that users wrote.
 * Pure.
 */
public final class Judgement {
  private Judgement() {}

  /**
   * What can be told without AWS.
   *
   * @param production accounts in which nothing is run in cost-save
   */
  public static Verdict of(Environment environment, Set<String> production, Instant now) {
    Verdict waivable = Strict.onSpec(environment).and(OwnRules.onSpec(environment));
    return productionAccount(environment, production)
        .and(new Waivers(environment, now).on(waivable))
        .and(FreeTierRule.of(environment, AccountPlan.UNASKED, now));
  }

  /**
   * The plan with everything that it and its spec break.
   *
   * @param account what AWS says of its free tier; asked for only where that changes anything
   */
  public static Plan on(
      Environment environment,
      Plan plan,
      Set<String> production,
      Supplier<AccountPlan> account,
      Instant now) {
    if (!FreeTierRule.concerns(environment)) {
      return judged(environment, plan, production, AccountPlan.UNASKED, now);
    }
    AccountPlan told = account.get();
    List<Note> notes = new ArrayList<>(plan.notes());
    notes.add(FreeTierRule.note(environment, told, now));
    return judged(environment, plan.notes(notes), production, told, now);
  }

  private static Plan judged(
      Environment environment,
      Plan plan,
      Set<String> production,
      AccountPlan account,
      Instant now) {
    Verdict waivable =
        Strict.onPlan(environment, plan, now).and(OwnRules.onPlan(environment, plan));
    return productionAccount(environment, production)
        .and(new Waivers(environment, now).on(waivable))
        .and(FreeTierRule.of(environment, account, now))
        .on(plan);
  }

  /** A mode written in the wrong file must not take production's balancers away. */
  private static Verdict productionAccount(Environment environment, Set<String> production) {
    String account = environment.settings().account();
    if (environment.settings().mode() != Mode.COST_SAVE || !production.contains(account)) {
      return Verdict.NONE;
    }
    return Verdict.refused(
        List.of(
            new Refusal(
                "mode/production-account",
                new ResourceId("environment", environment.name()),
                "account "
                    + account
                    + " is listed as production, and nothing is run in cost-save there; write"
                    + " `mode: standard` or `strict`, or the account that is meant",
                environment
                    .effective()
                    .get("mode")
                    .flatMap(mode -> mode.origin().at())
                    .or(Optional::empty))));
  }
}
