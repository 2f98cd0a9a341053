package steadystate.reconcile.lease;

import java.util.function.Consumer;

/** Which environments this process may write. Safe for several threads. */
public interface Leases extends AutoCloseable {
  /** For a process that works alone: everything is its own. */
  Leases ALONE =
      new Leases() {
        @Override
        public void seek(String environment) {}

        @Override
        public Standing standing(String environment) {
          return new Standing.Mine(0);
        }

        @Override
        public void listen(Consumer<String> listener) {}

        @Override
        public void close() {}
      };

  /** Begins to seek the lease of an environment, and to keep it. Asking again changes nothing. */
  void seek(String environment);

  /** How things stand at this very moment. */
  Standing standing(String environment);

  /** Hears of environments whose standing may have become another one; must not block. */
  void listen(Consumer<String> listener);

  /** Gives all leases back. No write may be under way. */
  @Override
  void close();
}
