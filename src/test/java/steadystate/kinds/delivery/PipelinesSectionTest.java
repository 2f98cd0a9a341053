package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;

/** What an entry of {@code pipelines} becomes, and which mistakes are found in it. */
class PipelinesSectionTest {
  private static final String SOURCE =
      "source: {connection: \"arn:aws:codeconnections:eu-west-1:123456789012:connection/1\","
          + " repository: team/shop}";
  private static final String DEPLOY =
      "deploy: {service: shop, repository: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop}";

  private final Lab lab = Lab.inMemory();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{artifacts: b, SOURCE}|missing-key|at least two stages",
        "{artifacts: b, DEPLOY}|missing-key|at least two stages",
        "{artifacts: b, SOURCE, build: {}}|missing-key|pushed somewhere",
        "{artifacts: b, SOURCE, DEPLOY, stages: []}|set-twice|stands beside stages",
        "{artifacts: b, stages: []}|missing-key|cannot be told",
        "{artifacts: b, artifactStore: {type: S3, location: c}, SOURCE, DEPLOY}|set-twice|own"
            + " words",
        "{artifacts: b, name: a b, SOURCE, DEPLOY}|bad-name|a b is not a name",
      })
  void mistakes_are_found_before_aws_finds_them(String entry, String code, String message) {
    assertThat(problems(entry.replace("SOURCE", SOURCE).replace("DEPLOY", DEPLOY)))
        .anyMatch(problem -> problem.startsWith(code) && problem.contains(message));
  }

  @Test
  void a_trigger_has_tags_or_branches() {
    String both =
        "triggers: {tags: {includes: [v*]}, branches: {includes: [main]}}, repository: team/shop";

    assertThat(
            problems(
                "{artifacts: b, "
                    + SOURCE.replace("repository: team/shop", both)
                    + ", "
                    + DEPLOY
                    + "}"))
        .containsExactly("not-together AWS takes tags, or branches and filePaths, in one filter");
  }

  @Test
  void a_field_is_not_written_in_two_ways() {
    String entry =
        "{artifacts: b, SOURCE, DEPLOY, build: {image: one, project: {environment: {image: two}}}}";

    assertThat(problems(entry.replace("SOURCE", SOURCE).replace("DEPLOY", DEPLOY)))
        .singleElement()
        .asString()
        .startsWith("set-twice build.project.environment.image is also set at");
  }

  @Test
  void roles_may_do_just_what_the_pipeline_does() {
    Environment environment =
        lab.environment("pipelines: {shop: {artifacts: b, " + SOURCE + ", " + DEPLOY + "}}");

    String build = declared(environment, "role/shop-build").model().toString();
    assertThat(build)
        .contains("codebuild.amazonaws.com", "arn:aws:s3:::b/*", "logs:PutLogEvents")
        .contains("arn:aws:ecr:eu-west-1:123456789012:repository/shop")
        .doesNotContain("secretsmanager");
    String pipeline = declared(environment, "role/shop-pipeline").model().toString();
    assertThat(pipeline)
        .contains("codepipeline.amazonaws.com", "codebuild:StartBuild", "ecs:UpdateService")
        .contains("iam:PassedToService")
        .contains("connection/1");
  }

  @Test
  void roles_and_logs_of_ones_own_take_the_place_of_made_ones() {
    Environment environment =
        lab.environment(
            "pipelines: {shop: {artifacts: b, roleArn: \"arn:aws:iam::123456789012:role/p\", "
                + SOURCE
                + ", "
                + DEPLOY
                + ", build: {project: {serviceRole: \"arn:aws:iam::123456789012:role/b\","
                + " logsConfig: {cloudWatchLogs: {status: DISABLED}}}}}}");

    assertThat(environment.declared())
        .extracting(declared -> declared.id().toString())
        .doesNotContain("role/shop-build", "role/shop-pipeline", "logGroup/shop-build")
        .contains("pipeline/shop", "buildProject/shop");
  }

  @Test
  void a_build_may_write_to_the_log_group_of_its_project_and_to_no_other() {
    String build = ", build: {project: {logsConfig: {cloudWatchLogs: %s}}}}}";
    String start =
        "logGroups: {own: {}}\npipelines: {shop: {artifacts: b, " + SOURCE + ", " + DEPLOY;

    assertThat(role(start + build.formatted("{status: ENABLED, groupName: /shop/builds}")))
        .contains("arn:aws:logs:eu-west-1:123456789012:log-group:/shop/builds:*");
    assertThat(
            role(start + build.formatted("{status: ENABLED, groupName: \"${logGroup.own.name}\"}")))
        .contains("${logGroup.own.arn}:*");
    assertThat(role(start + build.formatted("{status: DISABLED}")))
        .contains("s3:PutObject")
        .doesNotContain("logs:");
  }

  private String role(String yaml) {
    return declared(lab.environment(yaml), "role/shop-build").model().toString();
  }

  private static Declared declared(Environment environment, String id) {
    return environment.find(ResourceId.parse(id)).orElseThrow();
  }

  private List<String> problems(String entry) {
    return lab.reading(Lab.HEAD + "  pipelines: {shop: " + entry + "}\n").problems().stream()
        .map(problem -> problem.code() + " " + problem.message())
        .toList();
  }
}
