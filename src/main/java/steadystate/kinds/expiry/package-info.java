/** The marks of entries whose time to live ran out. */
@org.jspecify.annotations.NullMarked
package steadystate.kinds.expiry;
