package steadystate.kinds.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import steadystate.drift.Status;
import steadystate.kinds.Stage;
import steadystate.kinds.Written;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Declared;
import steadystate.resource.Owner;
import steadystate.resource.Value;

class LogGroupKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private final Stage stage = new Stage();
  private final CloudWatchLogsClient logs =
      stage.aws.client(CloudWatchLogsClient.class, Stage.REGION);

  @Test
  void a_group_is_made_with_its_retention_and_nothing_differs_afterwards() {
    stage.write("logGroups", "api", "retentionInDays", 14);

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).containsExactly("CreateLogGroup", "PutRetentionPolicy");
    assertThat(group("/steadystate/dev/api").retentionInDays()).isEqualTo(14);
    assertThat(stage.differences("logGroup/api")).isEmpty();
  }

  @Test
  void retention_that_nobody_wrote_is_left_alone() {
    stage.write("logGroups", "api");
    stage.apply();
    assertThat(stage.differences("logGroup/api")).isEmpty();
    logs.putRetentionPolicy(r -> r.logGroupName("/steadystate/dev/api").retentionInDays(7));

    assertThat(stage.differences("logGroup/api")).isEmpty();
  }

  @Test
  void zero_days_is_for_ever() {
    stage.write("logGroups", "api", "retentionInDays", 0);
    stage.apply();
    assertThat(stage.writes()).containsExactly("CreateLogGroup");
    assertThat(stage.differences("logGroup/api")).isEmpty();
    logs.putRetentionPolicy(r -> r.logGroupName("/steadystate/dev/api").retentionInDays(7));

    assertThat(stage.differences("logGroup/api")).containsExactly("retentionInDays: 7 -> 0");
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(group("/steadystate/dev/api").retentionInDays()).isNull();
  }

  @Test
  void the_class_cannot_change() {
    stage.write("logGroups", "api", "logGroupClass", "STANDARD");
    stage.apply();
    stage.write("logGroups", "api", "logGroupClass", "INFREQUENT_ACCESS");

    assertThat(stage.finding("logGroup/api").refused()).hasSize(1);
  }

  @Test
  void a_group_that_was_made_before_its_answer_was_lost_is_found_again() {
    stage.write("logGroups", "api", "retentionInDays", 14);
    stage.aws.conditions().loseAnswers("logs:CreateLogGroup", 1);
    stage.apply();
    stage.aws.conditions().clear();
    stage.pause(java.time.Duration.ofMinutes(2));

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(group("/steadystate/dev/api").retentionInDays()).isEqualTo(14);
    assertThat(logs.describeLogGroups(r -> {}).logGroups()).hasSize(1);
  }

  @Test
  void a_strangers_group_of_the_name_is_a_conflict() {
    logs.createLogGroup(r -> r.logGroupName("/theirs").tags(Map.of("team", "shop")));
    stage.named("logGroups", "api", Optional.of("/theirs"));
    stage.listen();

    stage.apply();

    assertThat(stage.finding("logGroup/api").status()).isEqualTo(Status.CONFLICT);
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void tags_changed_by_hand_come_back() {
    stage.write("logGroups", "api");
    stage.apply();
    String arn = stage.finding("logGroup/api").live().orElseThrow().arn();
    logs.untagResource(r -> r.resourceArn(arn).tagKeys(Owner.ENVIRONMENT));
    assertThat(stage.differences("logGroup/api"))
        .containsExactly("tags[steadystate:environment]: (absent) -> dev");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(logs.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsEntry(Owner.ENVIRONMENT, "dev");
  }

  @Test
  void what_left_the_spec_goes_whatever_its_name() {
    stage.write("logGroups", "a").write("logGroups", "b").write("logGroups", "c");
    stage.named("logGroups", "d", Optional.of("/elsewhere"));
    stage.apply();
    stage.erase("logGroups", "d");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(logs.describeLogGroups(r -> {}).logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactlyInAnyOrder(
            "/steadystate/dev/a", "/steadystate/dev/b", "/steadystate/dev/c");
  }

  @Test
  void sixty_groups_cost_a_call_for_each_page_and_none_for_each_group() {
    for (int i = 0; i < 60; i++) {
      stage.write("logGroups", "g" + i, "retentionInDays", 3);
    }
    stage.apply();
    stage.finding("logGroup/g1");
    stage.listen();

    stage.finding("logGroup/g1");

    assertThat(stage.aws.recording().byAction())
        .containsEntry("logs:DescribeLogGroups", 2L)
        .containsEntry("tag:GetResources", 1L)
        .doesNotContainKey("logs:ListTagsForResource");
  }

  @Test
  void a_service_has_a_group_unless_one_of_its_key_is_written() {
    Optional<Declared> own =
        LogGroupsSection.ofService("api", stage, Optional.of(Value.number(14)), Written.AT);
    stage.write("logGroups", "api");
    Optional<Declared> none =
        LogGroupsSection.ofService("api", stage, Optional.empty(), Written.AT);

    assertThat(own.orElseThrow().id()).hasToString("logGroup/api");
    assertThat(own.orElseThrow().model())
        .hasToString("{logGroupName=/steadystate/dev/api, retentionInDays=14}");
    assertThat(none).isEmpty();
  }

  @Test
  void names_that_aws_refuses_are_refused_here() {
    stage.named("logGroups", "api", Optional.of("with space"));

    stage.spec();

    assertThat(stage.problems).singleElement().asString().startsWith("bad-name name");
  }

  private LogGroup group(String name) {
    List<LogGroup> found = logs.describeLogGroups(r -> r.logGroupNamePrefix(name)).logGroups();
    return found.getFirst();
  }
}
