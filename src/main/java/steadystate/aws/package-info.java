/** AWS clients behind the gate for writes, and the passage between SDK objects and values. */
@org.jspecify.annotations.NullMarked
package steadystate.aws;
