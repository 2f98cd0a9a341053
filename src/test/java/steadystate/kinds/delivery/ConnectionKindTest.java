package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ProviderType;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.plan.Note;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.DriftReport;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;
import steadystate.resource.Owner;
import steadystate.sandbox.Call;
import steadystate.sandbox.codeconnections.Handshakes;

class ConnectionKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String GITHUB = "connections: {github: {providerType: GitHub}}";
  private static final String LINK =
      "https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections?region=eu-west-1";

  private final Lab lab = Lab.inMemory();
  private final CodeConnectionsClient aws = lab.byHand(CodeConnectionsClient.class);
  private final Handshakes person = new Handshakes(lab.sandbox(), Lab.REGION);

  @Test
  void a_new_connection_is_told_as_pending_with_the_link_and_not_waited_for() {
    Receipt receipt = lab.apply(GITHUB);

    assertThat(receipt.outcome())
        .isInstanceOfSatisfying(
            Receipt.Outcome.Unsteady.class,
            unsteady -> assertThat(unsteady.reason()).contains("connection/github: open " + LINK));
    assertThat(receipt.took()).isLessThan(Duration.ofMinutes(1));
    assertThat(lab.finding(GITHUB, "connection/github").status()).isEqualTo(Status.IN_SYNC);
    assertThat(lab.look(GITHUB).plan().notes()).extracting(Note::about).containsExactly("pending");
  }

  @Test
  void plan_and_drift_show_what_a_person_has_to_do() {
    lab.apply(GITHUB);

    var look = lab.look(GITHUB);

    assertThat(new PlanReport(look.plan(), Stats.NONE).text(Paper.PLAIN))
        .contains("connection/github")
        .contains("pending")
        .contains("settings/connections");
    assertThat(
            new DriftReport(look.plan(), look.findings(), Map.of(), Stats.NONE).text(Paper.PLAIN))
        .contains("pending")
        .contains("settings/connections");
  }

  @Test
  void after_the_handshake_all_is_steady() {
    lab.apply(GITHUB);
    person.completeAll();

    assertThat(lab.apply(GITHUB).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(GITHUB).plan().notes()).isEmpty();
  }

  @Test
  void a_connection_that_aws_cannot_use_any_more_is_told() {
    lab.apply(GITHUB);
    person.completeAll();
    person.breakAll();

    assertThat(lab.look(GITHUB).plan().notes())
        .singleElement()
        .satisfies(note -> assertThat(note.about()).isEqualTo("broken"))
        .satisfies(note -> assertThat(note.message()).contains(LINK));
  }

  @Test
  void a_connection_deleted_by_hand_is_missing_and_made_again() {
    lab.apply(GITHUB);
    aws.deleteConnection(r -> r.connectionArn(only().connectionArn()));

    assertThat(lab.finding(GITHUB, "connection/github").status()).isEqualTo(Status.MISSING);
    lab.apply(GITHUB);
    assertThat(only().connectionStatusAsString()).isEqualTo("PENDING");
  }

  @Test
  void what_aws_cannot_change_is_refused() {
    lab.apply(GITHUB);

    String other = "connections: {github: {providerType: Bitbucket}}";
    assertThat(lab.finding(other, "connection/github").refused()).hasSize(1);
    assertThat(lab.apply(other).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    String hosted = "connections: {github: {providerType: GitHub, hostArn: \"arn:aws:x\"}}";
    assertThat(lab.finding(hosted, "connection/github").refused())
        .extracting(field -> field.path().toString())
        .containsExactly("hostArn");
  }

  @Test
  void a_lost_answer_makes_no_twin() {
    lab.sandbox().conditions().loseAnswers("codeconnections:CreateConnection", 1);
    lab.apply(GITHUB);
    lab.sandbox().conditions().clear();
    lab.restarted();

    lab.apply(GITHUB);

    assertThat(aws.listConnections(r -> {}).connections()).hasSize(1);
  }

  @Test
  void a_strangers_connection_of_the_name_is_a_conflict_or_adopted() {
    String arn =
        aws.createConnection(r -> r.connectionName("dev-github").providerType(ProviderType.GIT_HUB))
            .connectionArn();
    assertThat(lab.finding(GITHUB, "connection/github").status()).isEqualTo(Status.CONFLICT);

    person.completeAll();
    String adopting = "connections: {github: {providerType: GitHub, adopt: matching}}";
    assertThat(lab.apply(adopting).outcome()).isEqualTo(STEADY);

    assertThat(only().connectionArn()).isEqualTo(arn);
    assertThat(tags(arn)).containsEntry(Owner.RESOURCE, "connection/github");
  }

  @Test
  void tags_taken_away_by_hand_come_back() {
    lab.apply(GITHUB);
    person.completeAll();
    String arn = only().connectionArn();
    aws.untagResource(r -> r.resourceArn(arn).tagKeys(Owner.ENVIRONMENT, Owner.INSTALLATION));
    assertThat(lab.differences(GITHUB))
        .containsExactlyInAnyOrder(
            "connection/github tags[steadystate:environment]",
            "connection/github tags[steadystate:installation]");

    assertThat(lab.apply(GITHUB).outcome()).isEqualTo(STEADY);

    assertThat(tags(arn)).containsEntry(Owner.ENVIRONMENT, "dev");
  }

  @Test
  void what_left_the_spec_is_deleted() {
    String two = "connections: {github: {providerType: GitHub}, lab: {providerType: GitLab}}";
    lab.apply(two);
    person.completeAll();

    assertThat(lab.apply(GITHUB).outcome()).isEqualTo(STEADY);

    assertThat(only().connectionName()).isEqualTo("dev-github");
  }

  @Test
  void a_pass_costs_one_list_and_no_question_for_tags() {
    lab.apply(GITHUB);
    lab.look(GITHUB);
    lab.sandbox().recording().clear();

    lab.look(GITHUB);

    assertThat(lab.sandbox().calls())
        .extracting(Call::action)
        .contains("codeconnections:ListConnections", "tag:GetResources")
        .doesNotContain("codeconnections:ListTagsForResource");
  }

  @Test
  void a_name_is_no_longer_than_aws_takes() {
    Finding finding =
        lab.finding(
            "connections: {\"a-key-that-is-much-longer-than-thirty-two\": {providerType: GitHub}}",
            "connection/a-key-that-is-much-longer-than-thirty-two");

    assertThat(finding.declared().orElseThrow().model().text("connectionName").orElseThrow())
        .hasSizeLessThanOrEqualTo(32)
        .startsWith("dev-a-key");
  }

  private Connection only() {
    List<Connection> all = aws.listConnections(r -> {}).connections();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Map<String, String> tags(String arn) {
    return aws.listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
        .collect(java.util.stream.Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
  }
}
