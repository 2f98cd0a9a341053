package steadystate.policy;

import java.util.List;
import java.util.stream.Stream;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;

/** What rules say: what they refuse, and of what they only warn. */
public record Verdict(List<Refusal> refusals, List<Warning> warnings) {
  public static final Verdict NONE = new Verdict(List.of(), List.of());

  public Verdict {
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }

  public static Verdict refused(List<Refusal> refusals) {
    return new Verdict(refusals, List.of());
  }

  /** Both together. */
  public Verdict and(Verdict other) {
    return new Verdict(
        Stream.concat(refusals.stream(), other.refusals.stream()).toList(),
        Stream.concat(warnings.stream(), other.warnings.stream()).toList());
  }

  /** A plan with this said of it. */
  Plan on(Plan plan) {
    Verdict all = new Verdict(plan.refusals(), plan.warnings()).and(this);
    return plan.refusals(all.refusals()).warnings(all.warnings());
  }
}
