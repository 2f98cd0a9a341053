/** Reads accounts for what nobody uses, and deletes it when somebody asks. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.orphan;
