/** Tests of the looks before an apply. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.doctor;
