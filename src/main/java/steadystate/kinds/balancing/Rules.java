package steadystate.kinds.balancing;

import java.util.List;
import steadystate.resource.Because;
import steadystate.resource.Canonical;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Ids and priorities of the rules that lead to a service. */
final class Rules {
  private Rules() {}

  /** One rule: what it is called and where it stands among the others. */
  record Rule(ResourceId id, Value.Number priority) {
    int number() {
      return priority.number().intValue();
    }
  }

  /**
   * The rule of one entry.
   *
   * @param siblings every entry of the same service
   */
  static Rule of(Expose expose, List<Expose> siblings) {
    boolean alone =
        siblings.stream()
                .filter(other -> other.byRule() && other.on().name().equals(expose.on().name()))
                .count()
            == 1;
    Value.Number priority = priority(expose, alone);
    String key = expose.on().name() + "/" + expose.service().key();
    return new Rule(
        new ResourceId(ListenerRuleKind.NAME, alone ? key : key + ":" + priority), priority);
  }

  /**
   * A lone rule keeps its number whatever its conditions become; among several these tell them
   * apart.
   */
  private static Value.Number priority(Expose expose, boolean alone) {
    if (expose.written().get("priority").orElse(expose.written()) instanceof Value.Number number) {
      return number;
    }
    List<String> names =
        alone
            ? List.of(expose.on().name(), expose.service().key())
            : List.of(
                expose.on().name(), expose.service().key(), Canonical.sorted(expose.conditions()));
    Origin origin =
        new Origin(Because.DEFAULT, expose.written().origin().at(), "derived from the names");
    return (Value.Number) Value.number(Priorities.derived(names)).from(origin);
  }
}
