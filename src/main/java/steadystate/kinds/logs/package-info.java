/** CloudWatch log groups. */
@NullMarked
package steadystate.kinds.logs;

import org.jspecify.annotations.NullMarked;
