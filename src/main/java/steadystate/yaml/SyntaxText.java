package steadystate.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The parser's complaints in words that name the mistake, not the parser's state. */
final class SyntaxText {
  private SyntaxText() {}

  static Problem of(String file, MarkedYamlEngineException mistake) {
    String problem = Optional.ofNullable(mistake.getProblem()).orElse("").strip();
    String context = Optional.ofNullable(mistake.getContext()).orElse("");
    SourceSpan at = YamlReader.span(file, mistake.getProblemMark().or(mistake::getContextMark));
    SourceSpan start = YamlReader.span(file, mistake.getContextMark().or(mistake::getProblemMark));
    if (problem.contains("TAB")) {
      return problem(at, "a tab stands where YAML wants spaces", "indent with spaces");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return problem(
          at,
          "a second `key:` on one line, or wrong indentation",
          "put a value that contains `: ` into quotes, or check the indentation above");
    }
    if (context.contains("quoted scalar")) {
      return problem(start, "the quotation that starts here is never closed", "close the quotes");
    }
    if (context.contains("flow sequence") || context.contains("flow mapping")) {
      String brackets = context.contains("sequence") ? "[" : "{";
      return problem(
          at,
          "the `%s` of line %d is not closed here, or a comma is missing"
              .formatted(brackets, start.line()),
          "`${…}` inside `{}` or `[]` needs quotes");
    }
    if (context.contains("block mapping") || context.contains("block collection")) {
      return problem(
          at,
          "this does not fit into what starts at line " + start.line(),
          "keys of one map, and dashes of one list, stand in the same column");
    }
    if (problem.contains("could not find expected ':'")) {
      return problem(at, "a key without a colon near here", "write `key: value`");
    }
    if (problem.contains("cannot start any token")) {
      return problem(at, "a plain value cannot start with this character", "put it into quotes");
    }
    return new Problem(
        "yaml-syntax", at, "", "this is not YAML: " + problem.lines().findFirst().orElse("?"));
  }

  private static Problem problem(SourceSpan at, String message, String help) {
    return new Problem("yaml-syntax", at, "", "this is not YAML: " + message, help);
  }
}
