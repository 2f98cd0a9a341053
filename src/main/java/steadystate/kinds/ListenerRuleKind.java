package steadystate.kinds;

/** The kind {@code listenerRule}. */
final class ListenerRuleKind {
  static final String NAME = "listenerRule";

  private ListenerRuleKind() {}
}
