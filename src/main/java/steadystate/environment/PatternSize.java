package steadystate.environment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a pattern is with its counted repetitions written out, roughly. */
final class PatternSize {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");
  private static final Pattern CLASS = Pattern.compile("\\[\\^?]?(?:\\\\.|[^]\\\\])*+]");
  private static final long MOST = 1_000_000_000;

  private final Deque<Long> outer = new ArrayDeque<>();
  private long here;
  private long last;

  private PatternSize() {}

  static long of(String pattern) {
    PatternSize size = new PatternSize();
    for (int at = 0; at < pattern.length(); ) {
      at += size.step(pattern, at);
    }
    while (!size.outer.isEmpty()) {
      size.close();
    }
    return size.here;
  }

  /** How many characters were read. */
  private int step(String pattern, int at) {
    switch (pattern.charAt(at)) {
      case '(' -> {
        outer.push(here);
        here = 0;
      }
      case ')' -> close();
      case '\\' -> {
        one();
        return 2;
      }
      case '[' -> {
        one();
        return read(CLASS, pattern, at).map(Matcher::end).orElse(at + 1) - at;
      }
      case '{' -> {
        return read(COUNT, pattern, at).map(count -> repeated(count) - at).orElse(1);
      }
      default -> one();
    }
    return 1;
  }

  private static Optional<Matcher> read(Pattern what, String pattern, int at) {
    Matcher matcher = what.matcher(pattern).region(at, pattern.length());
    return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
  }

  private int repeated(Matcher count) {
    String most =
        Optional.ofNullable(count.group(2)).filter(m -> !m.isEmpty()).orElse(count.group(1));
    long times = Math.max(1, Long.parseLong(most));
    here = Math.min(MOST, here + last * (times - 1));
    last = Math.min(MOST, last * times);
    return count.end();
  }

  private void one() {
    here++;
    last = 1;
  }

  private void close() {
    last = here;
    here = Math.min(MOST, (outer.isEmpty() ? 0 : outer.pop()) + last);
  }
}
