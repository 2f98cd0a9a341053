package steadystate.orphan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.rds.RdsClient;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
import steadystate.orphan.Warehouse.Place;

/** An account in which people leave things lying about. */
final class Yard {
  static final Place HERE = new Place(Lab.ACCOUNT, Lab.REGION);

  final Lab lab = Lab.inMemory();
  final Ec2Client ec2 = lab.byHand(Ec2Client.class);
  final EcsClient ecs = lab.byHand(EcsClient.class);
  final ElasticLoadBalancingV2Client elb = lab.byHand(ElasticLoadBalancingV2Client.class);
  final RdsClient rds = lab.byHand(RdsClient.class);
  final CloudWatchLogsClient logs = lab.byHand(CloudWatchLogsClient.class);

  Orphans search(String... specs) {
    return search(Search.ALL, specs);
  }

  Orphans search(Set<Sort> sorts, String... specs) {
    return lab.search().in(HERE, sorts, environments(specs));
  }

  List<Environment> environments(String... specs) {
    return Arrays.stream(specs).map(lab::environment).toList();
  }

  /** As {@code volume/vol-1}. */
  Set<String> found(String... specs) {
    return search(specs).all().stream()
        .map(one -> one.thing().resource().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void days(int days) {
    lab.clock().advance(Duration.ofDays(days));
  }

  String vpc() {
    return ec2.describeVpcs().vpcs().getFirst().vpcId();
  }

  List<String> subnets() {
    return ec2
        .describeSubnets(r -> r.filters(Filter.builder().name("vpc-id").values(vpc()).build()))
        .subnets()
        .stream()
        .map(one -> one.subnetId())
        .toList();
  }

  String address() {
    return ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
  }

  String natGateway(String address) {
    String id =
        ec2.createNatGateway(r -> r.subnetId(subnets().getFirst()).allocationId(address))
            .natGateway()
            .natGatewayId();
    lab.clock().advance(Duration.ofMinutes(10));
    return id;
  }

  String networkInterface(String... groups) {
    return ec2.createNetworkInterface(r -> r.subnetId(subnets().getFirst()).groups(groups))
        .networkInterface()
        .networkInterfaceId();
  }

  String group(String name) {
    return ec2.createSecurityGroup(r -> r.groupName(name).description("x").vpcId(vpc())).groupId();
  }

  String volume(String... tags) {
    TagSpecification.Builder named = TagSpecification.builder().resourceType(ResourceType.VOLUME);
    named.tags(
        Arrays.stream(tags)
            .map(tag -> tag.split("=", 2))
            .map(tag -> Tag.builder().key(tag[0]).value(tag[1]).build())
            .toList());
    return ec2.createVolume(r ->
            r.availabilityZone(Lab.REGION + "a")
                .size(100)
                .volumeType("gp3")
                .tagSpecifications(tags.length == 0 ? List.of() : List.of(named.build())))
        .volumeId();
  }

  String instance(String... groups) {
    String image = ec2.describeImages(r -> r.owners("amazon")).images().getFirst().imageId();
    String id =
        ec2.runInstances(r ->
                r.imageId(image)
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnets().getFirst())
                    .securityGroupIds(groups))
            .instances()
            .getFirst()
            .instanceId();
    lab.clock().advance(Duration.ofMinutes(10));
    return id;
  }

  String snapshot(String volume) {
    return ec2.createSnapshot(r -> r.volumeId(volume)).snapshotId();
  }

  String targetGroup(String name) {
    return elb.createTargetGroup(
            r -> r.name(name).protocol("HTTP").port(80).vpcId(vpc()).targetType(TargetTypeEnum.IP))
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  String balancer(String name) {
    return elb.createLoadBalancer(r -> r.name(name).subnets(subnets()))
        .loadBalancers()
        .getFirst()
        .loadBalancerArn();
  }

  void forward(String balancer, String group) {
    elb.createListener(r ->
        r.loadBalancerArn(balancer)
            .protocol("HTTP")
            .port(80)
            .defaultActions(a -> a.type(ActionTypeEnum.FORWARD).targetGroupArn(group)));
  }

  void redirect(String balancer) {
    elb.createListener(r ->
        r.loadBalancerArn(balancer)
            .protocol("HTTP")
            .port(80)
            .defaultActions(a ->
                a.type(ActionTypeEnum.REDIRECT)
                    .redirectConfig(c -> c.protocol("HTTPS").port("443").statusCode("HTTP_301"))));
  }

  void revision(String family) {
    ecs.registerTaskDefinition(r ->
        r.family(family)
            .requiresCompatibilities(Compatibility.FARGATE)
            .networkMode(NetworkMode.AWSVPC)
            .cpu("256")
            .memory("512")
            .containerDefinitions(ContainerDefinition.builder().name("a").image("a:1").build()));
  }

  /** Stands at 0, as a service that sleeps does. */
  void service(String name, String definition, String group) {
    ecs.createCluster(r -> r.clusterName("shop"));
    ecs.createService(r ->
        r.cluster("shop")
            .serviceName(name)
            .taskDefinition(definition)
            .desiredCount(0)
            .launchType("FARGATE")
            .networkConfiguration(
                n -> n.awsvpcConfiguration(v -> v.subnets(subnets()).securityGroups(group))));
  }

  void database(String name) {
    rds.createDBInstance(r ->
        r.dbInstanceIdentifier(name)
            .engine("postgres")
            .dbInstanceClass("db.t4g.micro")
            .allocatedStorage(20)
            .masterUsername("shop")
            .manageMasterUserPassword(true));
    lab.clock().advance(Duration.ofHours(1));
  }

  void logGroup(String name) {
    logs.createLogGroup(r -> r.logGroupName(name));
  }
}
