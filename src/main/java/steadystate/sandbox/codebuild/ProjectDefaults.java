package steadystate.sandbox.codebuild;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ImagePullCredentialsType;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.ProjectVisibilityType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import steadystate.sandbox.Scene;

/** What CodeBuild adds to a project, and what it refuses. */
final class ProjectDefaults {
  private ProjectDefaults() {}

  static Project filled(Scene scene, Project project) {
    boolean source = project.source().type() == SourceType.CODEPIPELINE;
    boolean artifacts = project.artifacts().type() == ArtifactsType.CODEPIPELINE;
    if (source != artifacts) {
      throw SandboxCodeBuild.invalid(
          "Invalid artifacts: source and artifacts must both be of type CODEPIPELINE, or neither");
    }
    Project.Builder filled = project.toBuilder().lastModified(scene.now());
    filled
        .timeoutInMinutes(Optional.ofNullable(project.timeoutInMinutes()).orElse(60))
        .queuedTimeoutInMinutes(Optional.ofNullable(project.queuedTimeoutInMinutes()).orElse(480))
        .encryptionKey(
            Optional.ofNullable(project.encryptionKey()).orElse(scene.arn("kms", "alias/aws/s3")))
        .projectVisibility(ProjectVisibilityType.PRIVATE)
        .source(
            project.source().toBuilder()
                .insecureSsl(Boolean.TRUE.equals(project.source().insecureSsl()))
                .build())
        .artifacts(artifacts(project))
        .environment(environment(project.environment()))
        .logsConfig(logs(Optional.ofNullable(project.logsConfig())));
    if (project.cache() == null) {
      filled.cache(c -> c.type(CacheType.NO_CACHE));
    }
    return filled.build();
  }

  private static ProjectArtifacts artifacts(Project project) {
    ProjectArtifacts artifacts = project.artifacts();
    return artifacts.type() == ArtifactsType.NO_ARTIFACTS
        ? artifacts
        : artifacts.toBuilder()
            .name(Optional.ofNullable(artifacts.name()).orElse(project.name()))
            .packaging(Optional.ofNullable(artifacts.packagingAsString()).orElse("NONE"))
            .encryptionDisabled(Boolean.TRUE.equals(artifacts.encryptionDisabled()))
            .build();
  }

  private static ProjectEnvironment environment(ProjectEnvironment environment) {
    if (environment.image() == null
        || environment.typeAsString() == null
        || environment.computeTypeAsString() == null) {
      throw SandboxCodeBuild.invalid("Project environment needs type, image and computeType");
    }
    List<EnvironmentVariable> variables =
        environment.environmentVariables().stream()
            .map(variable ->
                variable.typeAsString() == null
                    ? variable.toBuilder().type(EnvironmentVariableType.PLAINTEXT).build()
                    : variable)
            .toList();
    return environment.toBuilder()
        .environmentVariables(variables)
        .privilegedMode(Boolean.TRUE.equals(environment.privilegedMode()))
        .imagePullCredentialsType(
            Optional.ofNullable(environment.imagePullCredentialsType())
                .orElse(ImagePullCredentialsType.CODEBUILD))
        .build();
  }

  private static LogsConfig logs(Optional<LogsConfig> written) {
    LogsConfig logs = written.orElse(LogsConfig.builder().build());
    LogsConfig.Builder filled = logs.toBuilder();
    if (logs.cloudWatchLogs() == null) {
      filled.cloudWatchLogs(c -> c.status(LogsConfigStatusType.ENABLED));
    }
    if (logs.s3Logs() == null) {
      filled.s3Logs(s -> s.status(LogsConfigStatusType.DISABLED).encryptionDisabled(false));
    }
    return filled.build();
  }
}
