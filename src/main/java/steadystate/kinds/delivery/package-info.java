/** From a commit to a running service: connections to Git, builds, pipelines. */
@NullMarked
package steadystate.kinds.delivery;

import org.jspecify.annotations.NullMarked;
