package steadystate.news;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries something a few times.
 *
 * @param pauses before the second try and so on
 */
record Tries(List<Duration> pauses) {
  static final Tries USUAL =
      new Tries(List.of(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofMinutes(1)));

  Tries {
    pauses = List.copyOf(pauses);
  }

  /**
   * @param attempt answers why it did not work
   * @param mayPass whether that may be another way soon
   * @return why it did not work at last
   */
  Optional<String> until(Supplier<Optional<String>> attempt, Predicate<String> mayPass) {
    Iterator<Duration> next = pauses.iterator();
    Optional<String> trouble = attempt.get();
    while (trouble.filter(mayPass).isPresent() && next.hasNext() && rested(next.next())) {
      trouble = attempt.get();
    }
    return trouble;
  }

  private static boolean rested(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
