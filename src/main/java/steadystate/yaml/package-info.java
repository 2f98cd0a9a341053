/**
 * Text to nodes that know their line, and the problems found in them. The only user of the YAML
 * parser.
 */
@org.jspecify.annotations.NullMarked
package steadystate.yaml;
