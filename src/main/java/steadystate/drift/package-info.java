/** What is wished against what lives: the differences, and what they mean. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.drift;
