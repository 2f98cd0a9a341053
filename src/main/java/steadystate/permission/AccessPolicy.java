package steadystate.permission;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One IAM managed policy: statements that fit the size IAM allows. */
public record AccessPolicy(String name, String account, List<Statement> statements) {
  /**
   * Characters without blanks in a managed policy; from "IAM and AWS STS quotas" of the IAM guide.
   */
  public static final int LARGEST = 6_144;

  private static final int FRAME = 45;

  public AccessPolicy {
    statements = List.copyOf(statements);
  }

  /** As IAM takes it. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("Version", "2012-10-17");
    ArrayNode array = json.putArray("Statement");
    statements.forEach(statement -> array.add(statement.json()));
    return json;
  }

  /** Characters as IAM counts them. */
  public int size() {
    return json().toString().length();
  }

  /** As many policies as it takes, none too large; a statement that is itself too large is cut. */
  static List<AccessPolicy> of(String name, String account, List<Statement> statements) {
    List<List<Statement>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    int size = FRAME;
    for (Statement statement : statements.stream().flatMap(one -> cut(one).stream()).toList()) {
      if (size + statement.size() > LARGEST) {
        parts.add(new ArrayList<>());
        size = FRAME;
      }
      parts.getLast().add(statement);
      size += statement.size();
    }
    List<AccessPolicy> policies = new ArrayList<>();
    for (List<Statement> part : parts) {
      String suffix = parts.size() == 1 ? "" : "-" + (policies.size() + 1);
      policies.add(new AccessPolicy(name + suffix, account, part));
    }
    return policies;
  }

  private static List<Statement> cut(Statement whole) {
    if (FRAME + whole.size() <= LARGEST) {
      return List.of(whole);
    }
    List<String> actions = List.copyOf(whole.actions());
    int half = actions.size() / 2;
    List<Statement> pieces =
        new ArrayList<>(cut(whole.actions(whole.sid() + "A", actions.subList(0, half))));
    pieces.addAll(cut(whole.actions(whole.sid() + "B", actions.subList(half, actions.size()))));
    return pieces;
  }
}
