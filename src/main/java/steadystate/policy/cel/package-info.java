/** Rules that users write themselves, in CEL: compiled, bounded, evaluated. */
@org.jspecify.annotations.NullMarked
package steadystate.policy.cel;
