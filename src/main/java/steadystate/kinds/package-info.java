/**
 * What the program knows of each kind of AWS resource: what users write of it, how it is read, how
 * it is written.
 */
@org.jspecify.annotations.NullMarked
package steadystate.kinds;
