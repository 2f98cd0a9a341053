/** CodeBuild in memory. */
@NullMarked
package steadystate.sandbox.codebuild;

import org.jspecify.annotations.NullMarked;
