package steadystate.aws.doctor;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import steadystate.doctor.Check;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.resource.Declared;
import steadystate.resource.Owner;
import steadystate.resource.Value;

/** How much of what AWS allows an account is used, where both can be read. */
final class Quotas {
  private static final String GROUP = "quotas";

  /** From here on, in percent, it is said. */
  private static final int NEAR = 80;

  private static final double UNITS = 1024;

  private final Surroundings surroundings;
  private final Environment environment;

  /**
   * A limit of AWS's, by the code that Service Quotas knows it by.
   *
   * @param kind whose resources count
   * @param growing whether each new resource of the kind takes one
   */
  private record Quota(
      String kind,
      String service,
      String code,
      String name,
      boolean growing,
      ToDoubleBiFunction<Quotas, String> used) {}

  private static final List<Quota> ALL =
      List.of(
          new Quota("vpc", "vpc", "L-F678F1CE", "VPCs", true, Quotas::vpcs),
          new Quota(
              "internetGateway", "vpc", "L-A4707A72", "internet gateways", true, Quotas::gateways),
          new Quota("elasticIp", "ec2", "L-0263D0A3", "Elastic IPs", true, Quotas::addresses),
          new Quota("securityGroup", "vpc", "L-E79EC296", "security groups", true, Quotas::groups),
          new Quota(
              "securityGroup",
              "vpc",
              "L-0EA8095F",
              "rules in one direction of one security group",
              false,
              Quotas::rules),
          new Quota(
              "loadBalancer",
              "elasticloadbalancing",
              "L-53DA6B97",
              "Application Load Balancers",
              true,
              Quotas::balancers),
          new Quota(
              "targetGroup",
              "elasticloadbalancing",
              "L-B22855CB",
              "target groups",
              true,
              Quotas::targetGroups),
          new Quota("database", "rds", "L-7B6409FD", "DB instances", true, Quotas::databases),
          new Quota(
              "service", "ecs", "L-9EF96962", "ECS services of a cluster", true, Quotas::services),
          new Quota(
              "service",
              "fargate",
              "L-3032A538",
              "Fargate vCPUs (of this spec alone)",
              false,
              Quotas::vcpus));

  Quotas(Surroundings surroundings, Environment environment) {
    this.surroundings = surroundings;
    this.environment = environment;
  }

  /** Those of the kinds that the environment has; a plan's alone where it makes something. */
  List<Check> of(Extent extent) {
    List<Quota> asked =
        ALL.stream()
            .filter(quota -> declared(quota.kind()).findAny().isPresent())
            .filter(quota -> extent.whole() || extent.made(quota.kind()) > 0)
            .toList();
    return SideBySide.ask(asked, quota -> check(quota, extent)).stream().distinct().toList();
  }

  private Check check(Quota quota, Extent extent) {
    try {
      double limit = limit(quota);
      double used = quota.used().applyAsDouble(this, environment.settings().region());
      return verdict(quota, used, quota.growing() ? extent.made(quota.kind()) : 0, limit);
    } catch (FailureException unknown) {
      boolean denied = unknown.failure() instanceof Failure.Denied;
      String what = denied ? "" : quota.name() + " are unknown: ";
      return Check.skip(GROUP, what + unknown.failure().message(), "");
    }
  }

