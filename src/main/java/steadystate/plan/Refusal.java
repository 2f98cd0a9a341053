package steadystate.plan;

import java.util.Optional;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/**
 * A rule that says no. A plan with one makes no write.
 *
 * @param rule a stable id such as {@code strict/no-public-ingress}
 * @param message what is wrong and what to write instead
 */
public record Refusal(
    String rule, ResourceId resource, String message, Optional<SourceSpan> source) {

  /** Where the rule is explained, in the documentation of this program. */
  public Optional<String> page() {
    return rule.startsWith("strict/")
        ? Optional.of("docs/strict.md#" + rule.substring("strict/".length()))
        : rule.startsWith("cost-save/")
            ? Optional.of("docs/cost.md#free-tier")
            : rule.startsWith("policy/") ? Optional.of("docs/policies.md") : Optional.empty();
  }
}
