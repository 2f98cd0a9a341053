/** Elastic Container Registry: repositories, their policies, and the images in them. */
@NullMarked
package steadystate.sandbox.ecr;

import org.jspecify.annotations.NullMarked;
