/** CloudWatch log groups in memory. */
@NullMarked
package steadystate.sandbox.logs;

import org.jspecify.annotations.NullMarked;
