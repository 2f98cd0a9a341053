package steadystate.kinds.ecs;

import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** One entry of {@code services} while it is read: what is written, and where mistakes go. */
record ServiceDraft(Section.Entry entry, Blueprint blueprint) {

  Entries written() {
    return entry.value();
  }

  /** The name of the service's own container. */
  String key() {
    return entry.key();
  }

  /** The AWS name: a service is called by its key, without the environment. */
  Value name() {
    return entry.named()
        ? Value.text(entry.name()).from(Origin.written(entry.at()))
        : Value.text(entry.key()).from(Origin.byDefault("the entry's key"));
  }

  Optional<Value> get(String name) {
    return written().get(name);
  }

  Entries map(String name) {
    return written().get(name).orElse(Entries.EMPTY) instanceof Entries entries
        ? entries
        : Entries.EMPTY;
  }

  boolean isCostSave() {
    return blueprint.mode().equals("cost-save");
  }

  void problem(String code, Value at, String path, String message, String help) {
    blueprint.problem(code, at, path, message, help);
  }

  /** The same thing was said in two places. */
  void twice(String path, Value here, String otherPath, Value there) {
    problem(
        "set-twice",
        here,
        path,
        path + " is also set as " + otherPath + " (" + place(there) + ")",
        "write it in one of the two places");
  }

  /** A copy of {@code base} with a field, which must not be there yet. */
  Entries set(Entries base, String name, Value value, String path, String otherPath) {
    base.get(name).ifPresent(there -> twice(path, value, otherPath, there));
    return base.has(name) ? base : base.with(name, value);
  }

  static String place(Value value) {
    return value.origin().at().map(Object::toString).orElse("by default");
  }

  /** Runs on Fargate, by word or because nothing else is said. */
  boolean onFargate() {
    Optional<String> type = written().text("launchType");
    if (type.isPresent()) {
      return type.get().equals("FARGATE");
    }
    return written().list("capacityProviderStrategy").stream()
        .allMatch(item ->
            item instanceof Entries provider
                && provider.text("capacityProvider").orElse("").startsWith("FARGATE"));
  }

  boolean deployedByOthers() {
    return !map("deploymentController").text("type").orElse("ECS").equals("ECS");
  }

  /** Has task sets of somebody else's in the place of a task definition. */
  boolean isExternal() {
    return map("deploymentController").text("type").orElse("ECS").equals("EXTERNAL");
  }

  boolean isDaemon() {
    return written().text("schedulingStrategy").orElse("").equals("DAEMON");
  }

  String networkMode() {
    return map(ServiceShape.DEFINITION)
        .text("networkMode")
        .orElse(onFargate() ? "awsvpc" : "bridge");
  }
}
