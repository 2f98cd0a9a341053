/** Elastic Load Balancing in memory. */
@NullMarked
package steadystate.sandbox.elb;

import org.jspecify.annotations.NullMarked;
