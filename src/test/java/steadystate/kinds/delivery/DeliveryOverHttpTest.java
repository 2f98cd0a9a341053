package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;

/**
 * The same on an emulator, so that real requests cross a wire. It has no connections and no runs,
 * takes no build whose source is a pipeline, and answers pipelines with a time that the SDK does
 * not read: the build's source is written out, and what was made is looked at by its tags.
 */
class DeliveryOverHttpTest {
  private static final String PIPELINE =
      """
      pipelines:
        shop:
          source:
            connection: arn:aws:codeconnections:eu-west-1:123456789012:connection/1
            repository: team/shop
            triggers: {branches: {includes: [main]}, filePaths: {includes: ["api/**"]}}
          build:
            environment: {STAGE: dev}
            project:
              source: {type: S3, location: team-artifacts/source.zip}
              artifacts: {type: NO_ARTIFACTS}
          deploy:
            service: shop
            repository: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop
          artifacts: team-artifacts
      """;

  private final Lab lab = Lab.moto();

  @Test
  void requests_cross_the_wire_and_what_cannot_be_read_is_unknown_and_not_made_twice() {
    Receipt made = lab.apply(PIPELINE);

    assertThat(made.steps())
        .allSatisfy(step -> assertThat(step.failure()).isEmpty())
        .extracting(step -> step.resource().toString())
        .contains("buildProject/shop", "role/shop-build", "role/shop-pipeline", "pipeline/shop");
    assertThat(lab.finding(PIPELINE, "pipeline/shop").status()).isEqualTo(Status.UNKNOWN);
    assertThat(lab.apply(PIPELINE).steps()).isEmpty();
    assertThat(tagsOfPipeline())
        .contains(Owner.ENVIRONMENT, Owner.RESOURCE, Owner.INSTALLATION, Owner.SPEC);
  }

  @Test
  void a_build_is_made_seen_and_made_again() {
    lab.apply(PIPELINE);
    assertThat(lab.finding(PIPELINE, "buildProject/shop").status()).isEqualTo(Status.IN_SYNC);
    String bigger = PIPELINE.replace("{STAGE: dev}", "{STAGE: prod}");
    assertThat(lab.finding(bigger, "buildProject/shop").fields())
        .extracting(field -> field.path().toString())
        .containsExactly("environment.environmentVariables[STAGE].value");

    lab.byHand(CodeBuildClient.class).deleteProject(r -> r.name("dev-shop"));
    lab.clock().advance(Duration.ofMinutes(5));
    assertThat(lab.finding(PIPELINE, "buildProject/shop").status()).isEqualTo(Status.MISSING);
    lab.apply(PIPELINE);
    assertThat(lab.finding(PIPELINE, "buildProject/shop").status()).isEqualTo(Status.IN_SYNC);
  }

  private List<String> tagsOfPipeline() {
    return lab
        .byHand(CodePipelineClient.class)
        .listTagsForResource(
            r -> r.resourceArn("arn:aws:codepipeline:eu-west-1:123456789012:dev-shop"))
        .tags()
        .stream()
        .map(Tag::key)
        .toList();
  }
}
