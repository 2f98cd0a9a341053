/** RDS database instances with their subnet and parameter groups. */
@NullMarked
package steadystate.kinds.databases;

import org.jspecify.annotations.NullMarked;
