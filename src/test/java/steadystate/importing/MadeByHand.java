package steadystate.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import steadystate.lab.Lab;

/**
 * An account that people filled with plain calls, each thing in a shape of its own. The shapes come
 * from a seed, so that a run can be repeated.
 */
final class MadeByHand {
  static final String CLUSTER = "shop";

  /** Each with a service behind it. */
  static final int NETWORK_BALANCERS = 6;

  private final Lab lab;
  private final Random chance;
  private final boolean complete;
  private final List<String> subnets;
  private final String vpc;
  private final List<String> groups = new ArrayList<>();
  private final EcsClient ecs;
  private final ElasticLoadBalancingV2Client elb;
  private final DefinitionsByHand definitions;
  private String role = "";
  private String listener = "";
  private int priority = 10;

  /**
   * @param complete whether this AWS keeps everything that it is told, as an emulator does not
   */
  MadeByHand(Lab lab, long seed, boolean complete) {
    this.lab = lab;
    this.chance = new Random(seed);
    this.complete = complete;
    this.ecs = lab.byHand(EcsClient.class);
    this.definitions = new DefinitionsByHand(lab, chance);
    this.elb = lab.byHand(ElasticLoadBalancingV2Client.class);
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    this.vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
    this.subnets = ec2.describeSubnets().subnets().stream().map(s -> s.subnetId()).toList();
  }

  /** Everything, with so many services. */
  void fill(int services) {
    // The emulator's tagging API stumbles over a cluster that has no tag at all.
    ecs.createCluster(r -> r.clusterName(CLUSTER).tags(t -> t.key("team").value("shop")));
    for (int i = 0; i < 8; i++) {
      groups.add(group(i));
    }
    roles();
    repositories();
    balancer();
    for (int i = 0; i < services; i++) {
      service(i);
    }
    databases();
    instance();
    NetworkBalancersByHand edge = new NetworkBalancersByHand(lab, chance, complete, vpc, subnets);
    for (int i = 0; i < NETWORK_BALANCERS; i++) {
      served(i, edge.make(i, groups));
    }
  }

  /** A service behind a network balancer, by its group alone. */
  private void served(int number, String group) {
    String name = "edge" + number;
    String family = definitions.register(name, name, true, role);
    ecs.createService(r ->
        r.cluster(CLUSTER)
            .serviceName(name)
            .taskDefinition(family)
            .desiredCount(1)
            .launchType("FARGATE")
            .networkConfiguration(n ->
                n.awsvpcConfiguration(v -> {
                  v.subnets(subnets);
                  if (!complete) {
                    // The emulator stumbles over a place that does not say all of it.
                    v.securityGroups(groups.getFirst()).assignPublicIp("DISABLED");
                  }
                }))
            .loadBalancers(b -> b.targetGroupArn(group).containerName(name).containerPort(8000)));
  }

  String vpc() {
    return vpc;
  }

  private boolean now() {
    return chance.nextBoolean();
  }

