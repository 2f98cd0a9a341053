package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** ECS task definitions: families of revisions that never change. */
final class EcsTaskDefinitions {
  private static final Comparator<TaskDefinition> BY_REVISION =
      Comparator.comparing(TaskDefinition::family).thenComparing(TaskDefinition::revision);

  private EcsTaskDefinitions() {}

  static void register(Operations operations) {
    operations
        .on(RegisterTaskDefinitionRequest.class, EcsTaskDefinitions::register)
        .on(DescribeTaskDefinitionRequest.class, EcsTaskDefinitions::describe)
        .on(ListTaskDefinitionsRequest.class, EcsTaskDefinitions::list)
        .on(ListTaskDefinitionFamiliesRequest.class, EcsTaskDefinitions::listFamilies)
        .on(DeregisterTaskDefinitionRequest.class, EcsTaskDefinitions::deregister)
        .on(DeleteTaskDefinitionsRequest.class, EcsTaskDefinitions::delete);
  }

  /**
   * The definition that a text means: an ARN, {@code family:revision}, or a family for its newest
   * ACTIVE revision.
   */
  static Optional<TaskDefinition> find(Scene scene, @Nullable String asked) {
    if (asked == null) {
      return Optional.empty();
    }
    String name = Ecs.name(asked);
    if (name.contains(":")) {
      return scene.find(Tables.TASK_DEFINITIONS, arn(scene, name));
    }
    return all(scene)
        .filter(d -> d.family().equals(name) && d.status() == TaskDefinitionStatus.ACTIVE)
        .max(BY_REVISION);
  }

  /** Every call makes a new revision, also for the same content; numbers are never used again. */
  private static RegisterTaskDefinitionResponse register(
      Scene scene, RegisterTaskDefinitionRequest request) {
    TaskDefinition.Builder form = TaskDefinitionForm.of(request);
    TaskDefinitionChecks.check(form.build());
    Map<String, String> tags = Ecs.tags(request.tags());
    int revision = (int) scene.world().next("ecs.revisions." + request.family());
    TaskDefinition definition =
        form.taskDefinitionArn(arn(scene, request.family() + ":" + revision))
            .revision(revision)
            .status(TaskDefinitionStatus.ACTIVE)
            .registeredAt(scene.now())
            .registeredBy(scene.account().callerArn())
            .build();
    scene.table(Tables.TASK_DEFINITIONS).put(definition.taskDefinitionArn(), definition);
    Tags.put(scene, definition.taskDefinitionArn(), tags);
    return RegisterTaskDefinitionResponse.builder()
        .taskDefinition(definition)
        .tags(Tags.of(scene, definition.taskDefinitionArn(), Ecs::tag))
        .build();
  }

  private static DescribeTaskDefinitionResponse describe(
      Scene scene, DescribeTaskDefinitionRequest request) {
    TaskDefinition definition = existing(scene, request.taskDefinition());
    DescribeTaskDefinitionResponse.Builder answer =
        DescribeTaskDefinitionResponse.builder().taskDefinition(definition);
    if (request.include().contains(TaskDefinitionField.TAGS)) {
      answer.tags(Tags.of(scene, definition.taskDefinitionArn(), Ecs::tag));
    }
    return answer.build();
  }

  private static ListTaskDefinitionsResponse list(Scene scene, ListTaskDefinitionsRequest request) {
    TaskDefinitionStatus status =
        Optional.ofNullable(request.status()).orElse(TaskDefinitionStatus.ACTIVE);
    // Despite its name, familyPrefix is the whole name of one family.
    String family = request.familyPrefix();
    boolean down = request.sort() == SortOrder.DESC;
    List<String> arns =
        all(scene)
            .filter(d -> d.status() == status && (family == null || d.family().equals(family)))
            .sorted(down ? BY_REVISION.reversed() : BY_REVISION)
            .map(TaskDefinition::taskDefinitionArn)
            .toList();
    Page<String> page = Ecs.page(arns, request.nextToken(), request.maxResults(), 100, 100);
    return ListTaskDefinitionsResponse.builder()
        .taskDefinitionArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static ListTaskDefinitionFamiliesResponse listFamilies(
      Scene scene, ListTaskDefinitionFamiliesRequest request) {
    String prefix = Optional.ofNullable(request.familyPrefix()).orElse("");
    TaskDefinitionFamilyStatus status =
        Optional.ofNullable(request.status()).orElse(TaskDefinitionFamilyStatus.ALL);
    List<String> active =
        all(scene)
            .filter(d -> d.status() == TaskDefinitionStatus.ACTIVE)
            .map(TaskDefinition::family)
            .distinct()
            .toList();
    List<String> families =
        all(scene)
            .map(TaskDefinition::family)
            .filter(family -> family.startsWith(prefix))
            .filter(family ->
                status == TaskDefinitionFamilyStatus.ALL
                    || active.contains(family) == (status == TaskDefinitionFamilyStatus.ACTIVE))
            .distinct()
            .sorted()
            .toList();
    Page<String> page = Ecs.page(families, request.nextToken(), request.maxResults(), 100, 100);
    return ListTaskDefinitionFamiliesResponse.builder()
        .families(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** Services that run an INACTIVE revision keep it; new ones may not take it. */
  private static DeregisterTaskDefinitionResponse deregister(
      Scene scene, DeregisterTaskDefinitionRequest request) {
    if (request.taskDefinition() == null || !request.taskDefinition().contains(":")) {
      throw Ecs.client("Task definition must be given as family:revision.");
    }
    TaskDefinition gone =
        existing(scene, request.taskDefinition()).toBuilder()
            .status(TaskDefinitionStatus.INACTIVE)
            .deregisteredAt(scene.now())
            .build();
    scene.table(Tables.TASK_DEFINITIONS).put(gone.taskDefinitionArn(), gone);
    return DeregisterTaskDefinitionResponse.builder().taskDefinition(gone).build();
  }

  private static DeleteTaskDefinitionsResponse delete(
      Scene scene, DeleteTaskDefinitionsRequest request) {
    if (request.taskDefinitions().size() > 10) {
      throw Ecs.invalid("Task definitions cannot be more than 10.");
    }
    List<TaskDefinition> deleted = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String one : request.taskDefinitions()) {
      Optional<TaskDefinition> found = find(scene, one);
      if (found.isEmpty()) {
        failures.add(Ecs.missing(one));
      } else if (found.get().status() == TaskDefinitionStatus.ACTIVE) {
        failures.add(
            Failure.builder()
                .arn(found.get().taskDefinitionArn())
                .reason("The specified task definition is still in ACTIVE status.")
                .build());
      } else {
        scene.table(Tables.TASK_DEFINITIONS).remove(found.get().taskDefinitionArn());
        Tags.forget(scene, found.get().taskDefinitionArn());
        deleted.add(
            found.get().toBuilder().status(TaskDefinitionStatus.DELETE_IN_PROGRESS).build());
      }
    }
    return DeleteTaskDefinitionsResponse.builder()
        .taskDefinitions(deleted)
        .failures(failures)
        .build();
  }

  private static TaskDefinition existing(Scene scene, @Nullable String asked) {
    return find(scene, asked).orElseThrow(() -> Ecs.client("Unable to describe task definition."));
  }

  private static Stream<TaskDefinition> all(Scene scene) {
    return scene.table(Tables.TASK_DEFINITIONS).values().stream();
  }

  private static String arn(Scene scene, String familyAndRevision) {
    return scene.arn(Ecs.PREFIX, "task-definition/" + familyAndRevision);
  }
}
