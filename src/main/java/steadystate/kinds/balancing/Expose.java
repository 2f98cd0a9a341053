package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * One entry of a service's {@code expose}, with the listener that it means.
 *
 * @param index position in the list, from 0
 * @param conditions when a rule sends requests here, canonical; none for everything that no rule
 *     takes
 */
public record Expose(
    Section.Entry service, int index, Value.Entries written, Listening on, Value.Items conditions) {

  public static final String KEY = "expose";

  /** Hears of mistakes; the other services' are told when their own turn comes. */
  @FunctionalInterface
  interface Mistakes {
    void add(String code, Value at, String path, String message, String help);

    Mistakes UNHEARD = (code, at, path, message, help) -> {};
  }

  /** Every entry of one service that names a listener there is. */
  static List<Expose> of(Section.Entry service, Blueprint blueprint, Mistakes mistakes) {
    List<Expose> all = new ArrayList<>();
    List<Value> entries = service.value().list(KEY);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Value.Entries written) {
        int index = i;
        Listening.of(written, path(i), blueprint, mistakes)
            .map(on -> new Expose(service, index, written, on, conditions(written)))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  /** Every entry of every service of the environment. */
  static List<Expose> all(Blueprint blueprint) {
    List<Expose> all = new ArrayList<>();
    blueprint
        .entries("services")
        .values()
        .forEach(service -> all.addAll(of(service, blueprint, Mistakes.UNHEARD)));
    return all;
  }

  static String path(int index) {
    return KEY + "[" + index + "]";
  }

  String path() {
    return path(index);
  }

  /** Whether a rule sends requests here, and not the listener itself. */
  boolean byRule() {
    return !conditions.items().isEmpty();
  }

  /** Where it stands, for a person: {@code service/api (spec.yaml:3:4)}. */
  String place() {
    return "service/" + service.key() + " (" + written.origin().at().orElse(service.at()) + ")";
  }

  Optional<String> containerName() {
    return written.text("containerName");
  }

  /** The container that answers: the service's own one where nothing is written. */
  Value container() {
    return written.get("containerName").orElse(Value.text(service.key()));
  }

  /** The port it answers on; empty when nobody wrote one. */
  Optional<Value> port() {
    Optional<Value> own =
        containerName().filter(name -> !name.equals(service.key())).isPresent()
            ? containerPort(containerName().get())
            : service.value().get("port");
    return written.get("containerPort").or(() -> own);
  }

  /** The first port that a further container maps. */
  private Optional<Value> containerPort(String container) {
    return service
        .value()
        .get("containers")
        .flatMap(all -> entry(all, container))
        .flatMap(found ->
            found instanceof Value.Entries entries
                ? entries.list("portMappings").stream().findFirst()
                : Optional.empty())
        .flatMap(mapping -> entry(mapping, "containerPort"));
  }

  private static Optional<Value> entry(Value map, String key) {
    return map instanceof Value.Entries entries ? entries.get(key) : Optional.empty();
  }

  ResourceId targetGroup() {
    String key = service.key() + "/" + on.balancer();
    if (containerName().isPresent() || written.has("containerPort")) {
      key += "/" + container();
    }
    if (written.has("containerPort")) {
      key += ":" + written.text("containerPort").orElse("");
    }
    return new ResourceId(TargetGroupKind.NAME, key);
  }

  /** How the group's name is built, before it is bounded. */
  String[] targetGroupName(String environment) {
    List<String> parts = new ArrayList<>(List.of(environment));
    parts.addAll(List.of(targetGroup().key().split("[/:]")));
    return parts.toArray(String[]::new);
  }

  /** The short fields and the raw ones, together. */
  private static Value.Items conditions(Value.Entries written) {
    List<Value> all = new ArrayList<>(written.list("conditions"));
    add(all, "host-header", written, "host");
    add(all, "path-pattern", written, "path");
    add(all, "http-request-method", written, "methods");
    add(all, "source-ip", written, "sourceIps");
    each(written, "headers")
        .forEach(name -> all.add(ConditionForm.header(name, texts(written, "headers", name))));
    each(written, "queryStrings")
        .forEach(key -> all.add(ConditionForm.query(key, texts(written, "queryStrings", key))));
    return ConditionForm.canonical(new Value.Items(all, written.origin()));
  }

  private static void add(List<Value> all, String field, Value.Entries written, String name) {
    written
        .get(name)
        .ifPresent(value -> all.add(ConditionForm.of(field, texts(value)).from(value.origin())));
  }

  private static List<String> each(Value.Entries written, String name) {
    return written.get(name).orElse(Value.Entries.EMPTY) instanceof Value.Entries map
        ? List.copyOf(map.entries().keySet())
        : List.of();
  }

  private static List<Value> texts(Value.Entries written, String name, String key) {
    return written.get(name).flatMap(map -> entry(map, key)).map(Expose::texts).orElse(List.of());
  }

  /** A list, or a single value that stands for a list of one. */
  static List<Value> texts(Value value) {
    return value instanceof Value.Items items ? items.items() : List.of(value);
  }

  /** The resource that a value names, when it names one. */
  static Optional<ResourceId> named(Value value) {
    return References.in(value).stream().findFirst();
  }
}
