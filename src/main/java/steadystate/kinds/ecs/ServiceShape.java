package steadystate.kinds.ecs;

import static steadystate.kinds.ecs.Reshaping.describe;
import static steadystate.kinds.ecs.Reshaping.inside;
import static steadystate.kinds.ecs.Reshaping.keyed;
import static steadystate.kinds.ecs.Reshaping.scalar;
import static steadystate.kinds.ecs.Reshaping.sets;
import static steadystate.kinds.ecs.Reshaping.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * The model of a service: the fields of CreateService and, beside them, those of the task
 * definition that it runs, so that a path reads {@code containerDefinitions[api].image}. The few
 * members that both have stand under {@code taskDefinition}.
 */
final class ServiceShape {
  /** Holds what both have: the task definition's own placement constraints and tags. */
  static final String DEFINITION = "taskDefinition";

  static final String CONSTRAINTS = "placementConstraints";

  /** Says that the environment's cluster has to live; its name alone is known before. */
  static final String CLUSTER_ARN = "clusterArn";

  /** Guides the look at desiredCount: who else moves it, and how far. */
  static final String AUTOSCALING = "autoscaling";

  /** Guides the look at a deployment: how long it may go without coming to an end. */
  static final String ROLLOUT_TIMEOUT = "rolloutTimeout";

  /** Guides the look at images: which pipeline deploys them, by container. */
  static final String DEPLOYED_BY = "deployedBy";

  /** The short name of {@code serviceConnectConfiguration}. */
  static final String CONNECT = "serviceConnect";

  /**
   * Always compared: where nobody wrote it, a look shows only registries of this environment, which
   * then have left the spec.
   */
  static final String REGISTRIES = "serviceRegistries";

  /** A text that starts all tasks anew each time it changes. */
  static final String REDEPLOY = "redeploy";

  /** Names the revision that a person took the service back to; in no spec. */
  static final String ROLLED_BACK = "rolledBackTo";

  /** What CreateService takes at the level of an entry, under AWS's names. */
  static final Shape.Structure SERVICE_FIELDS = serviceFields();

  /** The members of {@link #MODEL} that are content of the task definition. */
  static final Set<String> DEFINITION_MEMBERS =
      Set.copyOf(TaskDefinitionShape.FIELDS.without(CONSTRAINTS).members().keySet());

  static final Shape.Structure MODEL = model();

  private ServiceShape() {}

  private static Shape.Structure serviceFields() {
    Shape.Structure all =
        SdkShapes.of(CreateServiceRequest.builder().build())
            .without("cluster", "serviceName", "clientToken", "tags", DEFINITION);
    all = keyed(all, "loadBalancers", "targetGroupArn", "loadBalancerName");
    all = keyed(all, REGISTRIES, "registryArn");
    all = all.change(REGISTRIES, member -> member.otherwise(Value.items(List.of())));
    all = keyed(all, "capacityProviderStrategy", "capacityProvider");
    all = keyed(all, "volumeConfigurations", "name");
    all = keyed(all, "vpcLatticeConfigurations", "targetGroupArn", "portName");
    all = sets(all, CONSTRAINTS);
    all =
        inside(
            all,
            "placementStrategy",
            p -> scalar(p, "field", s -> s.canonical(ServiceShape::placementField)));
    all = inside(all, "loadBalancers", ServiceShape::loadBalancer);
    all = inside(all, "networkConfiguration", ServiceShape::network);
    all = inside(all, "deploymentConfiguration", ServiceShape::deployment);
    all = inside(all, "serviceConnectConfiguration", ServiceShape::connect);
    all = scalar(all, "desiredCount", s -> s.range(0, 5_000));
    all = scalar(all, "role", s -> s.canonical(ServiceShape::lastPart));
    all = scalar(all, "healthCheckGracePeriodSeconds", s -> s.range(0, Integer.MAX_VALUE));
    for (String fixed : List.of("launchType", "schedulingStrategy", "role")) {
      all = all.change(fixed, Member::refuses);
    }
    all = inside(all, "deploymentController", d -> d.change("type", Member::refuses));
    return described(all);
  }

