/** What stands in an account and nobody uses: which it is, what it costs, and how it may go. */
@org.jspecify.annotations.NullMarked
package steadystate.orphan;
