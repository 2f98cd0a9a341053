/** Tests of what AWS must allow. */
@org.jspecify.annotations.NullMarked
package steadystate.permission;
