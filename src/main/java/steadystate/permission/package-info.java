/** What AWS must allow this program to do for given environments, and no more. */
@org.jspecify.annotations.NullMarked
package steadystate.permission;
