/**
 * Elastic Load Balancing: balancers, listeners, rules, target groups, and how services stand behind
 * them.
 */
@NullMarked
package steadystate.kinds.balancing;

import org.jspecify.annotations.NullMarked;
