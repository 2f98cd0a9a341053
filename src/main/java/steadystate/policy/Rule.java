package steadystate.policy;

import java.util.function.Function;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * One rule of the mode strict. It needs no AWS.
 *
 * @param id stable, such as {@code strict/no-public-ingress}
 * @param asks what it asks for, in one phrase
 * @param check everything in an environment that breaks it
 * @param elsewhere what of it is worth a warning in the modes in which it does not refuse
 */
record Rule(
    String id,
    String asks,
    Function<Environment, Stream<Offence>> check,
    Function<Environment, Stream<Offence>> elsewhere) {

  /** A rule that says nothing in other modes. */
  Rule(String id, String asks, Function<Environment, Stream<Offence>> check) {
    this(id, asks, check, environment -> Stream.of());
  }

  /** The same rule, which in other modes warns of all that breaks it. */
  Rule warningElsewhere() {
    return new Rule(id, asks, check, check);
  }

  /**
   * What breaks a rule.
   *
   * @param message what is wrong and what to write instead
   * @param at the value that is wrong; its place is shown, else the resource's
   */
  record Offence(ResourceId resource, String message, Value at) {}
}
