package steadystate.kinds.ecs;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Canonical;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * What ECS adds to a task definition, or takes to be there, when nobody wrote it. Two contents are
 * the same when they are equal with all of it filled in.
 */
final class TaskDefinitionDefaults {
  private static final Map<String, Value> CONTAINER =
      Map.ofEntries(
          entry("cpu", Value.number(0)),
          entry("essential", Value.flag(true)),
          entry("privileged", Value.flag(false)),
          entry("readonlyRootFilesystem", Value.flag(false)),
          entry("interactive", Value.flag(false)),
          entry("pseudoTerminal", Value.flag(false)),
          entry("disableNetworking", Value.flag(false)),
          entry("versionConsistency", Value.text("enabled")));

  private static final Map<String, Value> HEALTH_CHECK =
      Map.of(
          "interval", Value.number(30),
          "timeout", Value.number(5),
          "retries", Value.number(3),
          "startPeriod", Value.number(0));

  private static final Map<String, Value> EFS =
      Map.of("rootDirectory", Value.text("/"), "transitEncryption", Value.text("DISABLED"));

  private static final Map<String, Value> LINUX =
      Map.of("operatingSystemFamily", Value.text("LINUX"), "cpuArchitecture", Value.text("X86_64"));

  private TaskDefinitionDefaults() {}

  /** A canonical content with every default in its place. */
  static Entries fill(Entries content, boolean fargate) {
    String mode = content.text("networkMode").orElse(fargate ? "awsvpc" : "bridge");
    Entries out =
        content
            .withDefault("networkMode", Value.text(mode))
            .withDefault("enableFaultInjection", Value.flag(false));
    if (fargate) {
      Entries platform = content.map("runtimePlatform").orElse(Entries.EMPTY);
      out = out.with("runtimePlatform", with(platform, LINUX));
    }
    out = each(out, "containerDefinitions", container -> container(container, mode));
    return each(
        out, "volumes", volume -> inside(volume, "efsVolumeConfiguration", efs -> with(efs, EFS)));
  }

  /** The form in which two contents are compared as wholes. */
  static Entries comparable(Entries content) {
    Entries form = Canonical.form(TaskDefinitionShape.FIELDS, content);
    Entries filled = fill(form, onFargate(form));
    return Canonical.form(
        TaskDefinitionShape.FIELDS, solid(filled) instanceof Entries some ? some : Entries.EMPTY);
  }

  static boolean onFargate(Entries content) {
    return content.list("requiresCompatibilities").contains(Value.text("FARGATE"));
  }

  private static Entries container(Entries container, String mode) {
    Entries out = with(container, CONTAINER);
    out = inside(out, "healthCheck", check -> with(check, HEALTH_CHECK));
    out = each(out, "mountPoints", mount -> mount.withDefault("readOnly", Value.flag(false)));
    out = each(out, "volumesFrom", from -> from.withDefault("readOnly", Value.flag(false)));
    return each(out, "portMappings", port -> port(port, mode));
  }

  /** With its own network card a container is reached where it listens; on a bridge at any port. */
  private static Entries port(Entries port, String mode) {
    Entries out = port.withDefault("protocol", Value.text("tcp"));
    Optional<Value> same =
        mode.equals("bridge") ? Optional.of(Value.number(0)) : port.get("containerPort");
    return port.has("containerPort") && same.isPresent()
        ? out.withDefault("hostPort", same.get())
        : out;
  }

  private static Entries with(Entries entries, Map<String, Value> defaults) {
    Entries out = entries;
    for (Map.Entry<String, Value> one : new java.util.TreeMap<>(defaults).entrySet()) {
      out = out.withDefault(one.getKey(), one.getValue());
    }
    return out;
  }

  private static Entries each(
      Entries entries, String name, java.util.function.UnaryOperator<Entries> change) {
    if (!entries.has(name)) {
      return entries;
    }
    List<Value> out = new ArrayList<>();
    for (Value item : entries.list(name)) {
      out.add(item instanceof Entries one ? change.apply(one) : item);
    }
    return entries.with(name, Value.items(out));
  }

  private static Entries inside(
      Entries entries, String name, java.util.function.UnaryOperator<Entries> change) {
    return entries.map(name).map(held -> entries.with(name, change.apply(held))).orElse(entries);
  }

  /** Without what is empty: to ECS an empty list of mounts and none are the same. */
  private static Value solid(Value value) {
    return switch (value) {
      case Entries entries -> {
        Map<String, Value> out = new LinkedHashMap<>();
        entries
            .entries()
            .forEach((name, held) -> {
              Value rest = solid(held);
              if (!isEmpty(rest)) {
                out.put(name, rest);
              }
            });
        yield new Entries(out, entries.origin());
      }
      case Value.Items items ->
          new Value.Items(
              items.items().stream().map(TaskDefinitionDefaults::solid).toList(), items.origin());
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
      case Value.Template template -> template;
    };
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Entries entries -> entries.entries().isEmpty();
      case Value.Items items -> items.items().isEmpty();
      case Value.Text text -> false;
      case Value.Number number -> false;
      case Value.Flag flag -> false;
      case Value.Template template -> false;
    };
  }
}
