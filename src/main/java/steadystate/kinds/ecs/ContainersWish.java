package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.Nearest;
import steadystate.kinds.logs.LogGroupsSection;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * The containers of a service, from the short fields, {@code containers} and {@code
 * taskDefinition.containerDefinitions}.
 */
final class ContainersWish {
  private static final List<String> SHORT =
      List.of("image", "environment", "secrets", "command", "healthCheck");

  private final ServiceDraft draft;
  private final FollowedImages followed;
  private final Map<String, Entries> byName = new LinkedHashMap<>();
  private final Map<String, String> paths = new LinkedHashMap<>();

  private ContainersWish(ServiceDraft draft) {
    this.draft = draft;
    this.followed = new FollowedImages(draft);
  }

  /**
   * @param all every container; empty where none is written
   * @param logs the log group that was asked for along the way
   * @param images the tags that are followed
   */
  record Containers(Items all, Optional<Declared> logs, List<Declared> images) {}

  static Containers of(ServiceDraft draft) {
    ContainersWish wish = new ContainersWish(draft);
    wish.collect();
    wish.byName.replaceAll((name, container) -> wish.withImage(name, container));
    if (draft.written().has("logRetentionDays")) {
      wish.byName.replaceAll((name, container) -> wish.withLogs(container));
    }
    Items all = new Items(List.copyOf(wish.byName.values()), wish.origin());
    wish.check(all);
    return new Containers(all, wish.logGroup(), wish.followed.declared());
  }

  private void collect() {
    Entries own = own();
    if (!own.entries().isEmpty()) {
      put(draft.key(), own, "");
    }
    Entries further = draft.map("containers");
    further
        .entries()
        .forEach((name, container) -> {
          if (container instanceof Entries entries) {
            put(name, entries, "containers." + name);
          }
        });
    List<Value> raw = draft.map(ServiceShape.DEFINITION).list("containerDefinitions");
    for (int i = 0; i < raw.size(); i++) {
      if (raw.get(i) instanceof Entries container) {
        String path = "taskDefinition.containerDefinitions[" + i + "]";
        put(container.text("name").orElse(""), container.without("name"), path);
      }
    }
  }

  /** Containers of one name are one, as long as nothing is said of it twice. */
  private void put(String name, Entries container, String path) {
    Entries out = byName.getOrDefault(name, named(name, container.origin()));
    for (Map.Entry<String, Value> field : container.entries().entrySet()) {
      String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      String there = paths.getOrDefault(name + "/" + field.getKey(), field.getKey());
      out = draft.set(out, field.getKey(), field.getValue(), here, there);
      paths.putIfAbsent(name + "/" + field.getKey(), here);
    }
    byName.put(name, out);
    paths.putIfAbsent(name, path);
  }

  private static Entries named(String name, Origin origin) {
    return new Entries(Map.of(), origin).with("name", Value.text(name).from(origin));
  }

  /** What the short fields say; nothing when none is written. */
  private Entries own() {
    Entries out =
        new Entries(
            Map.of(), draft.get("image").map(Value::origin).orElse(draft.written().origin()));
    for (String field : SHORT) {
      Optional<Value> value = draft.get(field);
      if (value.isPresent()) {
        out = out.with(field, value.get());
      }
    }
    Optional<Value> port = draft.get("port");
    if (port.isEmpty()) {
      return out;
    }
    Entries mapping = new Entries(Map.of(), port.get().origin()).with("containerPort", port.get());
    paths.put(draft.key() + "/portMappings", "port");
    return out.with("portMappings", new Items(List.of(mapping), port.get().origin()));
  }

  private Origin origin() {
    return draft
        .get("containers")
        .or(() -> draft.get("image"))
        .map(Value::origin)
        .orElse(draft.written().origin());
  }

  private Entries withImage(String name, Entries container) {
    Optional<Value> image = container.get("image");
    if (image.isEmpty()) {
      String path = path(name, "image");
      draft.problem(
          "missing-key",
          container,
          path,
          "container " + name + " has no image",
          "write image: repository/<key>:<tag>, or any image reference");
      return container;
    }
    return image.get() instanceof Value.Text text
        ? container.with("image", followed.of(name, text).orElseGet(() -> managed(name, text)))
        : container;
  }

  private String path(String name, String field) {
    String of = paths.getOrDefault(name, "");
    return paths.getOrDefault(name + "/" + field, of.isEmpty() ? field : of + "." + field);
  }

  /** {@code repository/api:main} is a repository of this environment, when it has any. */
  private Value managed(String name, Value.Text image) {
    Map<String, ?> known = draft.blueprint().entries("repositories");
    if (!image.text().startsWith("repository/")) {
      return image;
    }
    String rest = image.text().substring("repository/".length());
    int end = rest.indexOf('@') >= 0 ? rest.indexOf('@') : rest.lastIndexOf(':');
    String key = end < 0 ? rest : rest.substring(0, end);
    if (!known.containsKey(key)) {
      draft.problem(
          "unknown-reference",
          image,
          path(name, "image"),
          "there is no repository " + key + " in this environment",
          Nearest.help(key, List.copyOf(known.keySet()), "repository"));
      return image;
    }
    List<Value.Part> parts = new ArrayList<>();
    parts.add(new Value.Part.Attribute(new ResourceId("repository", key), "uri"));
    if (end >= 0) {
      parts.add(new Value.Part.Literal(rest.substring(end)));
    }
    return new Value.Template(parts, image.origin());
  }

  private Entries withLogs(Entries container) {
    if (container.has("logConfiguration")) {
      return container;
    }
    Origin asked = draft.get("logRetentionDays").orElseThrow().origin();
    Entries options =
        new Entries(Map.of(), asked)
            .with(
                "awslogs-group",
                Value.reference(LogGroupsSection.id(draft.key()), "name").from(asked))
            .with("awslogs-region", Value.text(draft.blueprint().region()).from(asked))
            .with("awslogs-stream-prefix", Value.text(draft.key()).from(asked));
    return container.with(
        "logConfiguration",
        new Entries(Map.of(), asked)
            .with("logDriver", Value.text("awslogs").from(asked))
            .with("options", options));
  }

  private Optional<Declared> logGroup() {
    Optional<Value> days = draft.get("logRetentionDays");
    return days.flatMap(value ->
        LogGroupsSection.ofService(
            draft.key(), draft.blueprint(), days, value.origin().at().orElse(draft.entry().at())));
  }

  private void check(Items all) {
    if (all.items().isEmpty()) {
      if (!draft.deployedByOthers()) {
        draft.problem(
            "no-container",
            draft.written(),
            "image",
            "the service has no container",
            "write image, or containers: {" + draft.key() + ": {image: ...}}");
      }
      return;
    }
    new ContainerChecks(draft, all, this::path).run();
  }
}
