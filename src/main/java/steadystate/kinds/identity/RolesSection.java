package steadystate.kinds.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.yaml.SourceSpan;

/** {@code roles}: IAM roles with their policies. */
public final class RolesSection implements Section {
  /** The most characters that AWS allows in a role's name. */
  private static final int LONGEST = 64;

  @Override
  public String key() {
    return "roles";
  }

  @Override
  public String kind() {
    return RoleKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return RoleShape.ENTRY;
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Value name =
        entry.named()
            ? Value.text(entry.name()).from(Origin.written(entry.at()))
            : Value.text(entry.name()).from(Origin.byDefault("<environment>-<key>"));
    if (!name.toString().matches("[\\w+=,.@-]{1," + LONGEST + "}")) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          name + " is not a name that AWS takes for a role",
          "write another name: letters, digits and + = , . @ _ -, at most " + LONGEST);
    }
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(RoleShape.NAME, name);
    model.putAll(entry.value().entries());
    Value trust = trust(entry.value());
    model.put(RoleShape.TRUST, trust);
    new DocumentChecks(blueprint).trust(trust, RoleShape.TRUST);
    entry
        .value()
        .map(RoleShape.INLINE)
        .ifPresent(inline -> model.put(RoleShape.INLINE, inline(inline, blueprint)));
    if (isForInstances(entry.value())) {
      model.put(
          RoleShape.PROFILE,
          Value.flag(true).from(trust.origin().because(trust.origin().because(), "")));
    }
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  private static Value trust(Entries entry) {
    Value written = entry.get(RoleShape.TRUST).orElse(Entries.EMPTY);
    return switch (written) {
      case Value.Items services -> PolicyDocument.trusting(services.items()).from(written.origin());
      case Value.Text text when !text.text().strip().startsWith("{") ->
          PolicyDocument.trusting(List.of(text)).from(written.origin());
      default -> PolicyDocument.spelled(written);
    };
  }

  private static Value inline(Entries documents, Blueprint blueprint) {
    Map<String, Value> out = new LinkedHashMap<>();
    DocumentChecks checks = new DocumentChecks(blueprint);
    documents
        .entries()
        .forEach((name, document) -> {
          Value spelled = PolicyDocument.spelled(document);
          checks.permission(spelled, RoleShape.INLINE + "." + name);
          out.put(name, spelled);
        });
    return new Entries(out, documents.origin());
  }

  /** Whether instances can take a role that is written: it is then in a profile of its name. */
  public static boolean isForInstances(Entries written) {
    return takenBy(trust(written), RoleKind.EC2);
  }

  /** Whether a service is among those that a trust document names. */
  static boolean takenBy(Value trust, String service) {
    return PolicyDocument.statements(trust).stream()
        .flatMap(statement -> statement.get("Principal").stream())
        .filter(Entries.class::isInstance)
        .flatMap(principal -> ((Entries) principal).get("Service").stream())
        .flatMap(services -> PolicyDocument.listed(services).stream())
        .anyMatch(one -> one.toString().equals(service));
  }

  /**
   * A role that this program makes for another resource; empty when the user has written one of
   * that key, which then serves.
   *
   * @param why for whom it is, as plans show it
   */
  public static Optional<Declared> madeFor(
      String key, Entries trust, Entries inline, String why, Blueprint blueprint, SourceSpan at) {
    if (blueprint.entries("roles").containsKey(key)) {
      return Optional.empty();
    }
    Origin origin = Origin.byDefault(why);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(RoleShape.NAME, Value.text(name(blueprint.environment() + "-" + key)).from(origin));
    model.put(RoleShape.TRUST, trust.from(origin));
    Map<String, Value> documents = new LinkedHashMap<>();
    inline.entries().forEach((name, document) -> documents.put(name, document.from(origin)));
    model.put(RoleShape.INLINE, new Entries(documents, origin));
    return Optional.of(
        new Declared(new ResourceId(RoleKind.NAME, key), new Entries(model, origin), at));
  }

  /** The name, or as much of it as AWS takes with a hash that keeps it apart from others. */
  static String name(String wished) {
    return wished.length() <= LONGEST
        ? wished
        : wished.substring(0, LONGEST - 9)
            + "-"
            + References.hash(Value.text(wished)).substring(0, 8);
  }
}
