/** From files to environments: parts, bases, variables, shapes, references, and what is wrong. */
@org.jspecify.annotations.NullMarked
package steadystate.environment.reading;
