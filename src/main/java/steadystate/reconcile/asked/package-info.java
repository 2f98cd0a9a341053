/** What people asked of an environment, and where it stands: kept until it is done. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile.asked;
