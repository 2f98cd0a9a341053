/** Cloud Map: namespaces, and the names under which services are found in them. */
@NullMarked
package steadystate.kinds.discovery;

import org.jspecify.annotations.NullMarked;
