package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Fault;

class ServiceFaultsTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String API =
      """
      services:
        api: {image: "app:1", desiredCount: 1}
      """;

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  private long creates() {
    return lab.sandbox().recording().writes().stream()
        .filter(call -> call.request() instanceof CreateServiceRequest)
        .count();
  }

  private String outcome(String yaml) {
    return lab.apply(yaml).outcome().toString();
  }

  /** A service of the wished name with another controller, made ours by its tags. */
  private void deployedBy(String controller, String yaml) {
    lab.apply(yaml);
    var made = ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
    var tags = ecs.listTagsForResource(r -> r.resourceArn(made.serviceArn())).tags();
    ecs.deleteService(r -> r.cluster("dev").service("api").force(true));
    lab.clock().advance(java.time.Duration.ofMinutes(5));
    ecs.createService(r -> {
      r.cluster("dev").serviceName("api").desiredCount(1).tags(tags);
      r.deploymentController(d -> d.type(controller));
      if (!controller.equals("EXTERNAL")) {
        r.taskDefinition(made.taskDefinition())
            .launchType("FARGATE")
            .networkConfiguration(made.networkConfiguration());
      }
    });
    lab.sandbox().recording().clear();
  }

  @Test
  void a_denied_look_creates_nothing() {
    lab.apply(API);
    lab.sandbox().recording().clear();
    lab.sandbox().conditions().fail("ecs:DescribeServices", Fault.DENIED);

    assertThat(lab.finding(API, "service/api").status()).isEqualTo(Status.UNKNOWN);
    lab.apply(API);

    assertThat(creates()).isZero();
  }

  @Test
  void a_list_that_fails_leaves_all_unknown() {
    lab.apply(API);
    lab.sandbox().conditions().fail("ecs:ListServices", 1, Fault.UNAVAILABLE);

    assertThat(lab.finding(API, "service/api").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void a_service_that_is_not_seen_yet_is_not_made_twice() {
    lab.sandbox().conditions().newThingsUnseenFor(5);

    assertThat(outcome(API)).isEqualTo(STEADY.toString());

    assertThat(creates()).isEqualTo(1);
  }

  @Test
  void a_service_taken_away_under_an_update_is_made_anew() {
    lab.apply(API);
    String newer = API.replace("app:1", "app:2");
    lab.sandbox()
        .conditions()
        .fail(
            "ecs:UpdateService",
            1,
            Fault.error("ServiceNotActiveException", 400, "Service was not ACTIVE."));

    assertThat(outcome(newer)).isEqualTo(STEADY.toString());
  }

  @Test
  void a_name_that_was_taken_meanwhile_is_looked_at_again() {
    lab.sandbox()
        .conditions()
        .fail(
            "ecs:CreateService",
            1,
            Fault.error(
                "InvalidParameterException", 400, "Creation of service was not idempotent."));

    assertThat(outcome(API)).isEqualTo(STEADY.toString());
  }

  @Test
  void short_arns_are_told_with_what_to_do() {
    lab.sandbox()
        .conditions()
        .fail(
            "ecs:CreateService",
            Fault.error(
                "InvalidParameterException",
                400,
                "The new ARN and resource ID format must be enabled to add tags to the service."));

    assertThat(outcome(API)).contains("put-account-setting-default");
  }

  @Test
  void a_service_that_codedeploy_deploys_is_refused_and_left_alone() {
    deployedBy("CODE_DEPLOY", API);
    String newer =
        "services:\n  api: {image: \"app:2\", deploymentController: {type: CODE_DEPLOY}}\n";

    assertThat(outcome(newer)).startsWith("Refused");

    assertThat(lab.sandbox().recording().count("ecs:UpdateService")).isZero();
    assertThat(lab.sandbox().recording().count("ecs:RegisterTaskDefinition")).isZero();
  }

  @Test
  void a_service_of_task_sets_is_compared_by_its_own_fields_alone() {
    deployedBy("EXTERNAL", API);
    String external =
        "services:\n  api: {image: \"app:2\", desiredCount: 2, deploymentController: {type:"
            + " EXTERNAL}}\n";

    assertThat(lab.differences(external)).containsExactly("service/api desiredCount");
  }

  @Test
  void a_service_of_a_stranger_is_a_conflict() {
    lab.apply("cluster: {}\n" + API.replace("api:", "other:"));
    var made = ecs.describeServices(r -> r.cluster("dev").services("other")).services().getFirst();
    ecs.createService(r ->
        r.cluster("dev")
            .serviceName("api")
            .desiredCount(1)
            .launchType("FARGATE")
            .taskDefinition(made.taskDefinition())
            .networkConfiguration(made.networkConfiguration()));
    String both = API + "  other: {image: \"app:1\", desiredCount: 1}\n";

    assertThat(lab.finding(both, "service/api").status()).isEqualTo(Status.CONFLICT);
    assertThat(
            lab.finding(
                    both.replace("{image: \"app:1\"", "{adopt: matching, image: \"app:1\""),
                    "service/api")
                .status())
        .isNotEqualTo(Status.CONFLICT);
  }
}
