package steadystate.report;

import java.util.List;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.plan.Refusal;
import steadystate.policy.parity.Disparity;
import steadystate.policy.parity.Nature;
import steadystate.policy.parity.Parity;
import steadystate.resource.Origin;
import steadystate.yaml.SourceSpan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Two environments side by side. */
public record ComparisonReport(Parity parity) implements Report {

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.document("Comparison");
    ArrayNode environments = json.putArray("environments");
    environments.add(of(parity.left()));
    environments.add(of(parity.right()));
    ObjectNode summary = json.putObject("summary");
    for (Nature nature : Nature.values()) {
      summary.put(nature.word(), parity.count(nature));
    }
    summary
        .put("risks", parity.leftRisks().size() + parity.rightRisks().size())
        .put("same", parity.same());
    ArrayNode risks = json.putArray("risks");
    parity.leftRisks().forEach(risk -> risks.add(risk(parity.left(), risk)));
    parity.rightRisks().forEach(risk -> risks.add(risk(parity.right(), risk)));
    ArrayNode differences = json.putArray("differences");
    parity.disparities().forEach(one -> add(one, differences));
    return json;
  }

  private static ObjectNode of(Environment environment) {
    return Json.object()
        .put("environment", environment.name())
        .put("mode", environment.settings().mode().word())
        .put("account", environment.settings().account())
        .put("region", environment.settings().region());
  }

  private static ObjectNode risk(Environment environment, Refusal risk) {
    ObjectNode json = Json.object().put("environment", environment.name());
    json.put("rule", risk.rule()).put("resource", risk.resource().toString());
    json.put("message", risk.message());
    json.set("source", Json.source(risk.source()));
    return json;
  }

  private void add(Disparity disparity, ArrayNode differences) {
    if (disparity.fields().isEmpty()) {
      ObjectNode whole = differences.addObject();
      whole.put("resource", disparity.resource().toString());
      whole.put("why", disparity.nature().word());
      whole.set("missingIn", Json.textOrNull(disparity.absentIn()));
      reason(whole, disparity.reason());
    }
    for (Disparity.Field field : disparity.fields()) {
      ObjectNode json = differences.addObject();
      json.put("resource", disparity.resource().toString());
      json.put("path", field.path().toString()).put("why", disparity.nature().word());
      ObjectNode values = json.putObject("values");
      values.set(parity.left().name(), Json.of(field.left()));
      values.set(parity.right().name(), Json.of(field.right()));
      ObjectNode sources = json.putObject("sources");
      sources.set(parity.left().name(), Json.source(place(field.leftFrom())));
      sources.set(parity.right().name(), Json.source(place(field.rightFrom())));
      reason(json, reason(field));
    }
  }

  private static void reason(ObjectNode json, String reason) {
    if (!reason.isEmpty()) {
      json.put("reason", reason);
    }
  }

  /** What the spec does not say of a field, such as the mode. */
  static String reason(Disparity.Field field) {
    return List.of(field.leftFrom(), field.rightFrom()).stream()
        .flatMap(Optional::stream)
        .map(Origin::reason)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Optional<SourceSpan> place(Optional<Origin> origin) {
    return origin.flatMap(Origin::at);
  }

  /** {@code 3 intended, 2 by the mode, 1 missing, 4 risks}. */
  String counts() {
    return "%d written otherwise, %d by the mode, %d missing, %s, %s alike"
        .formatted(
            parity.count(Nature.INTENDED),
            parity.count(Nature.MODE),
            parity.count(Nature.MISSING),
            Words.count(parity.leftRisks().size() + parity.rightRisks().size(), "risk"),
            Words.count(parity.same(), "resource"));
  }

  @Override
  public String text(Paper paper) {
    return new ComparisonText(this, paper).write();
  }

  @Override
  public String markdown() {
    return ComparisonMarkdown.of(this);
  }
}
