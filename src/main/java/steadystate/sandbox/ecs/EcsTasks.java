package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** ECS tasks: looked at, run by hand, stopped. */
final class EcsTasks {
  private EcsTasks() {}

  static void register(Operations operations) {
    operations
        .on(ListTasksRequest.class, EcsTasks::list)
        .on(DescribeTasksRequest.class, EcsTasks::describe)
        .on(RunTaskRequest.class, EcsTasks::run)
        .on(StopTaskRequest.class, EcsTasks::stop);
  }

  private static ListTasksResponse list(Scene scene, ListTasksRequest request) {
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    String status = Optional.ofNullable(request.desiredStatusAsString()).orElse(EcsTask.RUNNING);
    String group =
        request.serviceName() == null ? null : "service:" + Ecs.name(request.serviceName());
    if (request.serviceName() != null) {
      EcsServices.existing(scene, request.cluster(), request.serviceName());
    }
    List<String> arns =
        scene.table(Tables.TASKS).values().stream()
            .map(EcsTask::shown)
            .filter(task -> task.clusterArn().equals(cluster.clusterArn()))
            .filter(task -> task.desiredStatus().equals(status))
            .filter(task -> group == null || group.equals(task.group()))
            .filter(task -> Ecs.fits(request.startedBy(), task.startedBy()))
            .filter(task -> Ecs.fits(request.launchTypeAsString(), task.launchTypeAsString()))
            .filter(task -> Ecs.fits(request.family(), family(task)))
            .map(Task::taskArn)
            .toList();
    Page<String> page = Ecs.page(arns, request.nextToken(), request.maxResults(), 100, 100);
    return ListTasksResponse.builder().taskArns(page.items()).nextToken(page.nextToken()).build();
  }

  private static DescribeTasksResponse describe(Scene scene, DescribeTasksRequest request) {
    if (request.tasks().isEmpty() || request.tasks().size() > 100) {
      throw Ecs.invalid("Tasks must be between 1 and 100.");
    }
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    boolean tags = request.include().contains(TaskField.TAGS);
    List<Task> found = new ArrayList<>();
    List<Failure> missing = new ArrayList<>();
    for (String one : request.tasks()) {
      String arn = arn(scene, cluster, one);
      scene
          .find(Tables.TASKS, arn)
          .ifPresentOrElse(
              task -> found.add(tags ? tagged(scene, task.shown()) : task.shown()),
              () -> missing.add(Ecs.missing(arn)));
    }
    return DescribeTasksResponse.builder().tasks(found).failures(missing).build();
  }

  private static RunTaskResponse run(Scene scene, RunTaskRequest request) {
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    TaskDefinition definition = ServiceChecks.taskDefinition(scene, request.taskDefinition());
    int count = Optional.ofNullable(request.count()).orElse(1);
    if (count < 1 || count > 10) {
      throw Ecs.invalid("count must be between 1 and 10.");
    }
    if (definition.networkMode() == NetworkMode.AWSVPC && request.networkConfiguration() == null) {
      throw Ecs.invalid(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }
    Map<String, String> tags = Ecs.tags(request.tags());
    boolean strategy = request.hasCapacityProviderStrategy();
    List<Task> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Task.Builder task =
          Task.builder()
              .clusterArn(cluster.clusterArn())
              .startedBy(request.startedBy())
              .group(Objects.requireNonNullElse(request.group(), "family:" + definition.family()))
              .overrides(request.overrides());
      if (!strategy) {
        task.launchType(Objects.requireNonNullElse(request.launchType(), LaunchType.EC2));
      }
      EcsTask fresh =
          TaskLife.start(
              scene, task, definition, tags, Optional.ofNullable(request.networkConfiguration()));
      started.add(tagged(scene, fresh.shown()));
    }
    return RunTaskResponse.builder().tasks(started).failures(List.of()).build();
  }

  private static StopTaskResponse stop(Scene scene, StopTaskRequest request) {
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    EcsTask task =
        scene
            .find(Tables.TASKS, arn(scene, cluster, request.task()))
            .orElseThrow(() -> Ecs.invalid("The referenced task was not found."));
    String reason = Objects.requireNonNullElse(request.reason(), "Task stopped by user");
    EcsTask stopping = TaskLife.stop(scene, task, TaskStopCode.USER_INITIATED, reason);
    return StopTaskResponse.builder().task(stopping.shown()).build();
  }

  private static Task tagged(Scene scene, Task task) {
    return task.toBuilder().tags(Tags.of(scene, task.taskArn(), Ecs::tag)).build();
  }

  private static String arn(Scene scene, Cluster cluster, String task) {
    return scene.arn(Ecs.PREFIX, "task/" + cluster.clusterName() + "/" + Ecs.name(task));
  }

  private static String family(Task task) {
    return Ecs.name(task.taskDefinitionArn()).replaceAll(":.*", "");
  }
}
