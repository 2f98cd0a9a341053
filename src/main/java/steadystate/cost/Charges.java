package steadystate.cost;

import java.util.List;
import java.util.Set;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/** What AWS takes money for, kind by kind. */
final class Charges {
  /** Free of charge, or charged with what stands on them. */
  private static final Set<String> FREE =
      Set.of(
          "connection",
          "dbParameterGroup",
          "dbSubnetGroup",
          // ECS registers its tasks in Cloud Map at no charge; only the hosted zone is paid.
          "discoveryService",
          "expiry",
          "image",
          "internetGateway",
          "listener",
          "listenerRule",
          "network",
          // Standard parameters; none of ours is an advanced one.
          "parameter",
          "role",
          "routeTable",
          "scalableTarget",
          "scheduleGroup",
          "securityGroup",
          "subnet",
          "targetGroup",
          "vpc");

  private Charges() {}

  static ResourceCost of(Site site, ResourceId id, Entries model) {
    return new ResourceCost(id, charges(site, id, model));
  }

  private static List<Charge> charges(Site site, ResourceId id, Entries model) {
    Tab tab = new Tab(site);
    Part part = new Part(site, id, model);
    switch (id.kind()) {
      case "service" -> FargateCharges.service(tab, part);
      case "scheduledTask" -> tab.unknown("Fargate", "as long as its runs take");
      case "cluster" -> insights(tab, part);
      case "instance" -> InstanceCharges.of(tab, part);
      case "database" -> DatabaseCharges.of(tab, part);
      case "loadBalancer" -> NetworkCharges.loadBalancer(tab, part);
      case "natGateway" -> NetworkCharges.natGateway(tab);
      case "elasticIp" -> NetworkCharges.address(tab);
      case "vpcEndpoint" -> NetworkCharges.endpoint(tab, part);
      case "logGroup" -> StorageCharges.logGroup(tab, part);
      case "repository" -> tab.add("images", "ecr", 1, "GB", "1 GB of images");
      case "bucket" -> tab.add("objects", "s3", 1, "GB", "1 GB of objects, no requests");
      case "namespace" -> zone(tab, part);
      case "pipeline" -> DeliveryCharges.pipeline(tab);
      case "buildProject" -> DeliveryCharges.build(tab, part);
      default -> {
        if (!FREE.contains(id.kind())) {
          tab.unknown(id.kind(), "nobody has taught this estimate the kind");
        }
      }
    }
    return tab.charges();
  }

  private static void insights(Tab tab, Part cluster) {
    String on = cluster.text("settings", "containerInsights").orElse("disabled");
    if (!on.equals("disabled")) {
      tab.unknown("container insights", "by metric, and each task adds some");
    }
  }

  /** A namespace that DNS knows keeps a hosted zone in Route 53. */
  private static void zone(Tab tab, Part namespace) {
    if (namespace.text("type").orElse("").startsWith("DNS")) {
      tab.add("hosted zone", "zone", 1, "zone", "no queries");
    }
  }
}
