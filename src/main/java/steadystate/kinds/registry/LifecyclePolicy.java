package steadystate.kinds.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steadystate.resource.Canonical;
import steadystate.resource.Origin;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * What expires in a repository. Two policies are the same when they do the same: rules count in the
 * order of their priorities, whatever the numbers; what a rule is called means nothing.
 */
final class LifecyclePolicy {
  static final Shape SHAPE = new Shape.Anything(LifecyclePolicy::meaning);

  private static final String RULES = "rules";
  private static final String PRIORITY = "rulePriority";

  /** As good as no policy. */
  static final Value NOTHING = Value.entries(Map.of(RULES, Value.items(List.of())));

  private LifecyclePolicy() {}

  /**
   * The policy of the two short words.
   *
   * @param keep how many images stay
   * @param untagged after how many days an image without a tag goes
   */
  static Value of(Optional<Value> keep, Optional<Value> untagged) {
    List<Value> rules = new ArrayList<>();
    untagged.ifPresent(days ->
        rules.add(
            rule(
                1,
                "images without a tag go after " + days + " days",
                selection("untagged", "sinceImagePushed", days)
                    .with("countUnit", Value.text("days")))));
    // A rule for any image has to be the last one.
    keep.ifPresent(count ->
        rules.add(
            rule(
                rules.size() + 1,
                "the newest " + count + " images stay",
                selection("any", "imageCountMoreThan", count))));
    Origin origin = keep.or(() -> untagged).map(Value::origin).orElse(Origin.NONE);
    return new Entries(Map.of(RULES, Value.items(rules)), origin);
  }

  private static Entries selection(String status, String type, Value number) {
    Map<String, Value> selection = new LinkedHashMap<>();
    selection.put("tagStatus", Value.text(status));
    selection.put("countType", Value.text(type));
    selection.put("countNumber", number);
    return Value.entries(selection);
  }

  private static Value rule(int priority, String description, Entries selection) {
    Map<String, Value> rule = new LinkedHashMap<>();
    rule.put(PRIORITY, Value.number(priority));
    rule.put("description", Value.text(description));
    rule.put("selection", selection);
    rule.put("action", Value.entries(Map.of("type", Value.text("expire"))));
    return Value.entries(rule);
  }

  /** Whether nothing expires by it. */
  static boolean isNothing(Value policy) {
    return rules(policy).isEmpty();
  }

  static List<Entries> rules(Value policy) {
    return policy instanceof Entries entries
        ? entries.list(RULES).stream()
            .filter(Entries.class::isInstance)
            .map(Entries.class::cast)
            .toList()
        : List.of();
  }

  /** The form in which two policies are compared. */
  static Value meaning(Value policy) {
    if (!(policy instanceof Entries)) {
      return policy;
    }
    List<Value> out = new ArrayList<>();
    rules(policy).stream()
        .sorted(Comparator.comparing(rule -> rule.whole(PRIORITY).orElse(Integer.MAX_VALUE)))
        .forEach(rule -> {
          Entries bare = rule.without(PRIORITY, "description");
          out.add(bare.map("selection").map(s -> bare.with("selection", sets(s))).orElse(bare));
        });
    return Value.entries(Map.of(RULES, Value.items(out)));
  }

  private static Entries sets(Entries selection) {
    Map<String, Value> out = new TreeMap<>(selection.entries());
    out.replaceAll((name, value) ->
        value instanceof Value.Items items
            ? Value.items(
                items.items().stream().sorted(Comparator.comparing(Canonical::sorted)).toList())
            : value);
    return Value.entries(out);
  }
}
