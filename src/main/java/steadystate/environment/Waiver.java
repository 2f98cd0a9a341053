package steadystate.environment;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import steadystate.yaml.SourceSpan;

/**
 * A rule that somebody set aside, and why. Where it stands does not count when two are compared.
 *
 * @param rule its id
 * @param resource such as {@code securityGroup/api}; empty for every one
 * @param until the last day on which it counts; empty for ever
 */
public record Waiver(
    String rule,
    Optional<String> resource,
    String reason,
    Optional<LocalDate> until,
    SourceSpan at) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Waiver that
        && rule.equals(that.rule)
        && resource.equals(that.resource)
        && reason.equals(that.reason)
        && until.equals(that.until);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, resource, reason, until);
  }
}
