package steadystate.reconcile.lease;

/** How this process stands to the lease of one environment at a moment. */
public sealed interface Standing {
  /** It may write, as long as the fence stays this one. */
  record Mine(long fence) implements Standing {}

  /** Another process writes, or did a moment ago. */
  record Theirs(String holder) implements Standing {}

  /** Nobody is known to hold it, and nothing may be written. */
  record Nobody(String reason) implements Standing {}
}
