package steadystate.sandbox.ecs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.sandbox.Scene;

/**
 * An ECS service as its scheduler knows it: what describe shows, and what only the scheduler sees.
 *
 * @param shown the service without tags and counts, which are filled in when it is described
 * @param rollouts the scheduler's notes for each of its deployments, by the deployment's id
 * @param steadyRevision the last service revision that came up whole: where a rollback goes
 * @param request how it was created, to know a repeated create by its token
 * @param goneAt when it became INACTIVE
 */
public record EcsService(
    Service shown,
    Map<String, Rollout> rollouts,
    Optional<String> steadyRevision,
    CreateServiceRequest request,
    Optional<Instant> goneAt) {

  static final String ACTIVE = "ACTIVE";
  static final String DRAINING = "DRAINING";
  static final String INACTIVE = "INACTIVE";
  static final String PRIMARY = "PRIMARY";

  public EcsService {
    rollouts = Map.copyOf(rollouts);
  }

  public String arn() {
    return shown.serviceArn();
  }

  boolean is(String status) {
    return shown.status().equals(status);
  }

  /** The deployment that the service is moving to; an emptied service has none. */
  Optional<Deployment> primary() {
    return shown.deployments().stream().filter(d -> d.status().equals(PRIMARY)).findFirst();
  }

  Rollout rollout(String deploymentId) {
    return Optional.ofNullable(rollouts.get(deploymentId))
        .orElseThrow(() -> new IllegalStateException("no notes on " + deploymentId));
  }

  public EcsService with(Consumer<Service.Builder> change) {
    return showing(shown.toBuilder().applyMutation(change).build());
  }

  EcsService showing(Service changed) {
    return new EcsService(changed, rollouts, steadyRevision, request, goneAt);
  }

  /** With other deployments, newest first; notes on deployments that are gone are dropped. */
  EcsService withDeployments(List<Deployment> deployments) {
    Map<String, Rollout> kept = new LinkedHashMap<>(rollouts);
    kept.keySet().retainAll(deployments.stream().map(Deployment::id).toList());
    return new EcsService(
        shown.toBuilder().deployments(deployments).build(), kept, steadyRevision, request, goneAt);
  }

  EcsService withDeployment(String id, UnaryOperator<Deployment> change) {
    return withDeployments(
        shown.deployments().stream().map(d -> d.id().equals(id) ? change.apply(d) : d).toList());
  }

  EcsService withRollout(Rollout rollout) {
    Map<String, Rollout> all = new LinkedHashMap<>(rollouts);
    all.put(rollout.deploymentId(), rollout);
    return new EcsService(shown, all, steadyRevision, request, goneAt);
  }

  EcsService steadyAt(String revision) {
    return new EcsService(shown, rollouts, Optional.of(revision), request, goneAt);
  }

  EcsService goneAt(Instant now) {
    return new EcsService(shown, rollouts, steadyRevision, request, Optional.of(now));
  }

  /**
   * The scheduler's notes on one deployment.
   *
   * @param revision the ARN of the service revision that it brings up
   * @param deployment the ARN of the service deployment that it belongs to
   * @param failures how many tasks failed since the last healthy one
   * @param notBefore no task is started before this moment, because the last ones failed
   * @param judgedFrom it is not called complete before this moment
   */
  record Rollout(
      String deploymentId,
      String revision,
      String deployment,
      int failures,
      Instant notBefore,
      Instant judgedFrom) {

    static Rollout begun(Scene scene, String deploymentId, String revision, String deployment) {
      Instant judgedFrom = scene.now().plus(scene.nature().judging());
      return new Rollout(deploymentId, revision, deployment, 0, Instant.MIN, judgedFrom);
    }

    Rollout failed(Instant notBefore) {
      return new Rollout(deploymentId, revision, deployment, failures + 1, notBefore, judgedFrom);
    }

    Rollout healthy() {
      return new Rollout(deploymentId, revision, deployment, 0, Instant.MIN, judgedFrom);
    }
  }
}
