/** Rules on specs and plans. */
@org.jspecify.annotations.NullMarked
package steadystate.policy;
