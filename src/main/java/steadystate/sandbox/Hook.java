package steadystate.sandbox;

/**
 * Stands at the two points of a call where a real network can fail. Throwing from {@link #before}
 * means the request never arrived; throwing from {@link #afterEffect} means AWS did it and the
 * answer is lost. (What happens after the answer is the caller's own business.) Hooks run outside
 * the sandbox's lock, so they may block, or make calls of their own as "another writer".
 */
public interface Hook {
  default void before(Call call) {}

  default void afterEffect(Call call) {}
}
