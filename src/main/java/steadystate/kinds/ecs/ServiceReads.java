package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.TaggedResources;
import steadystate.resource.Scope;

/** Finds services in as few calls as ECS allows: lists of 100, descriptions of 10. */
final class ServiceReads {
  private static final int LIST = 100;
  private static final int DESCRIBE = 10;

  private final Scope scope;
  private final EcsClient ecs;

  ServiceReads(Scope scope) {
    this.scope = scope;
    this.ecs = scope.client(EcsClient.class);
  }

  /**
   * What is in one cluster.
   *
   * @param services every service that was described, also those that are going or gone
   * @param unknown names about which ECS did not answer, and why
   */
  record Found(List<Service> services, Map<String, Failure> unknown) {
    static final Found NOTHING = new Found(List.of(), Map.of());
  }

  /** The clusters that carry our environment's tag: what left the spec may stand there. */
  List<String> ownClusters() {
    return TaggedResources.of(scope).keySet().stream()
        .filter(arn -> arn.contains(":cluster/"))
        .map(ServiceShape::lastPart)
        .toList();
  }

  /**
   * Every service of a cluster, and those wanted by name, which a list may not show yet or still.
   */
  Found in(String cluster, Set<String> wanted) {
    return scope.once("ecs services in " + cluster, () -> read(cluster, wanted));
  }

  private Found read(String cluster, Set<String> wanted) {
    Set<String> known = known(cluster);
    try {
      Set<String> names = new LinkedHashSet<>(wanted);
      list(cluster).stream().map(ServiceShape::lastPart).forEach(names::add);
      names.addAll(known);
      Found found = describe(cluster, List.copyOf(names));
      known.retainAll(stillThere(found));
      return found;
    } catch (FailureException failed) {
      if (isClusterGone(failed)) {
        return Found.NOTHING;
      }
      throw failed;
    }
  }

  /**
   * Names of our services that were seen before: a list leaves out what drains, and who deletes a
   * network or a cluster has to know that it does.
   */
  Set<String> known(String cluster) {
    return scope.forever(
        "services of " + scope.environment() + " seen in " + cluster, ConcurrentHashMap::newKeySet);
  }

  private static Set<String> stillThere(Found found) {
    Set<String> names = new LinkedHashSet<>(found.unknown().keySet());
    found.services().stream()
        .filter(service -> !"INACTIVE".equals(service.status()))
        .map(Service::serviceName)
        .forEach(names::add);
    return names;
  }

  private List<String> list(String cluster) {
    return EcsPages.all(
        "ecs:ListServices",
        token -> {
          var answer =
              ecs.listServices(
                  ListServicesRequest.builder()
                      .cluster(cluster)
                      .maxResults(LIST)
                      .nextToken(token.orElse(null))
                      .build());
          return EcsPages.Page.of(answer.serviceArns(), answer.nextToken());
        });
  }

  /**
   * Services by name. What is MISSING is simply not in the answer; any other reason is a failure.
   */
  Found describe(String cluster, List<String> names) {
    List<Service> services = new ArrayList<>();
    Map<String, Failure> unknown = new LinkedHashMap<>();
    for (List<String> part : EcsPages.parts(names, DESCRIBE)) {
      DescribeServicesResponse answer =
          ecs.describeServices(
              DescribeServicesRequest.builder()
                  .cluster(cluster)
                  .services(part)
                  .include(ServiceField.TAGS)
                  .build());
      services.addAll(answer.services());
      for (var failure : answer.failures()) {
        if (!"MISSING".equals(failure.reason())) {
          String name = ServiceShape.lastPart(String.valueOf(failure.arn()));
          String text = "ecs:DescribeServices: " + name + ": " + failure.reason();
          unknown.put(name, new Failure.Unavailable(String.valueOf(failure.reason()), text));
        }
      }
    }
    return new Found(services, unknown);
  }

  /**
   * A service by its name alone, whatever else stands in its cluster; empty when it is not there.
   */
  List<Service> one(String cluster, String name) {
    try {
      return describe(cluster, List.of(name)).services();
    } catch (FailureException failed) {
      if (isClusterGone(failed)) {
        return List.of();
      }
      throw failed;
    }
  }

  /**
   * A cluster that is deleted is shown as INACTIVE for a while; it holds no services either way.
   */
  static boolean isClusterGone(FailureException failed) {
    return failed.is("ClusterNotFoundException")
        || failed.failure().message().contains("referenced cluster was inactive");
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return map;
  }
}
