package steadystate.kinds;

/** The kind {@code listener}. */
final class ListenerKind {
  static final String NAME = "listener";

  private ListenerKind() {}
}
