/** SSM parameters, in which outputs are written. */
@NullMarked
package steadystate.kinds.parameters;

import org.jspecify.annotations.NullMarked;
