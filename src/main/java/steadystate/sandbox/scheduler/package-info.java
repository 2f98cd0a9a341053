/** EventBridge Scheduler in memory: groups and schedules, which never fire. */
@NullMarked
package steadystate.sandbox.scheduler;

import org.jspecify.annotations.NullMarked;
