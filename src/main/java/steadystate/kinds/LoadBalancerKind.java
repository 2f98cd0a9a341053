package steadystate.kinds;

/** The kind {@code loadBalancer}. */
final class LoadBalancerKind {
  static final String NAME = "loadBalancer";

  private LoadBalancerKind() {}
}
