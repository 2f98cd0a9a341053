/** IAM roles and instance profiles in memory, the same in every region. */
@NullMarked
package steadystate.sandbox.iam;

import org.jspecify.annotations.NullMarked;
