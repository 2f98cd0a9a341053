/** The history of environments as objects in S3, for this process, the next and other replicas. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.history;
