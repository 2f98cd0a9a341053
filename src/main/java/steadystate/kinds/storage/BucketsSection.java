package steadystate.kinds.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Because;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** {@code buckets}: S3 buckets, closed to the public and to plain HTTP unless written otherwise. */
public final class BucketsSection implements Section {
  private static final String NAME = "(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  @Override
  public String key() {
    return "buckets";
  }

  @Override
  public String kind() {
    return BucketKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return BucketShape.ENTRY;
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    checkName(entry, blueprint);
    Entries written = entry.value();
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(
        BucketShape.NAME,
        Value.text(entry.name())
            .from(
                entry.named()
                    ? Origin.written(entry.at())
                    : Origin.byDefault("<environment>-<key>")));
    model.putAll(written.without(BucketShape.TLS_ONLY, BucketShape.POLICY).entries());
    model.put(BucketShape.BLOCK, closed(written));
    if (written.has(BucketShape.LIFECYCLE)) {
      model.put(BucketShape.LIFECYCLE, whole(written));
    }
    boolean tlsOnly = written.flag(BucketShape.TLS_ONLY).orElse(true);
    if (tlsOnly || written.has(BucketShape.POLICY)) {
      model.put(BucketShape.POLICY, policy(entry, blueprint, tlsOnly));
    }
    if (blueprint.mode().equals("strict")
        && written.flag(BucketShape.FORCE_DESTROY).orElse(false)) {
      Origin origin = written.origin().because(Because.MODE, "mode: strict");
      model.put(BucketShape.FORCE_DESTROY, Value.flag(false).from(origin));
    }
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  private static void checkName(Entry entry, Blueprint blueprint) {
    if (!entry.name().matches(NAME)) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          entry.name() + " is not a name that AWS takes for a bucket",
          "write another name: lowercase letters, digits, hyphens and dots, 3 to 63");
    }
  }

  private static Value closed(Entries written) {
    Origin origin = Origin.byDefault("closed to the public");
    Entries block = written.map(BucketShape.BLOCK).orElseGet(() -> new Entries(Map.of(), origin));
    for (String one : BucketShape.SWITCHES) {
      block = block.withDefault(one, Value.flag(true).from(origin));
    }
    return block;
  }

  /** S3 refuses a rule without a filter, and means every object by an empty one. */
  private static Value whole(Entries written) {
    List<Value> rules = new ArrayList<>();
    for (Value rule : written.list(BucketShape.LIFECYCLE)) {
      if (rule instanceof Entries entries) {
        Entries on = entries.withDefault("status", Value.text("Enabled"));
        rules.add(
            on.has("filter") || on.has("prefix")
                ? on
                : on.with("filter", Value.entries(Map.of("prefix", Value.text("")))));
      } else {
        rules.add(rule);
      }
    }
    return Value.items(rules)
        .from(written.get(BucketShape.LIFECYCLE).map(Value::origin).orElse(Origin.NONE));
  }

  private static Value policy(Entry entry, Blueprint blueprint, boolean tlsOnly) {
    Value written =
        PolicyDocument.spelled(
            entry.value().get(BucketShape.POLICY).orElseGet(() -> Value.entries(Map.of())));
    List<Value> statements = new ArrayList<>(PolicyDocument.statements(written));
    if (tlsOnly) {
      statements.add(tls(blueprint.region(), entry.name()));
    }
    Origin origin =
        entry
            .value()
            .get(BucketShape.POLICY)
            .map(Value::origin)
            .orElse(Origin.byDefault("tlsOnly: true"));
    if (statements.isEmpty()) {
      return new Entries(Map.of(), origin);
    }
    Entries document = PolicyDocument.of(statements);
    return (written instanceof Entries entries
            ? entries.get("Version").map(v -> document.with("Version", v)).orElse(document)
            : document)
        .from(origin);
  }

  static Value tls(String region, String bucket) {
    String arn = BucketKind.arn(region, bucket);
    Map<String, Value> statement = new LinkedHashMap<>();
    statement.put("Sid", Value.text("TlsOnly"));
    statement.put("Effect", Value.text("Deny"));
    statement.put("Principal", Value.text("*"));
    statement.put("Action", Value.text("s3:*"));
    statement.put("Resource", Value.texts(List.of(arn, arn + "/*")));
    statement.put(
        "Condition",
        Value.entries(
            Map.of("Bool", Value.entries(Map.of("aws:SecureTransport", Value.text("false"))))));
    return Value.entries(statement);
  }
}
