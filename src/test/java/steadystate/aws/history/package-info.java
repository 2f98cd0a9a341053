@org.jspecify.annotations.NullMarked
package steadystate.aws.history;
