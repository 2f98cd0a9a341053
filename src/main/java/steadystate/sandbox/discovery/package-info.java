/** Cloud Map in memory, where namespaces come and go in their own time. */
@NullMarked
package steadystate.sandbox.discovery;

import org.jspecify.annotations.NullMarked;
