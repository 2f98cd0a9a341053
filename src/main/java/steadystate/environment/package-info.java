/** Spec files to environments: parts, bases, variables, modes, and the resources they wish for. */
@org.jspecify.annotations.NullMarked
package steadystate.environment;
