package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;
import steadystate.lab.Lab;
import steadystate.sandbox.codepipeline.PipelineDoings;

/** Tokens in pipelines, which CodePipeline answers with stars. */
class PipelineCasesTest {
  private static final String TOKEN =
      """
      pipelines:
        shop:
          roleArn: arn:aws:iam::123456789012:role/pipeline
          artifacts: team-artifacts
          stages:
            - name: Source
              actions:
                - name: Source
                  actionTypeId: {category: Source, owner: ThirdParty, provider: GitHub, version: "1"}
                  configuration: {Owner: team, Repo: shop, Branch: main, OAuthToken: canary-8f14e45f}
                  outputArtifacts: [{name: code}]
            - name: Build
              actions:
                - name: Build
                  actionTypeId: {category: Build, owner: AWS, provider: CodeBuild, version: "1"}
                  configuration: {ProjectName: shop}
                  inputArtifacts: [{name: code}]
      """;

  private static final String ANOTHER_BUILD =
      Case.edited(TOKEN, "{ProjectName: shop}", "{ProjectName: shop2}");

  private static final String WITHOUT = Case.edited(TOKEN, ", OAuthToken: canary-8f14e45f", "");

  private final Case pipeline = new Case();
  private final PipelineDoings inside = new PipelineDoings(pipeline.lab.sandbox(), Lab.REGION);

  @Test
  void ot_01_another_stage_changes_and_the_token_goes_along_as_written_never_as_stars() {
    pipeline
        .given(TOKEN)
        .changes(
            ANOTHER_BUILD,
            "pipeline/shop stages[Build].actions[Build].configuration[ProjectName]: shop -> shop2");

    assertThat(sentTokens()).containsExactly(Case.CANARY);
    assertThat(inside.setting("dev-shop", "Source", "OAuthToken")).contains(Case.CANARY);
  }

  @Test
  void ot_01_a_token_that_only_aws_knows_is_not_lost_by_an_update() {
    pipeline.given(TOKEN).pause();
    String changed = Case.edited(WITHOUT, "{ProjectName: shop}", "{ProjectName: shop2}");

    var receipt = pipeline.lab.apply(changed);

    assertThat(receipt.outcome().toString()).contains("configuration[OAuthToken]", "--var");
    assertThat(sentTokens()).isEmpty();
    assertThat(inside.setting("dev-shop", "Source", "OAuthToken")).contains(Case.CANARY);
  }

  @Test
  void ot_01_stars_and_hashes_are_no_tokens_in_a_spec_either() {
    for (String mask : List.of("\"****\"", "hash-" + "0123456789abcdef".repeat(4))) {
      String masked = Case.edited(TOKEN, Case.CANARY, mask);

      assertThat(pipeline.lab.reading(Lab.HEAD + masked.indent(2)).problems())
          .extracting(problem -> problem.code())
          .containsExactly("masked-token");
    }
  }

  @Test
  void ot_02_a_token_that_did_not_change_is_nothing_to_do_in_each_pass() {
    pipeline.given(TOKEN).still(TOKEN);
    assertThat(pipeline.differences(WITHOUT)).as("not managed").isEmpty();
  }

  @Test
  void ot_02_another_token_is_sent_once_and_never_printed() {
    String rotated = Case.edited(TOKEN, "8f14e45f", "8f14e45f-second");

    pipeline
        .given(TOKEN)
        .changes(
            rotated,
            "pipeline/shop stages[Source].actions[Source].configuration[OAuthToken]:"
                + " (sensitive) -> (sensitive)");

    assertThat(sentTokens()).containsExactly(Case.CANARY + "-second");
    assertThat(inside.setting("dev-shop", "Source", "OAuthToken"))
        .contains(Case.CANARY + "-second");
  }

  private List<String> sentTokens() {
    return pipeline.requests(UpdatePipelineRequest.class).stream()
        .flatMap(request -> request.pipeline().stages().stream())
        .flatMap(stage -> stage.actions().stream())
        .map(ActionDeclaration::configuration)
        .filter(settings -> settings.containsKey("OAuthToken"))
        .map(settings -> settings.get("OAuthToken"))
        .toList();
  }
}
