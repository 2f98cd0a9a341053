package steadystate.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A pass that wrote, as one line.
 *
 * @param commit who wrote the spec that it followed
 */
public record Past(String at, String what, boolean failed, String commit) {
  static Past of(JsonNode entry) {
    List<JsonNode> steps = new ArrayList<>();
    entry.path("steps").forEach(steps::add);
    boolean failed =
        steps.stream().anyMatch(step -> !step.path("result").asString("").equals("done"));
    return new Past(
        Card.time(Instant.parse(entry.path("at").asString())), words(steps), failed, commit(entry));
  }

  private static String commit(JsonNode entry) {
    JsonNode commit = entry.path("commitDetails");
    String id = entry.path("commit").asString("");
    return commit.isObject()
        ? id.substring(0, Math.min(7, id.length()))
            + " by "
            + commit.path("author").asString("")
            + ": "
            + commit.path("subject").asString("")
        : "";
  }

  /** Few steps by name, many by number. */
  private static String words(List<JsonNode> steps) {
    if (steps.size() <= 3) {
      return steps.stream()
          .map(step -> step.path("verb").asString("") + " " + step.path("resource").asString(""))
          .collect(Collectors.joining(", "));
    }
    Map<String, Long> counts =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    step -> step.path("verb").asString(""), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " × " + count.getKey())
        .collect(Collectors.joining(", "));
  }
}
