package steadystate.plan;

import java.util.HashSet;
import java.util.Set;
import steadystate.resource.Live;
import steadystate.resource.Value;

/** Which other bodies a living resource names in its state. */
public final class Mentions {
  private Mentions() {}

  /** Whether {@code one} holds the id or ARN of {@code other} anywhere in its model. */
  public static boolean of(Live one, Live other) {
    if (one.arn().equals(other.arn())) {
      return false;
    }
    Set<String> names = new HashSet<>(Set.of(other.arn()));
    other.attributes().get("id").ifPresent(names::add);
    other.attributes().get("arn").ifPresent(names::add);
    return holds(one.model(), names);
  }

  private static boolean holds(Value value, Set<String> names) {
    return switch (value) {
      case Value.Text text -> names.contains(text.text());
      case Value.Items items -> items.items().stream().anyMatch(item -> holds(item, names));
      case Value.Entries entries ->
          entries.entries().entrySet().stream()
              .anyMatch(e -> names.contains(e.getKey()) || holds(e.getValue(), names));
      case Value.Number number -> false;
      case Value.Flag flag -> false;
      case Value.Template template -> false;
    };
  }
}
