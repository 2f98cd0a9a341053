package steadystate.resource;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of time as specs write them: {@code 60s}, {@code 15m}, {@code 72h}, {@code 7d}, {@code
 * 1h30m}.
 */
public final class Durations {
  private static final String FORM =
      "(?=\\d)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?";
  private static final Pattern WRITTEN = Pattern.compile(FORM);

  /** What a member takes that holds a span of time. */
  public static final Shape.Scalar SHAPE = Shape.Scalar.of(Shape.Type.TEXT).pattern(FORM);

  private Durations() {}

  /** Empty for a text of another form. */
  public static Optional<Duration> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(written, 1))
            .plusHours(part(written, 2))
            .plusMinutes(part(written, 3))
            .plusSeconds(part(written, 4)));
  }

  private static long part(Matcher written, int group) {
    return Optional.ofNullable(written.group(group)).map(Long::parseLong).orElse(0L);
  }
}
