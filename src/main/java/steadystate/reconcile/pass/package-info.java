/** One pass: look, compare, plan, check, carry out. */
@org.jspecify.annotations.NullMarked
package steadystate.reconcile.pass;
