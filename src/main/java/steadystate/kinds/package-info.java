/** One file for each kind of AWS thing: how it is written, seen, made, changed and taken away. */
@org.jspecify.annotations.NullMarked
package steadystate.kinds;
