package steadystate.kinds.databases;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The version of a database engine, compared by its numbers: 3.10 is newer than 3.9.
 *
 * @param engine AWS's name, such as {@code postgres}
 */
record EngineVersion(String engine, List<Integer> numbers) implements Comparable<EngineVersion> {

  static EngineVersion of(String engine, String text) {
    List<Integer> numbers =
        Arrays.stream(text.split("\\D+"))
            .filter(part -> !part.isEmpty() && part.length() < 10)
            .map(Integer::valueOf)
            .toList();
    return new EngineVersion(engine.toLowerCase(Locale.ROOT), numbers);
  }

  /** Whether {@code other} is one of those that this one names: 16 names every 16.x. */
  boolean names(EngineVersion other) {
    return !numbers.isEmpty()
        && numbers.size() <= other.numbers.size()
        && numbers.equals(other.numbers.subList(0, numbers.size()));
  }

  /** How many numbers make the major version: one for PostgreSQL from 10 on, two for MySQL. */
  private int majorLength() {
    boolean two =
        engine.contains("mysql")
            || engine.equals("mariadb")
            || engine.startsWith("db2")
            || engine.equals("aurora")
            || (engine.contains("postgres") && !numbers.isEmpty() && numbers.getFirst() < 10);
    return two ? 2 : 1;
  }

  private List<Integer> major() {
    return numbers.subList(0, Math.min(majorLength(), numbers.size()));
  }

  boolean isSameMajor(EngineVersion other) {
    int known = Math.min(major().size(), other.major().size());
    return major().subList(0, known).equals(other.major().subList(0, known));
  }

  /** The family of its parameter groups, such as {@code postgres16}; empty when it is not told. */
  Optional<String> family() {
    if (numbers.size() < majorLength()) {
      return Optional.empty();
    }
    String major = String.join(".", major().stream().map(String::valueOf).toList());
    if (engine.startsWith("sqlserver")) {
      return Optional.of(engine + "-" + major + ".0");
    }
    boolean hyphen = engine.startsWith("oracle") || engine.startsWith("db2");
    return Optional.of(engine + (hyphen ? "-" : "") + major);
  }

  @Override
  public int compareTo(EngineVersion other) {
    for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
      int byNumber = numbers.get(i).compareTo(other.numbers.get(i));
      if (byNumber != 0) {
        return byNumber;
      }
    }
    return Integer.compare(numbers.size(), other.numbers.size());
  }

  @Override
  public String toString() {
    return String.join(".", numbers.stream().map(String::valueOf).toList());
  }
}
