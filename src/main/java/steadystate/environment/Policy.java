package steadystate.environment;

import steadystate.yaml.SourceSpan;

/**
 * A rule that the users of an environment wrote themselves.
 *
 * @param expression CEL that is true when all is well
 * @param message what to say when it is not; empty for the expression itself
 * @param deny whether it stops a plan, or only warns
 */
public record Policy(String name, String expression, String message, boolean deny, SourceSpan at) {}
