package steadystate.kinds.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.identity.DocumentChecks;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Because;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** {@code repositories}: ECR repositories. */
public final class RepositoriesSection implements Section {
  private static final String NAME =
      "(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*";

  @Override
  public String key() {
    return "repositories";
  }

  @Override
  public String kind() {
    return RepositoryKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return RepositoryShape.ENTRY;
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Origin named =
        entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>");
    if (!entry.name().matches(NAME)) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          entry.name() + " is not a name that AWS takes for a repository",
          "write another name: lowercase letters, digits and . _ - /, 2 to 256");
    }
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(RepositoryShape.NAME, Value.text(entry.name()).from(named));
    model.putAll(entry.value().without(RepositoryShape.KEEP, RepositoryShape.EXPIRE).entries());
    lifecycle(entry.value(), blueprint)
        .ifPresent(policy -> model.put(RepositoryShape.LIFECYCLE, policy));
    entry
        .value()
        .get(RepositoryShape.POLICY)
        .ifPresent(policy -> model.put(RepositoryShape.POLICY, permissions(policy, blueprint)));
    checkFilters(entry.value(), blueprint);
    if (blueprint.mode().equals("strict") && emptied(model)) {
      Origin origin = entry.value().origin().because(Because.MODE, "mode: strict");
      model.put(RepositoryShape.EMPTY_ON_DELETE, Value.flag(false).from(origin));
    }
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  /** A document without statements lets nobody in, as none at all does. */
  private static Value permissions(Value written, Blueprint blueprint) {
    Value spelled = PolicyDocument.spelled(written);
    if (spelled instanceof Entries && PolicyDocument.statements(spelled).isEmpty()) {
      return new Entries(Map.of(), written.origin());
    }
    new DocumentChecks(blueprint).trust(spelled, RepositoryShape.POLICY);
    return spelled;
  }

  private static boolean emptied(Map<String, Value> model) {
    return Value.flag(true).equals(model.get(RepositoryShape.EMPTY_ON_DELETE));
  }

  private static Optional<Value> lifecycle(Entries written, Blueprint blueprint) {
    Optional<Value> keep = written.get(RepositoryShape.KEEP);
    Optional<Value> untagged = written.get(RepositoryShape.EXPIRE);
    Optional<Value> document = written.get(RepositoryShape.LIFECYCLE);
    if (document.isPresent() && (keep.isPresent() || untagged.isPresent())) {
      blueprint.problem(
          "set-twice",
          keep.or(() -> untagged).orElseThrow(),
          keep.isPresent() ? RepositoryShape.KEEP : RepositoryShape.EXPIRE,
          "lifecyclePolicy says what expires already",
          "write it in one of the two places");
    }
    if (document.isPresent()) {
      Value policy = document.get();
      if (!(policy instanceof Entries entries) || !entries.has("rules")) {
        blueprint.problem(
            "bad-policy",
            policy,
            RepositoryShape.LIFECYCLE,
            "a lifecycle policy is a map with rules",
            "write {rules: [...]}, or keep: 10");
      }
      return document;
    }
    return keep.isPresent() || untagged.isPresent()
        ? Optional.of(LifecyclePolicy.of(keep, untagged))
        : Optional.empty();
  }

  /** ECR takes filters only with the two words that have an exclusion in them. */
  private static void checkFilters(Entries written, Blueprint blueprint) {
    String mutability = written.text(RepositoryShape.MUTABILITY).orElse("");
    boolean excluding = mutability.endsWith("_WITH_EXCLUSION");
    if (excluding != !written.list(RepositoryShape.EXCLUSIONS).isEmpty()) {
      blueprint.problem(
          "bad-value",
          written.get(RepositoryShape.EXCLUSIONS).orElse(written),
          RepositoryShape.MUTABILITY,
          "exclusion filters and a mutability with exclusion belong together",
          "write MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION, and the filters");
    }
  }
}
