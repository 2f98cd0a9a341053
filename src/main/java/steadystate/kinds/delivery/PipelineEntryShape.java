package steadystate.kinds.delivery;

import static steadystate.kinds.ecs.Reshaping.text;

import software.amazon.awssdk.services.codepipeline.model.GitPushFilter;
import steadystate.aws.SdkShapes;
import steadystate.kinds.ecs.Reshaping;
import steadystate.kinds.ecs.SecretNames;
import steadystate.resource.Durations;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Structure;
import steadystate.resource.Shape.Type;

/** What may be written in one entry of {@code pipelines}. */
final class PipelineEntryShape {
  private PipelineEntryShape() {}

  static Structure of() {
    return Structure.empty()
        .with(PipelineDraft.SOURCE, source(), "Where commits come from.")
        .with(PipelineDraft.BUILD, build(), "How CodeBuild makes an image of them.")
        .with(PipelineDraft.DEPLOY, deploy(), "Which ECS service gets the image.")
        .with(
            PipelineDraft.ARTIFACTS,
            text().refersTo("bucket", "name"),
            "The bucket for what stages hand on; one is made where none is named.")
        .withAll(PipelineShape.WRITTEN);
  }

  private static Structure source() {
    return Structure.empty()
        .with(
            "connection",
            Member.of(text().refersTo(ConnectionKind.NAME, "arn"), "connection/x, or an ARN.")
                .needed())
        .with(
            "repository",
            Member.of(text().pattern("[^/\\s]+/\\S+"), "owner/name at the provider.").needed())
        .with("branch", text(), "The branch that is built; main where none is written.")
        .with("detectChanges", Scalar.of(Type.BOOLEAN), "Whether a push starts the pipeline.")
        .with(
            "triggers",
            triggers(),
            "Which pushes start it: branches and filePaths, or tags, each {includes, excludes}.");
  }

  private static Structure triggers() {
    Structure filter = SdkShapes.of(GitPushFilter.builder().build());
    for (String criteria : filter.members().keySet()) {
      filter = Reshaping.inside(filter, criteria, c -> Reshaping.sets(c, "includes", "excludes"));
    }
    return filter;
  }

  private static Structure build() {
    Shape.EntriesOf variables =
        Shape.EntriesOf.of(text().refersTo("repository", "repositoryUri"))
            .secretKeys(SecretNames::looksSecret);
    Structure written = BuildProjectShape.WRITTEN;
    Structure environment = (Structure) written.member("environment").orElseThrow().shape();
    return Structure.empty()
        .with(
            "buildspec",
            text(),
            "The buildspec itself, or its path in the repository; by default a Dockerfile is built"
                + " and pushed.")
        .with("image", text(), "What the build runs in; aws/codebuild/standard:7.0.")
        .with("type", environment.member("type").orElseThrow())
        .with("computeType", environment.member("computeType").orElseThrow())
        .with("privileged", Scalar.of(Type.BOOLEAN), "Whether Docker can be used; true.")
        .with("environment", variables, "Variables of the build.")
        .with(
            "secrets",
            Shape.EntriesOf.of(text()),
            "Variables from Secrets Manager by ARN, or from Parameter Store by ARN or name.")
        .with("cache", written.member("cache").orElseThrow())
        .with("timeoutInMinutes", written.member("timeoutInMinutes").orElseThrow())
        .with(
            "logRetentionDays",
            Scalar.of(Type.INTEGER).range(1, 3_653),
            "How long the logs of builds are kept; 30.")
        .with("project", written, "Every other field of CreateProject.");
  }

  private static Structure deploy() {
    return Structure.empty()
        .with(
            "service",
            Member.of(text().refersTo("service", "name"), "service/x, or a service's name.")
                .needed())
        .with(
            "cluster",
            text().refersTo("cluster", "name"),
            "The cluster of a service that is not of this environment.")
        .with(
            "container",
            text(),
            "The container whose image is deployed; the service's own where none is written.")
        .with(
            "repository",
            text().refersTo("repository", "repositoryUri"),
            "Where the image is pushed: repository/x, or a URI.")
        .with("imageDefinitions", text(), "The file with the image; imagedefinitions.json.")
        .with("timeout", Durations.SHAPE, "How long ECS may take, 1m to 1h.");
  }
}
