/** CodeConnections in memory. */
@NullMarked
package steadystate.sandbox.codeconnections;

import org.jspecify.annotations.NullMarked;
