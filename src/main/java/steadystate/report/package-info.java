/** Plans, drift and receipts as text, JSON, YAML and Markdown. Pure. */
@NullMarked
package steadystate.report;

import org.jspecify.annotations.NullMarked;
