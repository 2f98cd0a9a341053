package steadystate.kinds.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Mischief;

class FollowedImageTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String URI = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-api";

  private static final String SHOP =
      """
      repositories: {api: {keep: 10}}
      services:
        api:
          image: repository/api:main
          imagePolicy: {follow: tag}
          cpu: 256
          memory: 512
          desiredCount: 1
      """;

  private final Lab lab = Lab.inMemory();
  private final EcrClient ecr = lab.byHand(EcrClient.class);
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  private String push(String content) {
    return ecr.putImage(r -> r.repositoryName("dev-api").imageTag("main").imageManifest(content))
        .image()
        .imageId()
        .imageDigest();
  }

  private Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
  }

  private String running() {
    String arn = service().taskDefinition();
    return ecs.describeTaskDefinition(r -> r.taskDefinition(arn))
        .taskDefinition()
        .containerDefinitions()
        .getFirst()
        .image();
  }

  @BeforeEach
  void a_repository_without_an_image() {
    Receipt receipt = lab.apply(SHOP);
    assertThat(receipt.outcome().toString())
        .contains("the tag main does not exist in dev-api; push an image with it");
    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(1);
    assertThat(ecs.listServices(r -> r.cluster("dev")).serviceArns()).isEmpty();
  }

  @Test
  void the_first_push_lets_the_service_come_and_it_runs_the_digest() {
    String first = push("one");

    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);

    assertThat(running()).isEqualTo(URI + "@" + first);
    assertThat(lab.look(SHOP).plan().isEmpty()).isTrue();
  }

  @Test
  void a_new_push_is_pending_with_its_reason_and_rolled_out_once() {
    push("one");
    lab.apply(SHOP);
    String second = push("two");

    Finding finding = lab.finding(SHOP, "service/api");
    assertThat(finding.status()).isEqualTo(Status.PENDING);
    assertThat(finding.fields())
        .singleElement()
        .satisfies(field -> {
          assertThat(field.path()).hasToString("containerDefinitions[api].image");
          assertThat(field.origin().reason()).isEqualTo("the tag main now is " + second);
        });
    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    assertThat(running()).endsWith(second);
    lab.sandbox().recording().clear();
    lab.apply(SHOP);
    lab.restarted();
    lab.apply(SHOP);
    assertThat(lab.sandbox().recording().writes()).isEmpty();
  }

  @Test
  void another_image_by_hand_is_drift() {
    String first = push("one");
    lab.apply(SHOP);
    new Mischief(lab.sandbox(), Lab.REGION).changeImage(service().serviceArn(), "evil:1");
    lab.clock().advance(Duration.ofMinutes(2));

    assertThat(lab.finding(SHOP, "service/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    assertThat(running()).endsWith(first);
  }

  @Test
  void a_tag_that_is_gone_keeps_what_runs_and_stops_nothing_else() {
    String first = push("one");
    lab.apply(SHOP);
    ecr.batchDeleteImage(r -> r.repositoryName("dev-api").imageIds(i -> i.imageTag("main")));

    assertThat(lab.look(SHOP).plan().changes()).isEmpty();
    assertThat(lab.look(SHOP).plan().notes())
        .extracting(note -> note.message())
        .contains(
            "imageTag is not ours: the tag main does not exist in dev-api; what runs is kept");
    String more = SHOP.replace("desiredCount: 1", "desiredCount: 2");
    assertThat(lab.apply(more).outcome()).isEqualTo(STEADY);
    assertThat(running()).endsWith(first);
    assertThat(service().desiredCount()).isEqualTo(2);
  }

  @Test
  void any_ecr_reference_is_followed_and_others_are_taken_as_written() {
    String digest = push("one");
    String raw = SHOP.replace("repository/api:main", URI + ":main");
    assertThat(lab.apply(raw).outcome()).isEqualTo(STEADY);
    assertThat(running()).isEqualTo(URI + "@" + digest);

    lab.apply(SHOP.replace("repository/api:main", "nginx:1"));
    assertThat(running()).isEqualTo("nginx:1");
    assertThat(
            lab.reading(Lab.HEAD + SHOP.replace("repository/api", "repository/apx").indent(2))
                .problems())
        .extracting(problem -> problem.code() + " " + problem.path())
        .containsExactly("unknown-reference spec.services.api.image");
  }

  @Test
  void a_denied_look_at_the_registry_is_unknown_and_touches_nothing() {
    push("one");
    lab.apply(SHOP);
    push("two");
    lab.sandbox().conditions().fail("ecr:DescribeImages", steadystate.sandbox.Fault.DENIED);

    assertThat(lab.finding(SHOP, "service/api").status()).isEqualTo(Status.UNKNOWN);
    assertThat(lab.look(SHOP).plan().changes()).isEmpty();
  }

  @Test
  void ten_services_of_one_repository_cost_one_question() {
    push("one");
    StringBuilder yaml = new StringBuilder("repositories: {api: {keep: 10}}\nservices:\n");
    for (int i = 0; i < 10; i++) {
      yaml.append("  s")
          .append(i)
          .append(
              ": {image: \"repository/api:main\", imagePolicy: {follow: tag}, desiredCount: 0}\n");
    }
    lab.sandbox().recording().clear();
    lab.look(yaml.toString());

    assertThat(lab.sandbox().recording().count("ecr:DescribeImages")).isEqualTo(1);
  }
}
