package steadystate.kinds.ecs;

import java.util.List;
import java.util.Optional;
import steadystate.kinds.Nearest;
import steadystate.kinds.balancing.Expose;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What AWS would refuse about a service, found before anything is sent. */
final class ServiceChecks {
  private static final List<String> VOLUME_FORMS =
      List.of(
          "host",
          "dockerVolumeConfiguration",
          "efsVolumeConfiguration",
          "fsxWindowsFileServerVolumeConfiguration");

  private final ServiceDraft draft;
  private final Entries model;

  ServiceChecks(ServiceDraft draft, Entries model) {
    this.draft = draft;
    this.model = model;
  }

  void run() {
    name();
    if (draft.onFargate()) {
      size();
      network();
    }
    volumes();
    capacity();
    count();
    balancers();
    RolloutWish.check(draft, model.map("deploymentConfiguration").orElse(Entries.EMPTY));
  }

  private void name() {
    String name = draft.name().toString();
    if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
      draft.problem(
          "bad-name",
          draft.written(),
          draft.entry().named() ? "name" : "",
          "`" + name + "` is not a name that AWS takes for a service",
          "letters, digits, _ and -, at most 255");
    }
  }

  private String path(String field) {
    return draft.written().has(field) ? field : ServiceShape.DEFINITION + "." + field;
  }

  private void size() {
    Optional<Value> cpu = model.get("cpu");
    Optional<Value> memory = model.get("memory");
    int units = cpu.map(v -> number(TaskSize.cpu(v.toString()))).orElse(0);
    if (cpu.isPresent() && !FargateSizes.hasCpu(units)) {
      draft.problem(
          "fargate-size",
          cpu.get(),
          path("cpu"),
          cpu.get() + " is not a Fargate size; nearest: " + FargateSizes.nearestCpu(units),
          "write one of these");
      return;
    }
    int mebibytes = memory.map(v -> number(TaskSize.memory(v.toString()))).orElse(0);
    if (cpu.isPresent() && memory.isPresent() && !FargateSizes.has(units, mebibytes)) {
      draft.problem(
          "fargate-size",
          memory.get(),
          path("memory"),
          memory.get()
              + " is not a Fargate size with cpu "
              + cpu.get()
              + "; nearest: "
              + FargateSizes.nearestMemory(units, mebibytes),
          "write one of these, or another cpu");
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  private void network() {
    Optional<Value> mode = draft.map(ServiceShape.DEFINITION).get("networkMode");
    if (mode.isPresent() && !mode.get().toString().equals("awsvpc")) {
      draft.problem(
          "not-on-fargate",
          mode.get(),
          "taskDefinition.networkMode",
          "Fargate knows no network mode but awsvpc",
          "leave networkMode out, or write launchType: EC2");
    }
  }

  private void volumes() {
    for (Value item : model.list("volumes")) {
      if (!(item instanceof Entries volume)) {
        continue;
      }
      List<String> forms = VOLUME_FORMS.stream().filter(volume::has).toList();
      if (forms.size() > 1) {
        draft.problem(
            "volume-with-two-forms",
            volume.get(forms.get(1)).orElseThrow(),
            "taskDefinition.volumes[" + volume.text("name").orElse("") + "]." + forms.get(1),
            "a volume is of one kind, and this one also has "
                + forms.getFirst()
                + " ("
                + ServiceDraft.place(volume.get(forms.getFirst()).orElseThrow())
                + ")",
            "keep one of " + String.join(", ", forms));
      }
    }
  }

  private void capacity() {
    Optional<Value> type = draft.get("launchType");
    Optional<Value> strategy = draft.get("capacityProviderStrategy");
    if (type.isPresent()
        && strategy.isPresent()
        && !byMode(type.get())
        && !byMode(strategy.get())) {
      draft.problem(
          "launch-type-and-strategy",
          type.get(),
          "launchType",
          "AWS takes launchType or capacityProviderStrategy ("
              + ServiceDraft.place(strategy.get())
              + "), not both",
          "keep capacityProviderStrategy");
    }
  }

  static boolean byMode(Value value) {
    return value.origin().because() == steadystate.resource.Because.MODE;
  }

  private void count() {
    Optional<Value> count = draft.get("desiredCount");
    if (draft.isDaemon() && count.isPresent()) {
      draft.problem(
          "daemon-has-no-count",
          count.get(),
          "desiredCount",
          "a DAEMON service has one task on each instance",
          "leave desiredCount out");
    }
  }

  private void balancers() {
    Optional<Value> grace = draft.get("healthCheckGracePeriodSeconds");
    boolean attached =
        !model.list("loadBalancers").isEmpty()
            || !draft.written().list(Expose.KEY).isEmpty()
            || model.get("loadBalancers").filter(Value.Template.class::isInstance).isPresent();
    boolean asks = grace.filter(v -> !v.equals(Value.number(0))).isPresent();
    if (asks && !attached && !draft.isCostSave()) {
      draft.problem(
          "grace-period-without-load-balancer",
          grace.get(),
          "healthCheckGracePeriodSeconds",
          "AWS takes a grace period only where a load balancer checks the tasks",
          "leave it out, or expose the service");
    }
    draft.written().list("loadBalancers").forEach(this::attachment);
  }

  private void attachment(Value item) {
    Optional<Value> container =
        item instanceof Entries entry ? entry.get("containerName") : Optional.empty();
    List<String> names =
        model.list("containerDefinitions").stream()
            .map(c -> c instanceof Entries one ? one.text("name").orElse("") : "")
            .toList();
    if (container.isPresent() && !names.contains(container.get().toString())) {
      draft.problem(
          "unknown-container",
          container.get(),
          "loadBalancers",
          "there is no container " + container.get(),
          Nearest.help(container.get().toString(), names, "container"));
    }
  }
}
