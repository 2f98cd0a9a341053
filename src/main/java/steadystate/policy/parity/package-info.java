/** What two environments do not have in common, and why. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.policy.parity;
