/** Tasks that EventBridge Scheduler starts, and the group that holds their schedules. */
@NullMarked
package steadystate.kinds.schedule;

import org.jspecify.annotations.NullMarked;
