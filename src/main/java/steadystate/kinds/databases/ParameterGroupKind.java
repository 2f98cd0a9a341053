package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.Parameter;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * A DB parameter group with the parameters that were set in it. Its family is in its name, so that
 * a major upgrade gets a new group and the old one goes when the database has left it.
 */
public final class ParameterGroupKind implements Kind {
  static final String NAME = "dbParameterGroup";
  static final String GROUP = "dbParameterGroupName";
  static final String FAMILY = "dbParameterGroupFamily";
  static final String PARAMETERS = "parameters";

  /** ModifyDBParameterGroup takes no more at once. */
  private static final int BATCH = 20;

  private static final Shape.Structure MODEL = shape();

  private final GroupTags groupTags = new GroupTags("pg");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  private static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return SdkShapes.of(CreateDbParameterGroupRequest.builder().build())
        .without("tags")
        .change(
            GROUP,
            m -> m.shape(text.canonical(t -> t.toLowerCase(java.util.Locale.ROOT))).replaces())
        .change(FAMILY, Member::replaces)
        .change("description", Member::never)
        .with(
            PARAMETERS,
            Member.of(Shape.EntriesOf.of(text), "What is set; all others keep their defaults.")
                .always());
  }

  @Override
  public Set<String> attributes() {
    return Set.of("name", "arn");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found = new ArrayList<>();
    if (!Rds.isWorthALook(scope, "pg", wanted)) {
      return new Observation(found);
    }
    for (DBParameterGroup group :
        Rds.client(scope).describeDBParameterGroupsPaginator(r -> {}).dbParameterGroups()) {
      String arn = group.dbParameterGroupArn();
      String name = group.dbParameterGroupName();
      if (groupTags.concerns(scope, arn, name, wanted, GROUP)) {
        Map<String, String> tags = groupTags.of(scope, arn);
        Whose.id(scope, NAME, tags, wanted, d -> GroupTags.isNamed(d, GROUP, name))
            .ifPresent(id ->
                found.add(
                    new Live(id, arn, form(scope, group), tags, attributes(group), Health.READY)));
      }
    }
    return new Observation(found);
  }

  private static Value.Entries form(Scope scope, DBParameterGroup group) {
    Map<String, Value> set = new TreeMap<>();
    parameters(scope, group.dbParameterGroupName(), Optional.of("user"))
        .forEach((name, parameter) -> {
          if (parameter.parameterValue() != null) {
            set.put(name, Value.text(parameter.parameterValue()));
          }
        });
    return Canonical.form(MODEL, Pojo.read(group).with(PARAMETERS, Value.entries(set)));
  }

  private static Map<String, Parameter> parameters(
      Scope scope, String group, Optional<String> source) {
    Map<String, Parameter> parameters = new TreeMap<>();
    Rds.client(scope)
        .describeDBParametersPaginator(r -> {
          r.dbParameterGroupName(group);
          source.ifPresent(r::source);
        })
        .parameters()
        .forEach(parameter -> parameters.put(parameter.parameterName(), parameter));
    return parameters;
  }

  private static Attributes attributes(DBParameterGroup group) {
    return Attributes.of("name", group.dbParameterGroupName())
        .with("arn", group.dbParameterGroupArn());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateDbParameterGroupRequest request =
        Pojo.fill(CreateDbParameterGroupRequest.builder(), wish.model())
            .tags(Rds.tags(wish.tags()))
            .build();
    try {
      DBParameterGroup made = Rds.client(scope).createDBParameterGroup(request).dbParameterGroup();
      groupTags.written(made.dbParameterGroupArn());
      set(scope, wish, wished(wish).keySet());
      return attributes(made);
    } catch (FailureException e) {
      throw e.is("DBParameterGroupAlreadyExists") ? Rds.exists(e, wish.text(GROUP)) : e;
    }
  }

  private static Map<String, String> wished(Wish wish) {
    Map<String, String> wished = new TreeMap<>();
    wish.model()
        .map(PARAMETERS)
        .ifPresent(map -> map.entries().forEach((name, v) -> wished.put(name, v.toString())));
    return wished;
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> set = new TreeSet<>(wished(wish).keySet());
    Set<String> unset = new TreeSet<>();
    live.model().map(PARAMETERS).ifPresent(map -> unset.addAll(map.entries().keySet()));
    unset.removeAll(set);
    set.removeIf(name ->
        live.model()
            .map(PARAMETERS)
            .flatMap(map -> map.text(name))
            .equals(Optional.ofNullable(wished(wish).get(name))));
    set(scope, wish, set);
    if (!unset.isEmpty()) {
      List<Parameter> parameters = parameters(scope, wish, unset, Map.of());
      batches(parameters)
          .forEach(batch ->
              Rds.client(scope)
                  .resetDBParameterGroup(
                      r -> r.dbParameterGroupName(wish.text(GROUP)).parameters(batch)));
    }
  }

  private static void set(Scope scope, Wish wish, Set<String> names) {
    if (!names.isEmpty()) {
      batches(parameters(scope, wish, names, wished(wish)))
          .forEach(batch ->
              Rds.client(scope)
                  .modifyDBParameterGroup(
                      r -> r.dbParameterGroupName(wish.text(GROUP)).parameters(batch)));
    }
  }

  /** A static parameter can only be set for the next reboot; AWS refuses it at once. */
  private static List<Parameter> parameters(
      Scope scope, Wish wish, Set<String> names, Map<String, String> values) {
    Map<String, Parameter> known = parameters(scope, wish.text(GROUP), Optional.empty());
    return names.stream()
        .map(name -> {
          boolean isStatic =
              Optional.ofNullable(known.get(name))
                  .map(Parameter::applyType)
                  .orElse("")
                  .equals("static");
          return Parameter.builder()
              .parameterName(name)
              .parameterValue(values.get(name))
              .applyMethod(isStatic ? ApplyMethod.PENDING_REBOOT : ApplyMethod.IMMEDIATE)
              .build();
        })
        .toList();
  }

  private static List<List<Parameter>> batches(List<Parameter> all) {
    List<List<Parameter>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }

  @Override
  public void delete(Scope scope, Live live) {
    Deletion.of(
        () ->
            Rds.client(scope)
                .deleteDBParameterGroup(
                    r -> r.dbParameterGroupName(live.attributes().require("name"))),
        "DBParameterGroupNotFound",
        "DBParameterGroupNotFoundFault");
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    groupTags.written(live.arn());
    Rds.tag(scope, live.arn(), put, remove);
  }
}
