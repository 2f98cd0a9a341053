/** The loop: the queue of environments, their turns, what is known and told of each. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile;
