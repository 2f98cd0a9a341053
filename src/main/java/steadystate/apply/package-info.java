/** Carries out steps through the one gate for writes. */
@org.jspecify.annotations.NullMarked
package steadystate.apply;
