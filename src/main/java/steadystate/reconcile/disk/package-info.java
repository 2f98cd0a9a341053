/** What outlives the process, in a folder on disk. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile.disk;
