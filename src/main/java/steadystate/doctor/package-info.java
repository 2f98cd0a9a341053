/** What can be wrong between specs and AWS before anything is written, as values. */
@org.jspecify.annotations.NullMarked
package steadystate.doctor;
