/** What went wrong for others, told as whole passes: YAML goes in, AWS changes, a report comes out. */
@org.jspecify.annotations.NullMarked
package steadystate.cases;
