/** Money, computed by hand and by the program. */
@org.jspecify.annotations.NullMarked
package steadystate.cost;
