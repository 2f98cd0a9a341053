/** ECR repositories. */
@NullMarked
package steadystate.kinds.registry;

import org.jspecify.annotations.NullMarked;
