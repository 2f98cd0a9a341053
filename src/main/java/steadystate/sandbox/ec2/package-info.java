/** EC2 in memory: networks, security groups, interfaces, instances. */
@NullMarked
package steadystate.sandbox.ec2;

import org.jspecify.annotations.NullMarked;
