package steadystate.environment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large a pattern becomes once its counted repeats are written out. RE2 writes them out before
 * it looks at its own limit, and {@code ((a{99}){99}){99}} takes all memory there is.
 */
public final class PatternSize {
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private PatternSize() {}

  /** An upper bound, in letters; more than {@code most} is told as any number above it. */
  public static long of(String pattern, long most) {
    Deque<Long> outer = new ArrayDeque<>();
    long size = 0;
    long last = 0;
    Matcher repeat = REPEAT.matcher(pattern);
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      if (letter == '(') {
        outer.push(size);
        size = 0;
        last = 0;
      } else if (letter == ')') {
        last = size + 1;
        size = last + (outer.isEmpty() ? 0 : outer.pop());
      } else if (letter == '{' && repeat.region(i, pattern.length()).lookingAt()) {
        long times = Math.max(times(repeat.group(1)), times(repeat.group(2)));
        size += last * (times - 1);
        last *= times;
        i = repeat.end() - 1;
      } else {
        i += letter == '\\' ? 1 : 0;
        last = 1;
        size++;
      }
      if (size > most || last > most) {
        return most + 1;
      }
    }
    return size + outer.stream().mapToLong(Long::longValue).sum();
  }

  private static long times(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? 1 : Math.max(1, Long.parseLong(digits));
  }
}
