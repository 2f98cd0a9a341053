/** What replicas share in one DynamoDB table: leases, and what people asked. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.table;
