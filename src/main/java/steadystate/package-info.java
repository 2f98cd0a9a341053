/** Where the rooms are wired together by hand. */
@NullMarked
package steadystate;

import org.jspecify.annotations.NullMarked;
