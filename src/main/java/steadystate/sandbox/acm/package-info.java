/** ACM, as far as somebody else keeps certificates there. */
@NullMarked
package steadystate.sandbox.acm;

import org.jspecify.annotations.NullMarked;
