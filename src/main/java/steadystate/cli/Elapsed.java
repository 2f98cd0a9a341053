package steadystate.cli;

import java.time.Duration;
import java.util.Locale;

/** Time that has passed, in few letters. */
final class Elapsed {
  private Elapsed() {}

  /** {@code 1.2 s}, {@code 41 s}, {@code 3 min 05 s}. */
  static String of(Duration time) {
    if (time.toSeconds() < 10) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toMinutes() == 0
        ? time.toSeconds() + " s"
        : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
  }
}
