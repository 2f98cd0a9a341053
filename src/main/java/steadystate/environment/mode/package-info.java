/** What a mode makes of a spec: cost-save's effects and hours, as part of the wish. Pure. */
@org.jspecify.annotations.NullMarked
package steadystate.environment.mode;
