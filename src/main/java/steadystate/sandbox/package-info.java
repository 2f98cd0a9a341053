/**
 * An in-memory AWS behind the SDK's own client interfaces: no sockets, a virtual clock, and every
 * fault on demand.
 */
@NullMarked
package steadystate.sandbox;

import org.jspecify.annotations.NullMarked;
