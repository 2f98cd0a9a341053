package steadystate.environment.reading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import steadystate.environment.PatternSize;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/**
 * What a declared variable may be besides its type.
 *
 * @param allowed the only values, when not empty
 * @param pattern what the whole of a value must match, in RE2's syntax, whose time grows with the
 *     length of the text alone
 */
record VariableLimits(List<String> allowed, Optional<Pattern> pattern) {
  static final VariableLimits NONE = new VariableLimits(List.of(), Optional.empty());

  private static final int LONGEST_PATTERN = 500;

  /** Counted repetitions are written out when a pattern is compiled. */
  private static final long LARGEST_PATTERN = 10_000;

  static final Shape.Structure SHAPE =
      Shape.Structure.empty()
          .with(
              "allowed",
              Shape.ItemsOf.ordered(Shape.Scalar.of(Shape.Type.TEXT)),
              "the only values it, or an element of its list, may have")
          .with(
              "pattern",
              Shape.Scalar.of(Shape.Type.TEXT).range(1, LONGEST_PATTERN),
              "a regular expression in RE2's syntax that the whole value, or each element of a"
                  + " list, must match");

  /** A pattern that is none is noted. */
  static VariableLimits of(Value.Entries read, String path, Problems problems) {
    List<String> allowed = read.list("allowed").stream().map(Object::toString).toList();
    return new VariableLimits(
        allowed, read.get("pattern").flatMap(written -> compiled(written, path, problems)));
  }

  private static Optional<Pattern> compiled(Value written, String path, Problems problems) {
    String why;
    try {
      if (PatternSize.of(written.toString(), LARGEST_PATTERN) <= LARGEST_PATTERN) {
        return Optional.of(Pattern.compile(written.toString()));
      }
      why = "it repeats too much";
    } catch (PatternSyntaxException mistake) {
      why = mistake.getDescription();
    }
    problems.add(
        new Problem(
            "bad-pattern",
            written.origin().at().orElseThrow(),
            path + ".pattern",
            Quoted.of(written.toString()) + " is no pattern: " + why,
            "patterns are RE2's: no look-around and no back references"));
    return Optional.empty();
  }

  /**
   * @param who the value as a message names it
   */
  Optional<Problem> mistake(String text, String who, SourceSpan place, String path) {
    if (!allowed.isEmpty() && !allowed.contains(text)) {
      String message = who + " is not allowed; allowed: " + String.join(", ", allowed);
      return Optional.of(
          new Problem("not-allowed", place, path, message, Suggestions.didYouMean(text, allowed)));
    }
    return pattern
        .filter(one -> !one.matches(text))
        .map(one ->
            new Problem(
                "not-allowed", place, path, who + " does not match " + Quoted.of(one.pattern())));
  }
}
