package steadystate.aws.doctor;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import steadystate.doctor.Check;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;

/** Whether the services that an environment needs answer at all; a refusal is an answer. */
final class Endpoints {
  private static final String GROUP = "endpoints";

  /**
   * A service and a cheap question to it.
   *
   * @param kinds those that need it; empty for all environments
   */
  private record Service(String name, Set<String> kinds, Consumer<Endpoints> ask) {}

  private static final List<Service> SERVICES =
      List.of(
          new Service(
              "ec2", Set.of(), at -> at.client(Ec2Client.class).describeAvailabilityZones(r -> {})),
          new Service(
              "ecs", Set.of(), at -> at.client(EcsClient.class).listClusters(r -> r.maxResults(1))),
          new Service(
              "tagging",
              Set.of(),
              at ->
                  at.client(ResourceGroupsTaggingApiClient.class)
                      .getResources(r -> r.resourcesPerPage(1))),
          new Service(
              "elasticloadbalancing",
              Set.of("loadBalancer", "targetGroup", "listener", "listenerRule"),
              at ->
                  at.client(ElasticLoadBalancingV2Client.class)
                      .describeLoadBalancers(r -> r.pageSize(1))),
          new Service(
              "application-autoscaling",
              Set.of("scalableTarget"),
              at ->
                  at.client(ApplicationAutoScalingClient.class)
                      .describeScalableTargets(
                          r -> r.serviceNamespace(ServiceNamespace.ECS).maxResults(1))),
          new Service(
              "logs",
              Set.of("logGroup"),
              at -> at.client(CloudWatchLogsClient.class).describeLogGroups(r -> r.limit(1))),
          new Service(
              "ecr",
              Set.of("repository", "image"),
              at -> at.client(EcrClient.class).describeRepositories(r -> r.maxResults(1))),
          new Service(
              "rds",
              Set.of("database"),
              at -> at.client(RdsClient.class).describeDBInstances(r -> r.maxRecords(20))),
          new Service(
              "iam",
              Set.of("role"),
              at -> at.client(IamClient.class).listRoles(r -> r.maxItems(1))),
          new Service("s3", Set.of("bucket"), at -> at.client(S3Client.class).listBuckets()),
          new Service(
              "scheduler",
              Set.of("scheduledTask"),
              at -> at.client(SchedulerClient.class).listSchedules(r -> r.maxResults(1))),
          new Service(
              "servicediscovery",
              Set.of("namespace", "discoveryService"),
              at -> at.client(ServiceDiscoveryClient.class).listNamespaces(r -> r.maxResults(1))),
          new Service(
              "codepipeline",
              Set.of("pipeline"),
              at -> at.client(CodePipelineClient.class).listPipelines(r -> r.maxResults(1))),
          new Service(
              "codeconnections",
              Set.of("connection"),
              at -> at.client(CodeConnectionsClient.class).listConnections(r -> r.maxResults(1))));

  private final Surroundings surroundings;
  private final String region;

  Endpoints(Surroundings surroundings, String region) {
    this.surroundings = surroundings;
    this.region = region;
  }

  List<Check> of(Environment environment) {
    List<Service> needed =
        SERVICES.stream()
            .filter(service ->
                service.kinds().isEmpty()
                    || environment.declared().stream()
                        .anyMatch(d -> service.kinds().contains(d.id().kind())))
            .toList();
    List<Check> checks = SideBySide.ask(needed, this::check);
    List<Check> silent =
        checks.stream().filter(check -> check.verdict() != Check.Verdict.OK).toList();
    int answered = checks.size() - silent.size();
    return Stream.concat(Stream.of(Check.ok(GROUP, answered + " services answer")), silent.stream())
        .toList();
  }

  private Check check(Service service) {
    try {
      service.ask().accept(this);
      return Check.ok(GROUP, service.name());
    } catch (FailureException answer) {
      return switch (answer.failure()) {
        case Failure.Unavailable none ->
            Check.fail(
                GROUP,
                service.name() + " in " + region + " does not answer: " + none.message(),
                "see the way to it: DNS, proxy, VPC endpoint, AWS_ENDPOINT_URL");
        case Failure.Defect missing ->
            Check.skip(GROUP, service.name() + ": " + missing.message(), "");
        case Failure.Throttled t -> Check.ok(GROUP, service.name());
        case Failure.Busy b -> Check.ok(GROUP, service.name());
        case Failure.Denied d -> Check.ok(GROUP, service.name());
        case Failure.Rejected r -> Check.ok(GROUP, service.name());
      };
    }
  }

  private <C> C client(Class<C> type) {
    return surroundings.client(type, region);
  }
}
