/** What an environment costs a month: quantities, prices with their dates, assumptions. */
@org.jspecify.annotations.NullMarked
package steadystate.cost;
