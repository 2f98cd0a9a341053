/** The HTTP API and its pages: thin, over what the controller knows. */
@org.jspecify.annotations.NullMarked
package steadystate.http;
