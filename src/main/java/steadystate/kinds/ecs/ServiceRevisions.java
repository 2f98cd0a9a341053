package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.References;
import steadystate.resource.Revisions;
import steadystate.resource.Scope;

/** Task definitions that a service ran before, and that a person may take it back to. */
final class ServiceRevisions implements Revisions {
  /** What ListServiceDeployments gives on a page, and DescribeServiceRevisions takes at once. */
  private static final int LATEST = 20;

  @Override
  public String member() {
    return ServiceShape.ROLLED_BACK;
  }

  @Override
  public boolean isContent(FieldPath path) {
    return ServiceShape.DEFINITION_MEMBERS.contains(path.head())
        || path.head().equals(ServiceShape.DEFINITION);
  }

  @Override
  public String content(Declared declared) {
    return References.hash(ServiceKind.definitionContent(declared.model()));
  }

  @Override
  public String earlier(Scope scope, Live live, Optional<String> to) {
    checkDeployer(live);
    String running = live.attributes().require("taskDefinition");
    return to.map(wanted -> named(scope, running, wanted))
        .orElseGet(() -> lastGood(scope, live, running));
  }

  private static void checkDeployer(Live live) {
    String controller = ServiceRequests.controller(live.model());
    if (!controller.equals("ECS")) {
      throw rejected(
          "OthersDeploy", live.id() + " is deployed by " + controller + "; take it back there");
    }
    Optional<String> pipeline =
        live.notOurs().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(".image"))
            .map(Map.Entry::getValue)
            .findFirst();
    if (pipeline.isPresent()) {
      throw rejected(
          "OthersDeploy",
          live.id() + " gets its image from " + pipeline.get() + "; take it back there");
    }
  }

  /** {@code 7}, {@code family:7} or an ARN; ECS deploys no revision that was deregistered. */
  private static String named(Scope scope, String running, String wanted) {
    String family = ServiceShape.lastPart(running).replaceFirst(":\\d+$", "");
    String name =
        wanted.matches("\\d{1,9}") ? family + ":" + wanted : ServiceShape.lastPart(wanted);
    if (!name.matches("[A-Za-z0-9_-]{1,255}:\\d{1,9}")) {
      throw rejected("NoSuchRevision", "a revision is written 7 or " + family + ":7");
    }
    if (!name.startsWith(family + ":")) {
      throw rejected("OtherFamily", "the service runs revisions of " + family + " alone");
    }
    Revision found =
        new TaskDefinitions(scope)
            .read(name)
            .orElseThrow(() -> rejected("NoSuchRevision", "ECS knows no revision " + name));
    if (!found.active()) {
      throw rejected("InactiveRevision", name + " was deregistered, and ECS deploys it no more");
    }
    return name;
  }

  /**
   * The target of the newest deployment that came to a good end, other than that of the newest of
   * all: after ECS rolled back, that is what runs.
   */
  private static String lastGood(Scope scope, Live live, String running) {
    List<ServiceDeploymentBrief> deployments;
    try {
      deployments = deployments(scope, live);
    } catch (FailureException untold) {
      if (untold.failure() instanceof Failure.Denied) {
        throw untold;
      }
      return byNumber(scope, live, running);
    }
    Map<String, String> definitions = definitions(scope, deployments);
    String today =
        deployments.isEmpty()
            ? running
            : definitions.getOrDefault(deployments.getFirst().targetServiceRevisionArn(), running);
    return deployments.stream()
        .filter(one -> one.status() == ServiceDeploymentStatus.SUCCESSFUL)
        .flatMap(
            one -> Optional.ofNullable(definitions.get(one.targetServiceRevisionArn())).stream())
        .filter(definition -> !definition.equals(today))
        .filter(definition -> isActive(scope, definition))
        .findFirst()
        .map(ServiceShape::lastPart)
        .orElseThrow(() -> none(live));
  }

  /** Newest first, of the last 90 days. */
  private static List<ServiceDeploymentBrief> deployments(Scope scope, Live live) {
    return scope
        .client(EcsClient.class)
        .listServiceDeployments(
            ListServiceDeploymentsRequest.builder()
                .cluster(live.attributes().require("cluster"))
                .service(live.attributes().require("name"))
                .maxResults(LATEST)
                .build())
        .serviceDeployments();
  }

  /** Which task definition a service revision brought. */
  private static Map<String, String> definitions(
      Scope scope, List<ServiceDeploymentBrief> deployments) {
    List<String> arns =
        deployments.stream()
            .map(ServiceDeploymentBrief::targetServiceRevisionArn)
            .distinct()
            .toList();
    Map<String, String> definitions = new TreeMap<>();
    if (!arns.isEmpty()) {
      scope
          .client(EcsClient.class)
          .describeServiceRevisions(
              DescribeServiceRevisionsRequest.builder().serviceRevisionArns(arns).build())
          .serviceRevisions()
          .forEach(one -> definitions.put(one.serviceRevisionArn(), one.taskDefinition()));
    }
    return definitions;
  }

  private static boolean isActive(Scope scope, String definition) {
    return new TaskDefinitions(scope).read(definition).filter(Revision::active).isPresent();
  }

  /** Where deployments are not told: the one before, in the order of their numbers. */
  private static String byNumber(Scope scope, Live live, String running) {
    if (live.health() instanceof Health.Broken) {
      return ServiceShape.lastPart(running);
    }
    String family = ServiceShape.lastPart(running).replaceFirst(":\\d+$", "");
    List<String> active =
        new ArrayList<>(
            scope
                .client(EcsClient.class)
                .listTaskDefinitions(
                    ListTaskDefinitionsRequest.builder()
                        .familyPrefix(family)
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC)
                        .maxResults(100)
                        .build())
                .taskDefinitionArns());
    return active.stream()
        .map(ServiceShape::lastPart)
        .filter(name -> name.replaceFirst(":\\d+$", "").equals(family))
        .filter(name -> Revision.number(name) < Revision.number(running))
        .max(java.util.Comparator.comparingInt(Revision::number))
        .orElseThrow(() -> none(live));
  }

  private static FailureException none(Live live) {
    return rejected(
        "NoEarlierRevision",
        live.id() + " has run no other revision that ended well; name one: --to 7");
  }

  private static FailureException rejected(String code, String message) {
    return new FailureException(new Failure.Rejected(code, message));
  }
}
