package steadystate.kinds.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import steadystate.resource.Health;

/** How a service is doing, in words that people understand. */
final class ServiceHealth {
  private final Service service;
  private final boolean appliedAsWished;
  private final Optional<Duration> timeout;

  private ServiceHealth(Service service, boolean appliedAsWished, Optional<Duration> timeout) {
    this.service = service;
    this.appliedAsWished = appliedAsWished;
    this.timeout = timeout;
  }

  /**
   * @param appliedAsWished whether what was last applied is what is wished today; a failure of
   *     older content does not count against a newer wish
   * @param timeout how long a deployment may take
   */
  static Health of(Service service, boolean appliedAsWished, Optional<Duration> timeout) {
    return new ServiceHealth(service, appliedAsWished, timeout).health();
  }

  private Health health() {
    return switch (text(service.status())) {
      case "DRAINING" -> new Health.Leaving("its last tasks are stopping");
      case "INACTIVE" -> new Health.Leaving("it is deleted");
      case "ACTIVE" -> active();
      default -> new Health.Settling("status " + service.status());
    };
  }

  private Health active() {
    Optional<Deployment> primary =
        service.deployments().stream().filter(d -> "PRIMARY".equals(d.status())).findFirst();
    if (primary.isEmpty()) {
      return byCounts();
    }
    Optional<String> failure = failure(primary.get());
    if (failure.isPresent() && appliedAsWished) {
      return new Health.Broken(failure.get());
    }
    return switch (text(primary.get().rolloutStateAsString())) {
      case "COMPLETED" -> settled() ? Health.READY : new Health.Settling(progress(""));
      case "FAILED" ->
          new Health.Broken(
              "the deployment failed: " + text(primary.get().rolloutStateReason()) + told());
      default -> inProgress(primary.get());
    };
  }

  /** A scaling that is still to be followed is no new deployment. */
  private boolean settled() {
    return number(service.runningCount()) == number(service.desiredCount());
  }

  private Optional<String> failure(Deployment primary) {
    Optional<Deployment> failed =
        service.deployments().stream()
            .filter(d -> d != primary && "FAILED".equals(d.rolloutStateAsString()))
            .findFirst();
    if (failed.isPresent() || isRollback(primary)) {
      return Optional.of(Health.ROLLED_BACK + " by ECS" + why());
    }
    return stuck(primary);
  }

  /**
   * When it is over, ECS shows a rollback only in its events: the deployment that the newest of
   * them returned to is still the one that runs.
   */
  private boolean isRollback(Deployment primary) {
    return text(primary.rolloutStateReason()).contains("rolling back to deployment")
        || service.events().stream()
            .map(event -> text(event.message()))
            .filter(message -> message.contains("rolling back to deployment"))
            .findFirst()
            .filter(message -> message.contains(primary.id()))
            .isPresent();
  }

  private String why() {
    return service.events().stream()
        .map(event -> text(event.message()))
        .filter(message -> message.contains("failed"))
        .findFirst()
        .map(message -> ": " + message)
        .orElse("");
  }

  /** AWS's own clock is enough: a deployment that makes no progress keeps writing events. */
  private Optional<String> stuck(Deployment primary) {
    Optional<Instant> last = service.events().stream().map(ServiceEvent::createdAt).findFirst();
    boolean late =
        !"COMPLETED".equals(primary.rolloutStateAsString())
            && timeout.isPresent()
            && last.isPresent()
            && primary.createdAt() != null
            && last.get().isAfter(primary.createdAt().plus(timeout.get()));
    return late
        ? Optional.of("no end of the deployment after " + minutes(timeout.get()) + " min" + told())
        : Optional.empty();
  }

  private Health inProgress(Deployment primary) {
    boolean counts = settled() && service.deployments().size() == 1;
    boolean steady =
        primary.rolloutStateAsString() == null
            || service.events().isEmpty()
            || text(service.events().getFirst().message()).contains("reached a steady state");
    if (counts && steady) {
      return Health.READY;
    }
    String failures =
        number(primary.failedTasks()) > 0 ? ", " + primary.failedTasks() + " failed" : "";
    return new Health.Settling(progress(failures + ", deployment in progress"));
  }

  /** Services that CodeDeploy or others deploy show no deployments. */
  private Health byCounts() {
    return settled() ? Health.READY : new Health.Settling(progress(""));
  }

  private String progress(String more) {
    return number(service.runningCount())
        + " of "
        + number(service.desiredCount())
        + " tasks running"
        + more;
  }

  private String told() {
    List<ServiceEvent> events = service.events();
    return events.isEmpty() ? "" : "; last event: " + text(events.getFirst().message());
  }

  private static long minutes(Duration time) {
    return Math.max(1, time.toMinutes());
  }

  private static int number(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
