/** What AWS tells by itself, through EventBridge and a queue of SQS. */
@org.jspecify.annotations.NullMarked
package steadystate.aws.events;