  private static Check verdict(Quota quota, double used, int made, double limit) {
    String more = made == 0 ? "" : ", and " + made + " more to be made";
    String found = plain(used) + " of " + plain(limit) + " " + quota.name() + more;
    String help =
        "ask for more in the Service Quotas console (%s, %s), or take something away"
            .formatted(quota.service(), quota.code());
    if (used + made > limit) {
      return Check.fail(GROUP, found, help);
    }
    boolean near = (used + made) * 100 >= limit * NEAR;
    return near
        ? new Check(GROUP, Check.Verdict.OK, found + ": near the limit", help)
        : Check.ok(GROUP, found);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** Where nobody asked for more, some services tell the default alone. */
  private double limit(Quota quota) {
    ServiceQuotasClient quotas =
        surroundings.client(ServiceQuotasClient.class, environment.settings().region());
    try {
      return quotas
          .getServiceQuota(r -> r.serviceCode(quota.service()).quotaCode(quota.code()))
          .quota()
          .value();
    } catch (FailureException notApplied) {
      if (!notApplied.failure().code().equals("NoSuchResourceException")) {
        throw notApplied;
      }
      return quotas
          .getAWSDefaultServiceQuota(r -> r.serviceCode(quota.service()).quotaCode(quota.code()))
          .quota()
          .value();
    }
  }

  private double vpcs(String region) {
    return ec2(region).describeVpcsPaginator(r -> {}).vpcs().stream().count();
  }

  private double gateways(String region) {
    return ec2(region).describeInternetGatewaysPaginator(r -> {}).internetGateways().stream()
        .count();
  }

  private double addresses(String region) {
    return ec2(region).describeAddresses(r -> {}).addresses().size();
  }

  private double groups(String region) {
    return everyGroup(region).count();
  }

  private Stream<SecurityGroup> everyGroup(String region) {
    return ec2(region)
        .describeSecurityGroupsPaginator(r -> r.maxResults(1000))
        .securityGroups()
        .stream();
  }

  /** The fullest of the environment's own. Each address block, group or list counts. */
  private double rules(String region) {
    return everyGroup(region)
        .filter(group ->
            group.tags().stream()
                .anyMatch(tag ->
                    tag.key().equals(Owner.ENVIRONMENT) && tag.value().equals(environment.name())))
        .flatMap(group -> Stream.of(group.ipPermissions(), group.ipPermissionsEgress()))
        .mapToInt(rules -> rules.stream().mapToInt(Quotas::size).sum())
        .max()
        .orElse(0);
  }

  private static int size(IpPermission rule) {
    return rule.ipRanges().size()
        + rule.ipv6Ranges().size()
        + rule.userIdGroupPairs().size()
        + rule.prefixListIds().size();
  }

  private double balancers(String region) {
    return balancing(region).describeLoadBalancersPaginator(r -> {}).loadBalancers().stream()
        .filter(one -> one.type() == LoadBalancerTypeEnum.APPLICATION)
        .count();
  }

  private double targetGroups(String region) {
    return balancing(region).describeTargetGroupsPaginator(r -> {}).targetGroups().stream().count();
  }

  private double databases(String region) {
    return surroundings
        .client(RdsClient.class, region)
        .describeDBInstancesPaginator(r -> {})
        .dbInstances()
        .stream()
        .count();
  }

  /** The fullest of the clusters that the spec makes; one that is not there yet has none. */
  private double services(String region) {
    List<String> names =
        declared("cluster").flatMap(one -> one.model().text("clusterName").stream()).toList();
    return names.isEmpty()
        ? 0
        : surroundings
            .client(EcsClient.class, region)
            .describeClusters(r -> r.clusters(names))
            .clusters()
            .stream()
            .mapToInt(Cluster::activeServicesCount)
            .max()
            .orElse(0);
  }

  /** A lower bound: other environments of the account run tasks too. */
  private double vcpus(String region) {
    return declared("service").mapToDouble(one -> vcpus(one.model())).sum();
  }

  private static double vcpus(Value.Entries service) {
    boolean fargate = service.text("launchType").filter(type -> !type.equals("FARGATE")).isEmpty();
    int tasks = service.whole("desiredCount").orElse(1);
    int units =
        service
            .get("cpu")
            .map(Object::toString)
            .filter(cpu -> cpu.matches("\\d{1,6}"))
            .map(Integer::parseInt)
            .orElse(0);
    return fargate ? tasks * units / UNITS : 0;
  }

  private Stream<Declared> declared(String kind) {
    return environment.declared().stream().filter(one -> one.id().kind().equals(kind));
  }

  private Ec2Client ec2(String region) {
    return surroundings.client(Ec2Client.class, region);
  }

  private ElasticLoadBalancingV2Client balancing(String region) {
    return surroundings.client(ElasticLoadBalancingV2Client.class, region);
  }
}