  private <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }

  private String group(int i) {
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    String name = one(List.of("dev-", "Web ", "team/")) + "group" + i;
    String id =
        ec2.createSecurityGroup(r -> r.groupName(name).description("made by hand").vpcId(vpc))
            .groupId();
    for (int rule = 0; rule < chance.nextInt(4); rule++) {
      int port = 1_000 * (rule + 1) + chance.nextInt(900);
      int kind = chance.nextInt(4);
      boolean wide = now();
      ec2.authorizeSecurityGroupIngress(r ->
          r.groupId(id)
              .ipPermissions(p -> {
                p.ipProtocol(kind == 3 ? "udp" : "tcp")
                    .fromPort(port)
                    .toPort(wide ? port + 9 : port);
                if (kind == 0 && !groups.isEmpty()) {
                  p.userIdGroupPairs(g -> g.groupId(groups.getFirst()).description("from another"));
                } else if (kind == 1) {
                  p.ipv6Ranges(c -> c.cidrIpv6("2001:db8::/32").description("six"));
                } else {
                  p.ipRanges(
                      c -> c.cidrIp("10.0.0.0/8").description("inside"),
                      c -> c.cidrIp("192.168.0.0/16").description("inside"));
                }
              }));
    }
    if (now()) {
      ec2.authorizeSecurityGroupIngress(r ->
          r.groupId(id)
              .ipPermissions(p ->
                  p.ipProtocol("icmp")
                      .fromPort(8)
                      .toPort(-1)
                      .ipRanges(c -> c.cidrIp("10.1.0.0/16").description("ping"))));
    }
    if (chance.nextInt(3) == 0) {
      ec2.revokeSecurityGroupEgress(r ->
          r.groupId(id)
              .ipPermissions(p -> p.ipProtocol("-1").ipRanges(c -> c.cidrIp("0.0.0.0/0"))));
    }
    return id;
  }

  private void roles() {
    IamClient iam = lab.byHand(IamClient.class);
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        """;
    role = iam.createRole(r -> r.roleName("dev-task").assumeRolePolicyDocument(trust)).role().arn();
    iam.putRolePolicy(r ->
        r.roleName("dev-task")
            .policyName("read")
            .policyDocument(
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
                  "Resource": "arn:aws:s3:::shop/${aws:username}/*"}]}
                """));
    iam.createRole(r -> r.roleName("unrelated").assumeRolePolicyDocument(trust));
  }

  private void repositories() {
    EcrClient ecr = lab.byHand(EcrClient.class);
    ecr.createRepository(r -> r.repositoryName("shop/web"));
    ecr.createRepository(r ->
        r.repositoryName("dev-api")
            .imageTagMutability("IMMUTABLE")
            .imageScanningConfiguration(s -> s.scanOnPush(true)));
  }

  private void balancer() {
    String arn =
        elb.createLoadBalancer(r ->
                r.name("shop-public").subnets(subnets.subList(0, 2)).securityGroups(groups.get(1)))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    elb.modifyLoadBalancerAttributes(r ->
        r.loadBalancerArn(arn).attributes(a -> a.key("idle_timeout.timeout_seconds").value("120")));
    listener =
        elb.createListener(r ->
                r.loadBalancerArn(arn)
                    .port(8080)
                    .protocol("HTTP")
                    .defaultActions(
                        Action.builder()
                            .type("fixed-response")
                            .fixedResponseConfig(f -> f.statusCode("404").contentType("text/plain"))
                            .build()))
            .listeners()
            .getFirst()
            .listenerArn();
    elb.createListener(r ->
        r.loadBalancerArn(arn)
            .port(80)
            .protocol("HTTP")
            .defaultActions(
                Action.builder()
                    .type("redirect")
                    .redirectConfig(c -> c.protocol("HTTP").port("8080").statusCode("HTTP_301"))
                    .build()));
  }

  private void instance() {
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    // The emulator has no images and launches any.
    String image =
        ec2.describeImages(r -> r.owners("amazon")).images().stream()
            .map(known -> known.imageId())
            .findFirst()
            .orElse("ami-0123456789abcdef0");
    ec2.runInstances(r ->
        r.imageId(image)
            .instanceType("t4g.micro")
            .minCount(1)
            .maxCount(1)
            .subnetId(subnets.getFirst())
            .securityGroupIds(one(groups))
            .tagSpecifications(
                t -> t.resourceType("instance").tags(tag -> tag.key("Name").value("dev-bastion"))));
  }

  private void databases() {
    RdsClient rds = lab.byHand(RdsClient.class);
    rds.createDBSubnetGroup(
        r -> r.dbSubnetGroupName("shared").dbSubnetGroupDescription("by hand").subnetIds(subnets));
    rds.createDBParameterGroup(r ->
        r.dbParameterGroupName("tuned").dbParameterGroupFamily("postgres16").description("tuned"));
    for (int i = 0; i < 5; i++) {
      boolean postgres = now();
      boolean fast = now();
      CreateDbInstanceRequest.Builder database =
          CreateDbInstanceRequest.builder()
              .dbInstanceIdentifier(one(List.of("dev-main", "orders")) + i)
              .engine(postgres ? "postgres" : "mysql")
              .engineVersion(postgres ? "16.4" : "8.0.41")
              .dbInstanceClass(one(List.of("db.t4g.micro", "db.m6g.large")))
              .allocatedStorage(one(List.of(20, 100)))
              .storageType(fast ? "gp3" : "gp2")
              .masterUsername(one(List.of("root2", "postgres")))
              .masterUserPassword("s3cr3t-password")
              .dbSubnetGroupName("shared")
              .vpcSecurityGroupIds(one(groups))
              .backupRetentionPeriod(one(List.of(1, 7)))
              .storageEncrypted(now())
              .multiAZ(now())
              .deletionProtection(now())
              .copyTagsToSnapshot(now());
      if (postgres && now()) {
        database.dbParameterGroupName("tuned");
      }
      if (complete && now()) {
        database.dbName("shop").port(6000).maxAllocatedStorage(500).enablePerformanceInsights(true);
      }
      rds.createDBInstance(database.build());
    }
  }

  private void service(int i) {
    String name = one(List.of("dev-", "", "Shop_")) + one(List.of("api", "web", "worker")) + i;
    String container = one(List.of(name, name.replaceFirst("^dev-", ""), "app"));
    boolean port = now();
    String family = definitions.register(name, container, port, role);
    CreateServiceRequest.Builder service =
        CreateServiceRequest.builder()
            .cluster(CLUSTER)
            .serviceName(name)
            .taskDefinition(family)
            .desiredCount(chance.nextInt(3))
            .networkConfiguration(n ->
                n.awsvpcConfiguration(v ->
                    v.subnets(now() ? subnets : subnets.subList(0, 2))
                        .securityGroups(one(groups))
                        .assignPublicIp(now() ? "ENABLED" : "DISABLED")));
    if (complete && chance.nextInt(3) == 0) {
      service.capacityProviderStrategy(
          s -> s.capacityProvider("FARGATE_SPOT").weight(2),
          s -> s.capacityProvider("FARGATE").weight(1).base(1));
    } else {
      service.launchType("FARGATE");
    }
    if (complete && now()) {
      service
          .enableExecuteCommand(now())
          .propagateTags("SERVICE")
          .deploymentConfiguration(d ->
              d.minimumHealthyPercent(50)
                  .maximumPercent(one(List.of(150, 200)))
                  .deploymentCircuitBreaker(b -> b.enable(true).rollback(now())));
    }
    if (port && now()) {
      service.loadBalancers(exposed(name, container));
      if (complete && now()) {
        service.healthCheckGracePeriodSeconds(60);
      }
    }
    ecs.createService(service.build());
    if (complete && chance.nextInt(4) == 0) {
      scaling(name);
    }
  }

  private LoadBalancer exposed(String name, String container) {
    String group =
        elb.createTargetGroup(r ->
                r.name("tg-" + name.replace('_', '-'))
                    .protocol("HTTP")
                    .port(one(List.of(80, 8000)))
                    .targetType("ip")
                    .vpcId(vpc)
                    .healthCheckPath(one(List.of("/", "/health")))
                    .healthCheckIntervalSeconds(one(List.of(15, 30))))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    elb.createRule(r -> {
      r.listenerArn(listener)
          .priority(priority++)
          .actions(a -> a.type("forward").targetGroupArn(group));
      if (now()) {
        r.conditions(
            c ->
                c.field("host-header")
                    .hostHeaderConfig(h -> h.values(name.replace('_', '-') + ".example.com")),
            c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/a/*", "/b/*")));
      } else {
        r.conditions(c ->
            c.field("http-header").httpHeaderConfig(h -> h.httpHeaderName("X-Shop").values(name)));
      }
    });
    return LoadBalancer.builder()
        .targetGroupArn(group)
        .containerName(container)
        .containerPort(8000)
        .build();
  }

  private void scaling(String name) {
    ApplicationAutoScalingClient scaling = lab.byHand(ApplicationAutoScalingClient.class);
    String id = "service/" + CLUSTER + "/" + name;
    scaling.registerScalableTarget(r ->
        r.serviceNamespace("ecs")
            .scalableDimension("ecs:service:DesiredCount")
            .resourceId(id)
            .minCapacity(0)
            .maxCapacity(4)
            .tags(Map.of("team", "shop")));
    scaling.putScalingPolicy(r ->
        r.serviceNamespace("ecs")
            .scalableDimension("ecs:service:DesiredCount")
            .resourceId(id)
            .policyName(one(List.of(name + "-cpu", "by-cpu")))
            .policyType("TargetTrackingScaling")
            .targetTrackingScalingPolicyConfiguration(t ->
                t.targetValue(55.0)
                    .predefinedMetricSpecification(
                        m -> m.predefinedMetricType("ECSServiceAverageCPUUtilization"))));
  }
}
