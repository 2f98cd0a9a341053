/** CloudTrail in memory: who called what. */
@NullMarked
package steadystate.sandbox.cloudtrail;

import org.jspecify.annotations.NullMarked;
