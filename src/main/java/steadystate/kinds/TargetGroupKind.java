package steadystate.kinds;

/** The kind {@code targetGroup}. */
final class TargetGroupKind {
  static final String NAME = "targetGroup";

  /** The member that says which balancer the group belongs to: AWS allows one. */
  static final String BALANCER = "loadBalancerArn";

  private TargetGroupKind() {}
}
