package steadystate.kinds.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import steadystate.lab.Faults;
import steadystate.lab.Lab;
import steadystate.lab.Story;

/** Deaths, silences and late sights at each write of stories with connections and pipelines. */
class DeliveryFaultsTest {
  private static final String GROUPS = "securityGroups: {a: {}, b: {}, c: {}}\n";
  private static final String REST =
      """
      connections: {github: {providerType: GitHub}}
      """;
  private static final String PIPELINE =
      REST
          + """
          pipelines:
            shop:
              source: {connection: connection/github, repository: team/shop}
              deploy:
                service: shop
                repository: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop
              artifacts: team-artifacts
          """;

  static List<Story> stories() {
    return List.of(
        begun(Story.fromNothing("a pipeline from nothing", PIPELINE)),
        begun(Story.change("the pipeline leaves", GROUPS + PIPELINE, GROUPS + REST)),
        begun(
            Story.change(
                "branch and build change",
                PIPELINE,
                PIPELINE.replace(
                    "repository: team/shop}",
                    "repository: team/shop, branch: release}\n    build: {privileged: false}"))),
        begun(
            Story.change(
                "another name", PIPELINE, PIPELINE.replace("  shop:", "  shop:\n    name: web"))),
        begun(Story.healing("hands were at it", PIPELINE, DeliveryFaultsTest::byHand)));
  }

  /** Somebody sits at the console and completes each handshake at once. */
  private static Story begun(Story story) {
    Consumer<Lab> person = lab -> lab.sandbox().nature().handshaking(Duration.ZERO);
    return new Story(story.name(), person.andThen(story.beginning()), story.wish());
  }

  private static void byHand(Lab lab) {
    lab.byHand(CodeBuildClient.class)
        .updateProject(r -> r.name("dev-shop").source(s -> s.type("CODEPIPELINE").buildspec("x")));
    CodePipelineClient pipelines = lab.byHand(CodePipelineClient.class);
    var pipeline = pipelines.getPipeline(r -> r.name("dev-shop")).pipeline();
    pipelines.updatePipeline(r ->
        r.pipeline(
            pipeline.toBuilder().artifactStore(s -> s.type("S3").location("elsewhere")).build()));
    CodeConnectionsClient connections = lab.byHand(CodeConnectionsClient.class);
    String connection =
        connections.listConnections(r -> {}).connections().getFirst().connectionArn();
    connections.untagResource(r -> r.resourceArn(connection).tagKeys("steadystate:spec"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_story_ends_the_same_whatever_breaks(Story story) {
    new Faults(story).killedAtEachWrite().lostAnswers();
  }

  @Test
  void what_aws_does_not_show_yet_is_not_made_twice() {
    new Faults(stories().getFirst()).newThingsUnseen().shuffledAnswers(3);
  }
}
