package steadystate.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import steadystate.reconcile.lease.Leases;
import steadystate.reconcile.lease.Standing;

/** Leases that stand as a test says. */
final class PretendLeases implements Leases {
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private Standing standing = new Standing.Nobody("not asked for yet");
  boolean closed;

  void stand(Standing other) {
    standing = other;
    listeners.forEach(listener -> listener.accept("dev"));
  }

  /** Turns without any notice, as a deadline that passes. */
  void standQuietly(Standing other) {
    standing = other;
  }

  @Override
  public void seek(String environment) {}

  @Override
  public Standing standing(String environment) {
    return standing;
  }

  @Override
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    closed = true;
  }
}
