/** Where specs come from: a folder on disk that is watched. */
@org.jspecify.annotations.NullMarked
package steadystate.source;
