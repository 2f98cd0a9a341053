package steadystate.policy.cel;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.yaml.Suggestions;

/** CEL's complaints in words that say what to write, and never with a value of the spec. */
final class Wording {
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile("key '([A-Za-z0-9_./-]{1,80})' is not present");
  private static final List<String> NAMES =
      List.of(Facts.SPEC, Facts.PLAN, Facts.ENVIRONMENT, Facts.MODE);

  private Wording() {}

  static String of(CelIssue issue) {
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return "nothing is called `%s`; %s"
          .formatted(
              name,
              Suggestions.didYouMean(name, NAMES)
                  .orElse("a rule sees " + String.join(", ", NAMES)));
    }
    String message = issue.getMessage().replaceAll("\\s+", " ");
    int candidates = message.indexOf(" (candidates:");
    int expecting = message.indexOf(" expecting {");
    int end = candidates > 0 ? candidates : expecting > 0 ? expecting : message.length();
    return "this is not CEL: " + message.substring(0, Math.min(end, 200));
  }

  static String of(CelEvaluationException failure) {
    return switch (failure.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> missing(String.valueOf(failure.getMessage()));
      case INDEX_OUT_OF_BOUNDS -> "a list is shorter than an index; ask for its size() first";
      case DIVIDE_BY_ZERO -> "it divides by zero";
      case NUMERIC_OVERFLOW -> "a number is too large";
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD ->
          "it compares or calls values of different types; type(x) tells a type";
      case ITERATION_BUDGET_EXCEEDED ->
          "it asks for too much work; loop over less, and not within a loop";
      case BAD_FORMAT, INVALID_ARGUMENT, TYPE_NOT_FOUND, DUPLICATE_ATTRIBUTE ->
          "a function got a value that it cannot use";
      case INTERNAL_ERROR -> "it failed inside CEL";
    };
  }

  private static String missing(String message) {
    Matcher key = KEY.matcher(message);
    return key.find()
        ? "`%s` is not written; ask `has(….%s)` first".formatted(key.group(1), key.group(1))
        : "something is not written; ask `has(…)` first";
  }
}
