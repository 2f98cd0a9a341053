package steadystate.report;

import java.util.List;
import java.util.stream.Collectors;
import steadystate.permission.AccessPolicy;
import steadystate.permission.Statement;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** IAM policies to give to a role: a single one as IAM takes it, several in a list. */
public record AccessPolicyReport(List<AccessPolicy> policies) implements Report {
  public AccessPolicyReport {
    policies = List.copyOf(policies);
  }

  @Override
  public ObjectNode json() {
    if (policies.size() == 1) {
      return policies.getFirst().json();
    }
    ObjectNode json = Json.document("AccessPolicies");
    ArrayNode array = json.putArray("policies");
    for (AccessPolicy policy : policies) {
      array
          .addObject()
          .put("name", policy.name())
          .put("account", policy.account())
          .set("document", policy.json());
    }
    return json;
  }

  @Override
  public String text(Paper paper) {
    return policies.stream().map(policy -> text(policy, paper)).collect(Collectors.joining("\n"));
  }

  private static String text(AccessPolicy policy, Paper paper) {
    StringBuilder out = new StringBuilder();
    out.append(Ink.BOLD.on(paper, policy.name()))
        .append(" in account ")
        .append(policy.account())
        .append(
            Ink.DIM.on(paper, ", " + policy.size() + " of " + AccessPolicy.LARGEST + " characters"))
        .append('\n');
    for (Statement statement : policy.statements()) {
      out.append("\n  ").append(Ink.NAME.on(paper, statement.sid())).append('\n');
      statement.actions().forEach(action -> out.append("    ").append(action).append('\n'));
      statement.resources().forEach(arn -> out.append("      on ").append(arn).append('\n'));
      statement
          .conditions()
          .forEach((key, values) ->
              out.append(
                      Ink.DIM.on(paper, "      if " + key + " is " + String.join(" or ", values)))
                  .append('\n'));
    }
    return out.toString();
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder();
    for (AccessPolicy policy : policies) {
      out.append("### ").append(Markdown.text(policy.name())).append("\n\n```json\n");
      out.append(Json.text(policy.json())).append("```\n");
    }
    return out.toString();
  }
}
