package steadystate.environment;

import java.util.List;
import java.util.Objects;
import steadystate.yaml.ScalarPlace;
import steadystate.yaml.SourceSpan;

/**
 * A rule that the users of an environment wrote themselves. Where it stands does not count when two
 * are compared.
 *
 * @param expression CEL that is true when all is well
 * @param message what to say when it is not; empty for the expression itself
 * @param deny whether it stops a plan, or only warns
 * @param at where the expression stands
 * @param lines of its file, from that place on
 */
public record Policy(
    String name,
    String expression,
    String message,
    boolean deny,
    SourceSpan at,
    List<String> lines) {
  public Policy {
    lines = List.copyOf(lines);
  }

  /** The id in reports. */
  public String rule() {
    return "policy/" + name;
  }

  /**
   * The place of a character of the expression in its file.
   *
   * @param offset in code points
   */
  public SourceSpan at(int offset) {
    return ScalarPlace.of(at, lines, expression, offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy that
        && name.equals(that.name)
        && expression.equals(that.expression)
        && message.equals(that.message)
        && deny == that.deny;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, expression, message, deny);
  }
}
