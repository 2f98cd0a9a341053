package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.plan.Note;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Mischief;

/** The image of a service that a pipeline deploys is the pipeline's. */
class HandedImagesTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String SPEC = PipelineKindTest.PIPELINE;

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  @BeforeEach
  void deployed() {
    lab.sandbox().nature().handshaking(Duration.ZERO);
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(container().image()).isEqualTo("repo/api:1");
    deploy("repo/api:2");
  }

  @Test
  void what_the_pipeline_deployed_is_no_drift_and_the_plan_says_whose_it_is() {
    assertThat(lab.differences(SPEC)).isEmpty();
    assertThat(lab.finding(SPEC, "service/api").status()).isEqualTo(Status.IN_SYNC);
    assertThat(lab.look(SPEC).plan().notes())
        .filteredOn(note -> note.about().equals("not-ours"))
        .extracting(Note::message)
        .containsExactly("containerDefinitions[api].image is not ours: pipeline/api");
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(container().image()).isEqualTo("repo/api:2");
  }

  @Test
  void a_revision_for_another_reason_keeps_the_image_of_the_pipeline() {
    String bigger = SPEC.replace("memory: 512", "memory: 1024");

    assertThat(lab.differences(bigger)).containsExactly("service/api memory");
    assertThat(lab.apply(bigger).outcome()).isEqualTo(STEADY);

    assertThat(container().image()).isEqualTo("repo/api:2");
    assertThat(definition().memory()).isEqualTo("1024");
    deploy("repo/api:3");
    assertThat(lab.apply(bigger).outcome()).isEqualTo(STEADY);
    assertThat(container().image()).isEqualTo("repo/api:3");
    assertThat(lab.differences(bigger)).isEmpty();
  }

  @Test
  void other_changes_by_hand_are_drift_as_ever() {
    new Mischief(lab.sandbox(), Lab.REGION).scale(service(), 3);

    assertThat(lab.differences(SPEC)).containsExactly("service/api desiredCount");
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(container().image()).isEqualTo("repo/api:2");
  }

  @Test
  void without_the_pipeline_the_image_is_the_spec_s_again() {
    String without = SPEC.substring(0, SPEC.indexOf("pipelines:"));

    assertThat(lab.differences(without)).contains("service/api containerDefinitions[api].image");
    lab.apply(without);

    assertThat(container().image()).isEqualTo("repo/api:1");
  }

  @Test
  void another_name_makes_another_service_with_the_image_that_ran() {
    String renamed = SPEC.replace("api: {image", "api: {name: shop-api, image");

    assertThat(lab.apply(renamed).outcome()).isEqualTo(STEADY);

    String name = "shop-api";
    String revision =
        ecs.describeServices(r -> r.cluster("dev").services(name))
            .services()
            .getFirst()
            .taskDefinition();
    assertThat(
            ecs.describeTaskDefinition(r -> r.taskDefinition(revision))
                .taskDefinition()
                .containerDefinitions())
        .extracting(ContainerDefinition::image)
        .containsExactly("repo/api:2");
  }

  private void deploy(String image) {
    new Mischief(lab.sandbox(), Lab.REGION).changeImage(service(), image);
    lab.clock().advance(Duration.ofMinutes(5));
  }

  private String service() {
    return "arn:aws:ecs:eu-west-1:123456789012:service/dev/api";
  }

  private ContainerDefinition container() {
    return definition().containerDefinitions().getFirst();
  }

  private TaskDefinition definition() {
    String revision =
        ecs.describeServices(r -> r.cluster("dev").services("api"))
            .services()
            .getFirst()
            .taskDefinition();
    return ecs.describeTaskDefinition(r -> r.taskDefinition(revision)).taskDefinition();
  }
}
