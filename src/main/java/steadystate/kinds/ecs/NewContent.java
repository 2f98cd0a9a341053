package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.kinds.Overlay;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * The content of a revision to be: the wish laid over what runs, so that fields nobody wrote are
 * not lost, without what the wish cannot stand beside.
 */
final class NewContent {
  private static final List<String> VOLUME_FORMS =
      List.of(
          "host",
          "dockerVolumeConfiguration",
          "efsVolumeConfiguration",
          "fsxWindowsFileServerVolumeConfiguration",
          "configuredAtLaunch");

  private NewContent() {}

  /**
   * @param fargate whether the service runs there, which asks for some fields
   */
  static Entries of(Entries running, Entries wish, boolean fargate) {
    Entries whole =
        fargate && !wish.has("networkMode") ? wish.with("networkMode", Value.text("awsvpc")) : wish;
    Entries laid = Overlay.of(TaskDefinitionShape.FIELDS, fitting(running, whole), whole);
    return fargate ? forFargate(laid) : laid;
  }

  /** What Fargate cannot do without; the smallest size where nobody wrote one. */
  private static Entries forFargate(Entries content) {
    List<Value> launches = new ArrayList<>(content.list("requiresCompatibilities"));
    Value fargate = Value.text("FARGATE");
    if (!launches.contains(fargate)) {
      launches.add(fargate);
    }
    Entries out = content.with("requiresCompatibilities", Value.items(launches));
    int memory = size(out, "memory");
    int cpu = out.has("cpu") ? size(out, "cpu") : FargateSizes.cpuFor(memory);
    return out.withDefault("cpu", Value.text(String.valueOf(cpu)))
        .withDefault("memory", Value.text(String.valueOf(FargateSizes.memoryFor(cpu))));
  }

  private static int size(Entries content, String name) {
    String text = content.text(name).orElse("");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static Entries fitting(Entries running, Entries wish) {
    Entries out = eachNamed(running, wish, "volumes", NewContent::volume);
    out = eachNamed(out, wish, "containerDefinitions", NewContent::container);
    boolean otherNetwork =
        wish.has("networkMode") && !wish.text("networkMode").equals(running.text("networkMode"));
    if (!otherNetwork) {
      return out;
    }
    return each(
        out,
        "containerDefinitions",
        c -> each(c, "portMappings", port -> port.without("hostPort")));
  }

  /** A volume has one form; a new one takes the place of the old. */
  private static Entries volume(Entries running, Entries wish) {
    return VOLUME_FORMS.stream().anyMatch(wish::has)
        ? running.without(VOLUME_FORMS.toArray(String[]::new))
        : running;
  }

  /** Another log driver has other options. */
  private static Entries container(Entries running, Entries wish) {
    Optional<String> driver = wish.map("logConfiguration").flatMap(log -> log.text("logDriver"));
    Optional<String> before = running.map("logConfiguration").flatMap(log -> log.text("logDriver"));
    return driver.isPresent() && !driver.equals(before)
        ? running.without("logConfiguration")
        : running;
  }

  private interface Fit {
    Entries of(Entries running, Entries wish);
  }

  /** Fits each element of a list to the wished element of the same name. */
  private static Entries eachNamed(Entries running, Entries wish, String list, Fit fit) {
    return each(
        running,
        list,
        element ->
            wish.list(list).stream()
                .filter(w ->
                    w instanceof Entries named && named.text("name").equals(element.text("name")))
                .findFirst()
                .map(w -> fit.of(element, (Entries) w))
                .orElse(element));
  }

  private static Entries each(
      Entries entries, String list, java.util.function.UnaryOperator<Entries> change) {
    if (!entries.has(list)) {
      return entries;
    }
    List<Value> out = new ArrayList<>();
    for (Value item : entries.list(list)) {
      out.add(item instanceof Entries one ? change.apply(one) : item);
    }
    return entries.with(list, Value.items(out));
  }
}
