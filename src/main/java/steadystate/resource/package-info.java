/**
 * The vocabulary of the engine: values, shapes, kinds, what is wished and what lives. No AWS, no
 * YAML parser.
 */
@org.jspecify.annotations.NullMarked
package steadystate.resource;
