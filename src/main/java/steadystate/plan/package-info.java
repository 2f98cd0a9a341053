/** What will be done about the differences, and in which order. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.plan;
