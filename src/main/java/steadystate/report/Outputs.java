package steadystate.report;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** What an environment shows to those who use it. */
public final class Outputs {
  private Outputs() {}

  /** Every output whose references all live; the others are left out until they do. */
  public static SortedMap<String, String> of(Environment environment, List<Finding> findings) {
    SortedMap<String, String> shown = new TreeMap<>();
    environment
        .outputs()
        .forEach((name, value) -> text(value, findings).ifPresent(text -> shown.put(name, text)));
    return shown;
  }

  private static Optional<String> text(Value value, List<Finding> findings) {
    if (!(value instanceof Value.Template template)) {
      return Optional.of(value.toString());
    }
    StringBuilder text = new StringBuilder();
    for (Value.Part part : template.parts()) {
      Optional<String> piece =
          switch (part) {
            case Value.Part.Literal(String literal) -> Optional.of(literal);
            case Value.Part.Attribute(ResourceId id, String name) -> attribute(id, name, findings);
          };
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      text.append(piece.get());
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> attribute(ResourceId id, String name, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.id().equals(id))
        .flatMap(finding -> finding.live().stream())
        .map(Live::attributes)
        .flatMap(attributes -> attributes.get(name).stream())
        .findFirst();
  }
}
