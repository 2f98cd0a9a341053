/** Asks AWS what can be wrong before anything is written. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.doctor;