  private static Shape.Structure described(Shape.Structure fields) {
    Shape.Structure out = fields;
    out =
        describe(
            out,
            "launchType",
            "EC2, FARGATE or EXTERNAL. AWS cannot change it on a living service: use"
                + " capacityProviderStrategy, or give the entry another key.");
    out =
        describe(
            out,
            "schedulingStrategy",
            "REPLICA or DAEMON. AWS cannot change it: give the entry another key.");
    out =
        describe(
            out,
            "deploymentController",
            "Who deploys: ECS, CODE_DEPLOY or EXTERNAL. It is not changed on a living service: give"
                + " the entry another key.");
    out = describe(out, "desiredCount", "How many tasks run. With autoscaling: at creation only.");
    return describe(
        out,
        "loadBalancers",
        "The target groups that tasks are registered in. `expose` writes them; without both the"
            + " service is detached.");
  }

  private static Shape.Structure loadBalancer(Shape.Structure balancer) {
    return scalar(balancer, "targetGroupArn", s -> s.refersTo("targetGroup", "arn"));
  }

  private static Shape.Structure network(Shape.Structure network) {
    return inside(
        network,
        "awsvpcConfiguration",
        vpc ->
            scalar(
                sets(vpc, "subnets", "securityGroups"),
                "securityGroups",
                s -> s.refersTo("securityGroup", "id")));
  }

  private static Shape.Structure deployment(Shape.Structure deployment) {
    Shape.Structure out = inside(deployment, "alarms", a -> sets(a, "alarmNames"));
    out = keyed(out, "lifecycleHooks", "hookTargetArn");
    return inside(out, "lifecycleHooks", h -> sets(h, "lifecycleStages"));
  }

  private static Shape.Structure connect(Shape.Structure connect) {
    Shape.Structure out = keyed(connect, "services", "portName");
    out = scalar(out, "namespace", s -> s.refersTo("namespace", "arn"));
    out = inside(out, "services", s -> keyed(s, "clientAliases", "dnsName", "port"));
    return inside(out, "logConfiguration", TaskDefinitionShape::logConfiguration);
  }

  private static Shape.Structure model() {
    Shape.Structure out =
        Shape.Structure.empty()
            .with(
                "cluster",
                Member.of(text().canonical(ServiceShape::lastPart).refersTo("cluster", "name"))
                    .replaces())
            .with("serviceName", Member.of(text()).replaces())
            .withAll(SERVICE_FIELDS)
            .withAll(TaskDefinitionShape.FIELDS.without(CONSTRAINTS));
    return out.with(DEFINITION, Member.of(definition()).otherwise(Value.Entries.EMPTY))
        .with(REDEPLOY, text(), "")
        .with(ROLLED_BACK, text(), "")
        .with(CLUSTER_ARN, Member.of(text().refersTo("cluster", "arn")).never())
        .with(AUTOSCALING, Member.of(range()).never())
        .with(DEPLOYED_BY, Member.of(Shape.EntriesOf.of(text())).never())
        .with(ROLLOUT_TIMEOUT, Member.of(text()).never());
  }

  /**
   * A service whose revision was deregistered still runs, and cannot be deployed again: that it is
   * ACTIVE is always wished, and only its being otherwise is ever in a live model.
   */
  private static Shape.Structure definition() {
    Member constraints = TaskDefinitionShape.FIELDS.member(CONSTRAINTS).orElseThrow();
    return Shape.Structure.empty()
        .with(CONSTRAINTS, constraints)
        .with(
            "tags",
            Member.of(Shape.EntriesOf.of(text()).pairs("key", "value").leavingOthers())
                .onChange(Member.OnChange.RETAG))
        .with("status", Member.of(text()).otherwise(Value.text("ACTIVE")));
  }

  private static Shape.Structure range() {
    return Shape.Structure.empty()
        .with("min", Shape.Scalar.of(Shape.Type.INTEGER), "")
        .with("max", Shape.Scalar.of(Shape.Type.INTEGER), "");
  }

  /** ECS answers {@code CPU} where {@code cpu} was written; an attribute's name keeps its case. */
  private static String placementField(String field) {
    String lower = field.toLowerCase(Locale.ROOT);
    return lower.equals("cpu") || lower.equals("memory") ? lower : field;
  }

  /** The name at the end of an ARN, or the name itself. */
  static String lastPart(String arnOrName) {
    return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
  }
}
