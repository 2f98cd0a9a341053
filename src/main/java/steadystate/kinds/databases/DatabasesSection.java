package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.network.NetworkKind;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * {@code databases}: RDS instances, each with a subnet group in the network's private subnets and,
 * where parameters are written, a parameter group of its family.
 */
public final class DatabasesSection implements Section {
  /** Known only to be refused with a word of help. */
  static final List<String> REFUSED = List.of("masterPassword", "tdeCredentialPassword");

  private static final String PARAMETERS = "parameters";
  private static final String FAMILY = "parameterGroupFamily";

  @Override
  public String key() {
    return "databases";
  }

  @Override
  public String kind() {
    return DatabaseKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Structure shape =
        DatabaseShape.MODEL
            .with(
                PARAMETERS,
                Shape.EntriesOf.of(text),
                "Parameters of the engine; they make a parameter group of the right family.")
            .with(FAMILY, text, "The group's family, where it cannot be told from engineVersion.");
    for (String refused : REFUSED) {
      shape =
          shape.with(
              refused,
              steadystate.resource.Member.of(text, "Refused: a password never stands in a spec.")
                  .hidden());
    }
    return shape;
  }

  static String identifier(Entry entry) {
    return entry
        .value()
        .text(DatabaseShape.IDENTIFIER)
        .orElse(entry.name())
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    DatabaseChecks.of(entry, blueprint);
    List<Declared> declared = new ArrayList<>();
    Entries model =
        defaults(entry.value().without(PARAMETERS, FAMILY), blueprint)
            .without(REFUSED.toArray(String[]::new));
    if (!entry.value().has(DatabaseShape.IDENTIFIER)) {
      Origin origin =
          entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>");
      model = model.with(DatabaseShape.IDENTIFIER, Value.text(identifier(entry)).from(origin));
    }
    boolean member = model.has("dbClusterIdentifier");
    if (!member && !model.has(DatabaseShape.SUBNETS)) {
      Declared group = subnetGroup(entry);
      declared.add(group);
      model = model.with(DatabaseShape.SUBNETS, Value.reference(group.id(), "name"));
    }
    Optional<Declared> parameters = parameterGroup(entry, blueprint);
    if (parameters.isPresent()) {
      declared.add(parameters.get());
      model = model.with(DatabaseShape.PARAMETERS, Value.reference(parameters.get().id(), "name"));
    }
    declared.addFirst(new Declared(entry.id(kind()), model, entry.at()));
    return declared;
  }

  private static Entries defaults(Entries written, Blueprint blueprint) {
    Entries model =
        written.withDefault(
            DatabaseShape.STATE,
            said(Value.text("started"), "a database runs unless it is stopped"));
    if (!blueprint.mode().equals("strict")) {
      model =
          model.withDefault(
              DatabaseShape.AT_ONCE, said(Value.flag(true), "changes are made at once"));
    }
    if (written.has("dbClusterIdentifier")) {
      return model;
    }
    if (!written.has(DatabaseShape.PASSWORD)) {
      model =
          model.withDefault(
              DatabaseShape.MANAGED, said(Value.flag(true), "AWS keeps the password"));
    }
    model =
        model.withDefault(
            "publiclyAccessible", said(Value.flag(false), "databases have no public address"));
    if (written.has(DatabaseShape.SNAPSHOT)) {
      return model;
    }
    String engine = written.text("engine").orElse("");
    return model
        .withDefault("storageEncrypted", said(Value.flag(true), "new storage is encrypted"))
        .withDefault(Storage.SIZE, said(Value.number(20), "the least that AWS takes for most"))
        .withDefault(
            "masterUsername",
            said(
                Value.text(engine.equals("postgres") ? "postgres" : "admin"),
                "the usual name of the engine's master user"));
  }

  private static Value said(Value value, String reason) {
    return value.from(Origin.byDefault(reason));
  }

  private static Declared subnetGroup(Entry entry) {
    String name = identifier(entry);
    Entries model =
        Value.entries(
            Map.of(
                DatabaseShape.SUBNETS,
                Value.text(name),
                "dbSubnetGroupDescription",
                Value.text("private subnets for " + name),
                "subnetIds",
                Value.reference(NetworkKind.ID, "privateSubnetIds")));
    return new Declared(new ResourceId(SubnetGroupKind.NAME, entry.key()), model, entry.at());
  }

  private static Optional<Declared> parameterGroup(Entry entry, Blueprint blueprint) {
    Optional<Value> parameters = entry.value().get(PARAMETERS);
    if (parameters.isEmpty()) {
      return Optional.empty();
    }
    if (entry.value().has(DatabaseShape.PARAMETERS)) {
      blueprint.problem(
          "set-twice",
          parameters.get(),
          PARAMETERS,
          "parameters make a group, and dbParameterGroupName names another",
          "write one of them");
      return Optional.empty();
    }
    Optional<String> family = entry.value().text(FAMILY).or(() -> family(entry.value()));
    if (family.isEmpty()) {
      blueprint.problem(
          "missing-key",
          parameters.get(),
          PARAMETERS,
          "the family of the parameter group cannot be told",
          "write engineVersion with its major version, or parameterGroupFamily");
      return Optional.empty();
    }
    String name = identifier(entry) + "-" + family.get().replace('.', '-');
    Entries model =
        Value.entries(
            Map.of(
                ParameterGroupKind.GROUP,
                Value.text(name),
                ParameterGroupKind.FAMILY,
                Value.text(family.get()),
                "description",
                Value.text("parameters of " + identifier(entry)),
                ParameterGroupKind.PARAMETERS,
                parameters.get()));
    return Optional.of(
        new Declared(new ResourceId(ParameterGroupKind.NAME, entry.key()), model, entry.at()));
  }

  private static Optional<String> family(Entries written) {
    return written
        .text(DatabaseShape.VERSION)
        .flatMap(version -> EngineVersion.of(written.text("engine").orElse(""), version).family());
  }
}
