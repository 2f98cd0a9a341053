/** What the controller knows, in the words of the Kubernetes API. */
@org.jspecify.annotations.NullMarked
package steadystate.http.kubernetes;
