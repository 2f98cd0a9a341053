package steadystate.sandbox.ecs;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import steadystate.sandbox.Scene;

/** The service's own log of at most a hundred lines, newest first, in ECS's words. */
final class ServiceEvents {
  private static final int KEPT = 100;
  private static final String STEADY = "has reached a steady state.";

  private ServiceEvents() {}

  static EcsService add(Scene scene, EcsService service, String what) {
    ServiceEvent event =
        ServiceEvent.builder()
            .id(scene.hex(32).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
            .createdAt(scene.now())
            .message("(service " + service.shown().serviceName() + ") " + what)
            .build();
    return service.with(s ->
        s.events(
            Stream.concat(Stream.of(event), service.shown().events().stream())
                .limit(KEPT)
                .toList()));
  }

  static EcsService started(Scene scene, EcsService service, List<EcsTask> tasks) {
    return add(scene, service, "has started " + tasks.size() + " tasks: " + names(tasks) + ".");
  }

  static EcsService stopped(Scene scene, EcsService service, List<EcsTask> tasks) {
    return add(
        scene, service, "has stopped " + tasks.size() + " running tasks: " + names(tasks) + ".");
  }

  /** Says so once, until something else happens. */
  static EcsService steady(Scene scene, EcsService service) {
    return saidSteady(service) ? service : add(scene, service, STEADY);
  }

  static boolean saidSteady(EcsService service) {
    List<ServiceEvent> events = service.shown().events();
    return !events.isEmpty() && events.getFirst().message().endsWith(STEADY);
  }

  private static String names(List<EcsTask> tasks) {
    return tasks.stream().map(t -> "(task " + t.id() + ")").collect(Collectors.joining(" "));
  }
}
