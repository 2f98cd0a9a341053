/** RDS: instances with their status machine over virtual time, snapshots, groups and events. */
@NullMarked
package steadystate.sandbox.rds;

import org.jspecify.annotations.NullMarked;
