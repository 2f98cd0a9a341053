/** What passes did, and how it is written down. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile.history;
