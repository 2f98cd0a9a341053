package steadystate.lab;

import java.time.Duration;
import java.util.List;
import steadystate.lab.Sample.Show;

/** From a commit to a deployment: connections, builds, pipelines. */
final class DeliverySamples {
  private static final String MORE = "passed on as written: BuildProjectKindTest";

  private DeliverySamples() {}

  static List<Sample> all() {
    return List.of(connection(), project(), pipeline());
  }

  private static void agreed(Lab lab) {
    lab.sandbox().nature().handshaking(Duration.ZERO);
  }

  private static Sample connection() {
    return new Sample("connection/github", "connections: {github: {@}}")
        .on(DeliverySamples::agreed)
        .edit("connectionName", "name: shop", "name: shops")
        .edit("providerType", "providerType: GitHub", "providerType: Bitbucket")
        .untried("for self-managed providers: ConnectionKindTest", "hostArn")
        .lacks(Show.BUSY, "AWS deletes a connection whatever uses it");
  }

  private static Sample piped(String id, String build, String more) {
    return new Sample(
            id,
            """
            connections: {github: {providerType: GitHub}}
            pipelines:
              shop:
                {
                  source: {connection: connection/github, repository: team/shop},
                  build: {%s},
                  deploy: {service: shop, repository: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop},
                  artifacts: team-artifacts, %s
                }
            """
                .formatted(build, more))
        .on(DeliverySamples::agreed)
        .leaving("connections: {github: {providerType: GitHub}}");
  }

  private static Sample project() {
    Sample sample =
        piped("buildProject/shop", "project: {@}", "")
            .edit(
                "source",
                "source: {buildspec: one}",
                "source: {buildspec: two}",
                "source.buildspec")
            .edit(
                "environment",
                "environment: {privilegedMode: true}",
                "environment: {privilegedMode: false}",
                "environment.privilegedMode")
            .edit(
                "cache",
                "cache: {type: NO_CACHE}",
                "cache: {type: LOCAL, modes: [LOCAL_DOCKER_LAYER_CACHE]}",
                "cache.type",
                "cache.modes[LOCAL_DOCKER_LAYER_CACHE]")
            .edit(
                "logsConfig",
                "logsConfig: {cloudWatchLogs: {status: ENABLED, groupName: one}}",
                "logsConfig: {cloudWatchLogs: {status: ENABLED, groupName: two}}",
                "logsConfig.cloudWatchLogs.groupName",
                "role/shop-build inline[build]")
            .edit(
                "vpcConfig",
                "vpcConfig: {vpcId: vpc-1, subnets: [subnet-1], securityGroupIds: [sg-1]}",
                "vpcConfig: {vpcId: vpc-1, subnets: [subnet-1], securityGroupIds: [sg-2]}",
                "vpcConfig.securityGroupIds[sg-1]",
                "vpcConfig.securityGroupIds[sg-2]")
            .edit(
                "encryptionKey",
                "encryptionKey: \"arn:aws:kms:eu-west-1:123456789012:key/k1\"",
                "encryptionKey: \"arn:aws:kms:eu-west-1:123456789012:key/k2\"")
            .edit("description", "description: one", "description: two")
            .edit("timeoutInMinutes", "timeoutInMinutes: 30", "timeoutInMinutes: 40")
            .edit("queuedTimeoutInMinutes", "", "queuedTimeoutInMinutes: 30")
            .edit("concurrentBuildLimit", "concurrentBuildLimit: 2", "concurrentBuildLimit: 3")
            .edit("autoRetryLimit", "autoRetryLimit: 1", "autoRetryLimit: 2");
    return sample
        .untried(
            MORE,
            "secondarySources",
            "sourceVersion",
            "secondarySourceVersions",
            "artifacts",
            "secondaryArtifacts",
            "badgeEnabled",
            "fileSystemLocations",
            "buildBatchConfig")
        .untried("they follow from the pipeline: PipelinesSectionTest", "serviceRole", "name")
        .lacks(Show.ADOPTION, "its pipeline is asked for adoption")
        .lacks(Show.BUSY, "AWS deletes a project whatever uses it");
  }

  private static Sample pipeline() {
    return piped("pipeline/shop", "buildspec: one", "@")
        .edit("executionMode", "executionMode: QUEUED", "executionMode: SUPERSEDED")
        .untried("another name: DeliveryFaultsTest", "name")
        .untried(
            "they follow from source, build and deploy: PipelineKindTest",
            "roleArn",
            "artifactStore",
            "artifactStores",
            "stages",
            "pipelineType",
            "variables",
            "triggers",
            "stageOrder")
        .lacks(Show.LOST_ANSWERS, "as buildProject")
        .lacks(Show.BUSY, "AWS deletes a pipeline whatever runs");
  }
}
