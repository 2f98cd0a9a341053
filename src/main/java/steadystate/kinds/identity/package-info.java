/** IAM roles, what they may do, and who may take them. */
@NullMarked
package steadystate.kinds.identity;

import org.jspecify.annotations.NullMarked;
