/** Service Quotas, with what AWS gives a new account. */
@NullMarked
package steadystate.sandbox.quotas;

import org.jspecify.annotations.NullMarked;
