package steadystate.kinds.ecs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import steadystate.kinds.Nearest;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/** What AWS would refuse about containers, found before anything is sent. */
final class ContainerChecks {
  private final ServiceDraft draft;
  private final List<Entries> containers;
  private final BinaryOperator<String> path;

  /**
   * @param path the path of a field, from the name of a container and of the field
   */
  ContainerChecks(ServiceDraft draft, Items containers, BinaryOperator<String> path) {
    this.draft = draft;
    this.containers =
        containers.items().stream()
            .filter(Entries.class::isInstance)
            .map(Entries.class::cast)
            .toList();
    this.path = path;
  }

  void run() {
    for (Entries container : containers) {
      names(container);
      secrets(container);
      ports(container);
      mounts(container);
      neighbours(container);
      command(container);
      privileged(container);
    }
    essential();
  }

  private static String name(Entries container) {
    return container.text("name").orElse("");
  }

  private void names(Entries container) {
    if (!name(container).matches("[a-zA-Z0-9_-]{1,255}")) {
      draft.problem(
          "bad-name",
          container,
          path.apply(name(container), "name"),
          "`" + name(container) + "` is not a name that AWS takes for a container",
          "letters, digits, _ and -, at most 255");
    }
  }

  private void secrets(Entries container) {
    if (!(container.get("environment").orElse(Entries.EMPTY) instanceof Entries plain)
        || !(container.get("secrets").orElse(Entries.EMPTY) instanceof Entries secret)) {
      return;
    }
    for (Map.Entry<String, Value> one : secret.entries().entrySet()) {
      plain
          .get(one.getKey())
          .ifPresent(there ->
              draft.problem(
                  "variable-twice",
                  one.getValue(),
                  path.apply(name(container), "secrets") + "." + one.getKey(),
                  one.getKey()
                      + " is also in environment ("
                      + ServiceDraft.place(there)
                      + "), and AWS takes a name only once",
                  "keep it in secrets alone"));
    }
  }

  private void ports(Entries container) {
    String mode = draft.networkMode();
    for (Value item : container.list("portMappings")) {
      if (mode.equals("bridge")
          || !(item instanceof Entries port)
          || !port.has("hostPort")
          || port.get("hostPort").equals(port.get("containerPort"))) {
        continue;
      }
      draft.problem(
          "host-port",
          port.get("hostPort").orElseThrow(),
          path.apply(name(container), "portMappings"),
          "in network mode " + mode + " hostPort must be the same as containerPort",
          "leave hostPort out");
    }
  }

  private void mounts(Entries container) {
    Set<String> known = new LinkedHashSet<>();
    draft
        .map(ServiceShape.DEFINITION)
        .list("volumes")
        .forEach(v -> known.add(v instanceof Entries volume ? name(volume) : ""));
    for (Value item : container.list("mountPoints")) {
      Optional<Value> source =
          item instanceof Entries mount ? mount.get("sourceVolume") : Optional.empty();
      if (source.isPresent() && !known.contains(source.get().toString())) {
        draft.problem(
            "unknown-volume",
            source.get(),
            path.apply(name(container), "mountPoints"),
            "there is no volume " + source.get(),
            Nearest.help(source.get().toString(), known, "volume in taskDefinition.volumes"));
      }
    }
  }

  private void neighbours(Entries container) {
    Set<String> known = new LinkedHashSet<>();
    containers.forEach(c -> known.add(name(c)));
    known.remove(name(container));
    for (Value item : container.list("dependsOn")) {
      Optional<Value> other =
          item instanceof Entries depends ? depends.get("containerName") : Optional.empty();
      if (other.isPresent() && !known.contains(other.get().toString())) {
        draft.problem(
            "unknown-container",
            other.get(),
            path.apply(name(container), "dependsOn"),
            "there is no other container " + other.get(),
            Nearest.help(other.get().toString(), known, "other container"));
      }
    }
  }

  private void command(Entries container) {
    List<Value> command =
        container.get("healthCheck").orElse(Entries.EMPTY) instanceof Entries check
            ? check.list("command")
            : List.of();
    if (!command.isEmpty()
        && !Set.of("CMD", "CMD-SHELL", "NONE").contains(command.getFirst().toString())) {
      draft.problem(
          "health-check-command",
          command.getFirst(),
          path.apply(name(container), "healthCheck") + ".command",
          "the command of a health check begins with CMD or CMD-SHELL",
          "write [CMD-SHELL, \"curl -f localhost:8000/health\"], or [CMD, ...]");
    }
  }

  private void privileged(Entries container) {
    Optional<Value> privileged = container.get("privileged");
    if (draft.onFargate() && privileged.filter(Value.flag(true)::equals).isPresent()) {
      draft.problem(
          "not-on-fargate",
          privileged.get(),
          path.apply(name(container), "privileged"),
          "Fargate runs no privileged containers",
          "leave privileged out, or write launchType: EC2");
    }
  }

  private void essential() {
    boolean some =
        containers.stream()
            .anyMatch(c -> !c.get("essential").filter(Value.flag(false)::equals).isPresent());
    if (!some) {
      Entries first = containers.getFirst();
      draft.problem(
          "no-essential-container",
          first.get("essential").orElse(first),
          path.apply(name(first), "essential"),
          "no container is essential, and AWS wants one at least",
          "leave essential out of the main container");
    }
  }
}
