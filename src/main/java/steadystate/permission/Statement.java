package steadystate.permission;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One statement of an IAM policy; it always allows.
 *
 * @param sid says what for: letters and digits
 * @param conditions values that must be equal, by key; empty for none
 */
public record Statement(
    String sid,
    SortedSet<String> actions,
    SortedSet<String> resources,
    SortedMap<String, SortedSet<String>> conditions) {
  public Statement {
    actions = new TreeSet<>(actions);
    resources = new TreeSet<>(resources);
    conditions = new TreeMap<>(conditions);
  }

  /** The same with other actions. */
  Statement actions(String other, Collection<String> those) {
    return new Statement(other, new TreeSet<>(those), resources, conditions);
  }

  /** As IAM takes it. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Sid", sid).put("Effect", "Allow");
    list(json.putArray("Action"), actions);
    list(json.putArray("Resource"), resources);
    if (!conditions.isEmpty()) {
      ObjectNode equal = json.putObject("Condition").putObject("StringEquals");
      conditions.forEach((key, values) -> list(equal.putArray(key), values));
    }
    return json;
  }

  private static void list(ArrayNode array, Collection<String> words) {
    words.forEach(array::add);
  }

  /** As IAM counts: characters without blanks. */
  int size() {
    return json().toString().length() + 1;
  }
}
