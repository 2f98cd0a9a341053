/** Situations that other programs got wrong, each as one run of the whole program. */
@org.jspecify.annotations.NullMarked
package steadystate.cases;
