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
 * @param warnsElsewhere whether it warns in the modes in which it does not refuse
 * @param check everything in an environment that breaks it
 */
record Rule(
    String id, String asks, boolean warnsElsewhere, Function<Environment, Stream<Offence>> check) {

  /** A rule that says nothing in other modes. */
  Rule(String id, String asks, Function<Environment, Stream<Offence>> check) {
    this(id, asks, false, check);
  }

  /**
   * What breaks a rule.
   *
   * @param message what is wrong and what to write instead
   * @param at the value that is wrong; its place is shown, else the resource's
   */
  record Offence(ResourceId resource, String message, Value at) {}
}
