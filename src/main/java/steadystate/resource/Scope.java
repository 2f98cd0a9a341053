package steadystate.resource;

import java.time.Instant;
import java.util.function.Supplier;

/** Where one pass over one environment works. Safe for several threads. */
public interface Scope {
  String environment();

  /** The 12 digits of the account. */
  String account();

  String region();

  /** {@code cost-save}, {@code standard} or {@code strict}. */
  default String mode() {
    return "standard";
  }

  /** Tells several installations in one account apart; the value of a tag. */
  String installation();

  /** The time of this pass, for saying when something will be. */
  Instant now();

  /** The SDK client of a service, behind the gate for writes. */
  <C> C client(Class<C> type);

  /**
   * Reads something once in a pass, whoever asks first; the others wait for the same answer. A
   * failure is remembered too.
   */
  <T> T once(String question, Supplier<T> read);

  /** Forgets the answers of {@link #once}, after a write. */
  void forget();

  /**
   * Reads something that never changes in AWS once for the life of the process, such as a task
   * definition's revision.
   */
  <T> T forever(String question, Supplier<T> read);
}
