/** The network and its security groups. */
@NullMarked
package steadystate.kinds.network;

import org.jspecify.annotations.NullMarked;
