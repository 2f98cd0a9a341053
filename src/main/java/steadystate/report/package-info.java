/** Plans, drift and receipts as text, JSON, YAML and Markdown. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.report;
