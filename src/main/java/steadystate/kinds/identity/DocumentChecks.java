package steadystate.kinds.identity;

import java.util.List;
import java.util.Set;
import steadystate.kinds.Nearest;
import steadystate.resource.Blueprint;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Finds what AWS would refuse in a policy document, before it is asked. */
public record DocumentChecks(Blueprint blueprint) {
  private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
  private static final List<String> STATEMENT =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  /** A document that says who may do something with the one thing that it hangs on. */
  public void trust(Value document, String path) {
    check(document, path, List.of("Principal", "NotPrincipal"), List.of("Resource", "NotResource"));
  }

  /** A document that says what a role may do. */
  void permission(Value document, String path) {
    check(document, path, List.of("Resource", "NotResource"), List.of("Principal", "NotPrincipal"));
  }

  private void check(Value document, String path, List<String> needed, List<String> senseless) {
    if (!(document instanceof Entries entries)) {
      problem(document, path, "a policy document is a map", "write {Version, Statement: [...]}");
      return;
    }
    for (String name : entries.entries().keySet()) {
      if (!DOCUMENT.contains(name)) {
        problem(
            document,
            path,
            "a policy document has no " + name,
            Nearest.help(name, List.copyOf(DOCUMENT), ""));
      }
    }
    List<Entries> statements = PolicyDocument.statements(document);
    if (statements.isEmpty()) {
      problem(document, path, "the policy document has no statement", "write Statement: [...]");
    }
    for (int i = 0; i < statements.size(); i++) {
      statement(statements.get(i), path + ".Statement[" + i + "]", needed, senseless);
    }
  }

  private void statement(
      Entries statement, String path, List<String> needed, List<String> senseless) {
    for (String name : statement.entries().keySet()) {
      if (!STATEMENT.contains(name)) {
        problem(statement, path, "a statement has no " + name, Nearest.help(name, STATEMENT, ""));
      } else if (senseless.contains(name)) {
        problem(statement, path, "AWS takes no " + name + " in this document", "take it out");
      }
    }
    if (!List.of("Allow", "Deny").contains(statement.text("Effect").orElse(""))) {
      problem(statement, path, "Effect is neither Allow nor Deny", "write Effect: Allow");
    }
    one(statement, path, List.of("Action", "NotAction"));
    one(statement, path, needed);
  }

  private void one(Entries statement, String path, List<String> names) {
    if (names.stream().filter(statement::has).count() != 1) {
      problem(
          statement,
          path,
          "a statement has one of " + String.join(" and ", names),
          "write " + names.getFirst());
    }
  }

  private void problem(Value at, String path, String message, String help) {
    blueprint.problem("bad-policy", at, path, message, help);
  }
}
