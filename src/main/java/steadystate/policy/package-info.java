/** Rules that say no to a plan, and brakes that hold parts of it back. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.policy;
