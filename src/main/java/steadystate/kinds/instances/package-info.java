/** EC2 instances. */
@org.jspecify.annotations.NullMarked
package steadystate.kinds.instances;
