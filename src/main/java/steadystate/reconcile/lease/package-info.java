/** One writer for each environment among several processes. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile.lease;
