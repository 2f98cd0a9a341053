/** An environment to its sighting: what lives, read in batches and in parallel. */
@org.jspecify.annotations.NullMarked
package steadystate.observe;
