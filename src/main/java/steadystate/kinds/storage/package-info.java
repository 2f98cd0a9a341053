/** S3 buckets. */
@NullMarked
package steadystate.kinds.storage;

import org.jspecify.annotations.NullMarked;
