/** Why work stopped, and when to try again. */
@org.jspecify.annotations.NullMarked
package steadystate.failure;
