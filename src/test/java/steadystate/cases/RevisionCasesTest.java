package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Answers;

/** Revisions of a task definition: which one is compared, taken or registered. */
class RevisionCasesTest {
  private static final String IMAGE =
      "containerDefinitions[app].image: repo/app:1.4.2 -> repo/app:1.5.0";

  private final Case web = new Case();

  /** Another revision of the family, registered by somebody else. */
  private String byHand(UnaryOperator<ContainerDefinition.Builder> change) {
    TaskDefinition now = web.definition();
    ContainerDefinition container =
        change.apply(now.containerDefinitions().getFirst().toBuilder()).build();
    return web.ecs
        .registerTaskDefinition(
            RegisterTaskDefinitionRequest.builder()
                .family(now.family())
                .cpu(now.cpu())
                .memory(now.memory())
                .networkMode(now.networkMode())
                .requiresCompatibilities(now.requiresCompatibilities())
                .containerDefinitions(container)
                .build())
        .taskDefinition()
        .taskDefinitionArn();
  }

  @Test
  void td_25_tags_of_a_task_definition_need_no_revision_and_no_deployment() {
    web.given(Case.web("taskDefinition: {tags: {team: a}}"));

    web.changes(Case.web("taskDefinition: {tags: {team: b}}"), "taskDefinition.tags[team]: a -> b");

    assertThat(web.writes()).containsOnly("TagResource");
    assertThat(web.service().taskDefinition()).endsWith(":1");
  }

  @Test
  void td_26_what_counts_is_the_revision_that_runs_not_the_newest() {
    web.given(Case.WEB);
    byHand(c -> c.image("repo/app:9.9.9"));

    web.nothing(Case.WEB);
  }

  @Test
  void td_28_a_service_moved_by_hand_goes_back_without_another_revision() {
    web.given(Case.WEB);
    String theirs = byHand(c -> c.image("repo/app:9.9.9"));
    web.ecs.updateService(r -> r.cluster("dev").service("web").taskDefinition(theirs));

    web.changes(Case.WEB, "containerDefinitions[app].image: repo/app:9.9.9 -> repo/app:1.4.2");

    assertThat(web.count("RegisterTaskDefinition")).isZero();
    assertThat(web.update().taskDefinition()).endsWith("dev-web:1");
  }

  @Test
  void td_29_fifty_passes_over_the_same_spec_register_nothing() {
    web.given(Case.WEB);
    for (int i = 0; i < 50; i++) {
      web.lab.clock().advance(Duration.ofMinutes(5));
      web.lab.pass(Case.WEB);
    }

    assertThat(web.writes()).isEmpty();
  }

  @Test
  void td_38_content_whose_revision_was_deregistered_is_registered_once_more() {
    web.given(Case.WEB);
    web.ecs.deregisterTaskDefinition(r -> r.taskDefinition("dev-web:1"));

    web.changes(Case.WEB, "taskDefinition.status: INACTIVE -> ACTIVE");

    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(1);
    assertThat(web.update().taskDefinition()).endsWith("dev-web:2");
  }

  @Test
  void td_45_a_family_with_thousands_of_revisions_is_never_listed_whole() {
    web.given(Case.WEB);
    Answers.pile(web.lab.sandbox(), "dev-web:1", 4_999);

    web.lab.pass(Case.edited(Case.WEB, "1.4.2", "1.5.0"));

    assertThat(web.lab.sandbox().recording().count("ecs:ListTaskDefinitions")).isEqualTo(1);
    assertThat(web.lab.sandbox().recording().count("ecs:DescribeTaskDefinition"))
        .isLessThanOrEqualTo(12);
    assertThat(web.service().taskDefinition()).endsWith("dev-web:5001");
    assertThat(web.lab.sandbox().recording().count("ecs:DeregisterTaskDefinition")).isZero();
  }

  @Test
  void td_45_what_is_unchanged_in_a_family_with_thousands_of_revisions_is_read_by_its_arn() {
    web.given(Case.WEB);
    Answers.pile(web.lab.sandbox(), "dev-web:1", 4_999);

    web.lab.pass(Case.WEB);

    assertThat(web.lab.sandbox().recording().count("ecs:ListTaskDefinition*")).isZero();
    assertThat(web.lab.sandbox().recording().count("ecs:DescribeTaskDefinition")).isEqualTo(1);
    assertThat(web.writes()).isEmpty();
  }

  /** AWS takes the folder of a volume, and shows another one for ever. */
  @Test
  void td_22_a_field_that_aws_never_takes_is_said_and_does_not_pile_up_revisions() {
    String root = shared("/");
    String cache = shared("/cache");
    web.given(root);
    web.told(RevisionCasesTest::forgetful);

    Receipt receipt = web.lab.apply(cache);

    assertThat(receipt.outcome())
        .isInstanceOfSatisfying(
            Receipt.Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("dev-web:2", "volumes[files].efsVolumeConfiguration.rootDirectory"));
    assertThat(web.differences(cache))
        .containsExactly("volumes[files].efsVolumeConfiguration.rootDirectory: / -> /cache");
    for (int i = 0; i < 20; i++) {
      web.lab.clock().advance(Duration.ofMinutes(5));
      web.lab.pass(cache);
    }
    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(1);
    assertThat(web.count("UpdateService")).isEqualTo(1);
  }

  @Test
  void td_22_a_field_that_aws_never_takes_keeps_nothing_else_from_being_changed() {
    web.given(shared("/"));
    web.told(RevisionCasesTest::forgetful);
    web.lab.apply(shared("/cache"));

    web.lab.apply(Case.edited(shared("/cache"), "desiredCount: 2", "desiredCount: 3"));
    assertThat(web.service().desiredCount()).isEqualTo(3);
    web.lab.apply(Case.edited(shared("/cache"), "1.4.2", "1.5.0"));

    assertThat(web.definition().containerDefinitions().getFirst().image())
        .isEqualTo("repo/app:1.5.0");
    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(2);
  }

  private static String shared(String folder) {
    return Case.web(
        "taskDefinition: {volumes: [{name: files, efsVolumeConfiguration: {fileSystemId: fs-1,"
            + " rootDirectory: "
            + folder
            + "}}]}");
  }

  private static Object forgetful(Object answer) {
    return switch (answer) {
      case RegisterTaskDefinitionResponse r ->
          r.toBuilder().taskDefinition(atRoot(r.taskDefinition())).build();
      case DescribeTaskDefinitionResponse r ->
          r.toBuilder().taskDefinition(atRoot(r.taskDefinition())).build();
      default -> answer;
    };
  }

  private static TaskDefinition atRoot(TaskDefinition definition) {
    return definition.toBuilder()
        .volumes(
            definition.volumes().stream()
                .map(v ->
                    v.toBuilder()
                        .efsVolumeConfiguration(
                            v.efsVolumeConfiguration().toBuilder().rootDirectory("/").build())
                        .build())
                .toList())
        .build();
  }

  @Test
  void another_image_is_one_revision_and_one_update() {
    web.given(Case.WEB);

    web.changes(Case.edited(Case.WEB, "1.4.2", "1.5.0"), IMAGE);

    assertThat(web.writes())
        .containsExactly("RegisterTaskDefinition", "UpdateService", "TagResource");
  }
}
