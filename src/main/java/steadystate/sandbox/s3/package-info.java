/** S3, as far as buckets go and what a bucket has to lose. */
@NullMarked
package steadystate.sandbox.s3;

import org.jspecify.annotations.NullMarked;
