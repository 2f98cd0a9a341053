/**
 * ECS in memory: clusters, services that roll out, tasks that live and die, and their autoscaling.
 */
@NullMarked
package steadystate.sandbox.ecs;

import org.jspecify.annotations.NullMarked;
