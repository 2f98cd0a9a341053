package steadystate.sandbox;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Rewrites what AWS answers about something that lives: forms and defaults that the sandbox itself
 * would not choose, and that AWS has been seen to choose. Nothing is deployed by it.
 */
public final class Answers {
  private static final String REGION = "eu-west-1";

  private Answers() {}

  /** Every service of this name. */
  public static void service(Sandbox sandbox, String name, Consumer<Service.Builder> change) {
    sandbox.inside(
        REGION,
        scene -> {
          var table = scene.table(Tables.SERVICES);
          List.copyOf(table.values()).stream()
              .filter(service -> service.shown().serviceName().equals(name))
              .forEach(service -> table.put(service.arn(), service.with(change)));
          return sandbox;
        });
  }

  /** Every revision whose ARN ends like this. */
  public static void revision(
      Sandbox sandbox, String ending, Consumer<TaskDefinition.Builder> change) {
    sandbox.inside(
        REGION,
        scene -> {
          var table = scene.table(Tables.TASK_DEFINITIONS);
          List.copyOf(table.keySet()).stream()
              .filter(arn -> arn.endsWith(ending))
              .forEach(arn -> table.computeIfPresent(arn, (key, d) -> changed(d, change)));
          return sandbox;
        });
  }

  private static TaskDefinition changed(
      TaskDefinition definition, Consumer<TaskDefinition.Builder> change) {
    return definition.toBuilder().applyMutation(change).build();
  }

  /** Every container of those revisions. */
  public static void containers(
      Sandbox sandbox, String ending, UnaryOperator<ContainerDefinition> change) {
    revision(
        sandbox,
        ending,
        definition ->
            definition.containerDefinitions(
                definition.build().containerDefinitions().stream().map(change).toList()));
  }

  /**
   * A pile of further revisions of one family, of another size than the one they are copied from.
   */
  public static void pile(Sandbox sandbox, String ending, int revisions) {
    sandbox.inside(
        REGION,
        scene -> {
          var table = scene.table(Tables.TASK_DEFINITIONS);
          TaskDefinition newest =
              table.values().stream()
                  .filter(d -> d.taskDefinitionArn().endsWith(ending))
                  .findFirst()
                  .orElseThrow();
          String family = newest.taskDefinitionArn().replaceFirst("\\d+$", "");
          for (int i = 0; i < revisions; i++) {
            int number = (int) scene.world().next("ecs.revisions." + newest.family());
            table.put(
                family + number,
                newest.toBuilder()
                    .taskDefinitionArn(family + number)
                    .revision(number)
                    .cpu("1024")
                    .memory("2048")
                    .build());
          }
          return sandbox;
        });
  }
}
