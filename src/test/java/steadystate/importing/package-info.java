/** What other hands made, taken into specs. */
@org.jspecify.annotations.NullMarked
package steadystate.importing;
