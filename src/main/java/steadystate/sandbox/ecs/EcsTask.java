package steadystate.sandbox.ecs;

import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task and when it next changes by itself.
 *
 * @param service the ARN of the service that started it
 * @param due {@link Instant#MAX} for a task that just runs
 * @param trouble what is wrong with its image
 */
public record EcsTask(String service, Task shown, Instant due, Trouble trouble) {
  static final String PROVISIONING = "PROVISIONING";
  static final String PENDING = "PENDING";
  static final String RUNNING = "RUNNING";
  static final String DEACTIVATING = "DEACTIVATING";
  static final String STOPPING = "STOPPING";
  static final String STOPPED = "STOPPED";

  /** What may be wrong with a task from the start. */
  public enum Trouble {
    NONE,
    /** It runs, is never healthy, and is killed after a while. */
    NEVER_HEALTHY,
    /** It never runs, so it counts as a failed task of its deployment. */
    NEVER_STARTS
  }

  String arn() {
    return shown.taskArn();
  }

  /** The last part of its ARN, by which events name it. */
  String id() {
    return Ecs.name(arn());
  }

  /** The ARN of the service of a task's group; for a task of its own, one that does not exist. */
  static String service(Task task) {
    String group = task.group() == null ? "" : task.group();
    String name = group.startsWith("service:") ? group.substring("service:".length()) : "-";
    return task.clusterArn().replace(":cluster/", ":service/") + "/" + name;
  }

  boolean is(String lastStatus) {
    return shown.lastStatus().equals(lastStatus);
  }

  /** Whether it is meant to run; a task that was told to stop is not, though it may still do so. */
  boolean wanted() {
    return shown.desiredStatus().equals(RUNNING);
  }

  boolean healthy() {
    return wanted() && is(RUNNING) && trouble == Trouble.NONE;
  }

  boolean belongsTo(String deploymentId) {
    return deploymentId.equals(shown.startedBy());
  }

  EcsTask with(Instant due, Consumer<Task.Builder> change) {
    Task changed = shown.toBuilder().applyMutation(change).version(shown.version() + 1).build();
    return new EcsTask(service, changed, due, trouble);
  }
}
