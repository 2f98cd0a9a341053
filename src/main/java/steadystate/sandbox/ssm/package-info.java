/** Systems Manager, as far as its Parameter Store goes. */
@NullMarked
package steadystate.sandbox.ssm;

import org.jspecify.annotations.NullMarked;
