/** CodePipeline in memory. */
@NullMarked
package steadystate.sandbox.codepipeline;

import org.jspecify.annotations.NullMarked;
