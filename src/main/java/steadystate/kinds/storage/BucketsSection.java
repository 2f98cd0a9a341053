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
    Value tlsOnly =
        written
            .get(BucketShape.TLS_ONLY)
            .orElseGet(() -> Value.flag(true).from(Origin.byDefault("closed to plain HTTP")));
    if (written.has(BucketShape.POLICY)) {
      TlsOnly own = new TlsOnly(blueprint.region(), entry.name());
      Value policy = PolicyDocument.spelled(written.get(BucketShape.POLICY).orElseThrow());
      boolean closed = tlsOnly.equals(Value.flag(true));
      model.put(BucketShape.POLICY, whole(policy, closed ? List.of(own.statement()) : List.of()));
    } else {
      model.put(BucketShape.TLS_ONLY, tlsOnly);
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

  /** The written policy with more statements, in its own version. */
  private static Value whole(Value written, List<Entries> more) {
    List<Value> statements = new ArrayList<>(PolicyDocument.statements(written));
    statements.addAll(more);
    if (statements.isEmpty()) {
      return new Entries(Map.of(), written.origin());
    }
    Entries document = PolicyDocument.of(statements);
    return (written instanceof Entries entries
            ? entries.get("Version").map(v -> document.with("Version", v)).orElse(document)
            : document)
        .from(written.origin());
  }
}
