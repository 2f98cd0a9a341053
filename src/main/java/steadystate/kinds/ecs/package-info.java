/** ECS: the cluster, services with their task definitions, and their autoscaling. */
@NullMarked
package steadystate.kinds.ecs;

import org.jspecify.annotations.NullMarked;
