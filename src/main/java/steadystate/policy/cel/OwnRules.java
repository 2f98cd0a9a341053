package steadystate.policy.cel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.Policy;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;
import steadystate.policy.Verdict;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/**
 * The rules that an environment's own users wrote. CEL is loaded only when there is one: whoever
 * writes none does not wait for it.
 */
public final class OwnRules {
  private final Environment environment;

  private OwnRules(Environment environment) {
    this.environment = environment;
  }

  /** What can be told without a plan: mistakes in every rule, and the word of those on the spec. */
  public static Verdict onSpec(Environment environment) {
    return new OwnRules(environment).told(Optional.empty());
  }

  /** The word of all rules. */
  public static Verdict onPlan(Environment environment, Plan plan) {
    return new OwnRules(environment).told(Optional.of(plan));
  }

  private Verdict told(Optional<Plan> plan) {
    List<Policy> policies = environment.settings().policies();
    if (policies.isEmpty()) {
      return Verdict.NONE;
    }
    Map<String, Object> facts = Facts.of(environment, plan);
    Verdict verdict = Verdict.NONE;
    for (Policy policy : policies) {
      verdict = verdict.and(told(policy, facts, plan.isPresent()));
    }
    return verdict;
  }

  private Verdict told(Policy policy, Map<String, Object> facts, boolean planned) {
    return switch (Expression.of(policy)) {
      case Expression.Mistaken(var mistakes) ->
          mistakes.stream()
              .map(mistake -> refused(policy, mistake.message(), mistake.at()))
              .reduce(Verdict.NONE, Verdict::and);
      case Expression.Checked checked ->
          checked.speaksOfPlan() && !planned ? Verdict.NONE : heard(policy, checked.ask(facts));
    };
  }

  private Verdict heard(Policy policy, Expression.Answer answer) {
    return switch (answer) {
      case Expression.Answer.Yes yes -> Verdict.NONE;
      case Expression.Answer.No no -> said(policy, message(policy));
      case Expression.Answer.Failed(String why) -> said(policy, "it cannot be answered: " + why);
    };
  }

  private static String message(Policy policy) {
    return policy.message().isBlank()
        ? "not true: " + policy.expression().strip().replaceAll("\\s+", " ")
        : policy.message().strip();
  }

  private Verdict said(Policy policy, String message) {
    return policy.deny()
        ? refused(policy, message, policy.at())
        : new Verdict(
            List.of(),
            List.of(new Warning(policy.rule(), all(), message, Optional.of(policy.at()))));
  }

  private Verdict refused(Policy policy, String message, SourceSpan at) {
    return Verdict.refused(List.of(new Refusal(policy.rule(), all(), message, Optional.of(at))));
  }

  private ResourceId all() {
    return new ResourceId("environment", environment.name());
  }
}
