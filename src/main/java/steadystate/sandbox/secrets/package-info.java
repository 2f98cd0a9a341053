/** Secrets Manager, as far as somebody else keeps passwords there. */
@NullMarked
package steadystate.sandbox.secrets;

import org.jspecify.annotations.NullMarked;
