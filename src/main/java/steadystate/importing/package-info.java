/**
 * Writes what lives in AWS as a spec, in its shortest form, and proves that a plan of it is empty.
 */
@org.jspecify.annotations.NullMarked
package steadystate.importing;
