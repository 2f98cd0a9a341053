/** The loop: one pass, the queue of environments, what is known of each. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile;
