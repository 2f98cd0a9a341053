package steadystate.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.sandbox.Errors;

/** Each sort of orphan, and what comes near to being one. */
class OrphansTest {
  private static final String EMPTY = "mode: standard\n";

  private final Yard yard = new Yard();

  @Test
  void an_empty_account_has_none() {
    Orphans orphans = yard.search();

    assertThat(orphans.all()).isEmpty();
    assertThat(orphans.unread()).isEmpty();
  }

  @Test
  void an_address_is_one_until_something_has_it() {
    String idle = yard.address();
    yard.natGateway(yard.address());

    assertThat(yard.found()).containsExactly("elasticIp/" + idle);
  }

  @Test
  void an_interface_is_one_until_something_has_it() {
    yard.instance();
    String free = yard.networkInterface();

    assertThat(yard.found()).containsExactly("networkInterface/" + free);
  }

  @Test
  void a_nat_gateway_is_one_when_no_route_leads_to_it() {
    String idle = yard.natGateway(yard.address());
    String used = yard.natGateway(yard.address());
    String table = yard.ec2.createRouteTable(r -> r.vpcId(yard.vpc())).routeTable().routeTableId();
    yard.ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(used));

    assertThat(yard.found()).as("younger than a day").isEmpty();
    yard.days(1);
    assertThat(yard.found()).containsExactly("natGateway/" + idle);
  }

  @Test
  void a_group_is_one_when_nobody_wears_it_and_nothing_names_it() {
    String idle = yard.group("idle");
    yard.instance(yard.group("worn"));
    String named = yard.group("named");
    String naming = yard.group("naming");
    yard.instance(naming);
    yard.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(naming)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(80)
                    .toPort(80)
                    .userIdGroupPairs(UserIdGroupPair.builder().groupId(named).build())
                    .build()));
    yard.revision("shop-api");
    yard.service("asleep", "shop-api:1", yard.group("of a service that sleeps"));
    String inSpec = yard.group("in a spec");

    assertThat(
            yard.found(
                """
                services:
                  api: {image: "a:1", securityGroups: [%s]}
                """
                    .formatted(inSpec)))
        .containsExactly("securityGroup/" + idle);
  }

  @Test
  void a_group_that_names_itself_is_nobodys_either() {
    String self = yard.group("self");
    yard.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(self)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("-1")
                    .userIdGroupPairs(UserIdGroupPair.builder().groupId(self).build())
                    .build()));

    assertThat(yard.found()).containsExactly("securityGroup/" + self);
  }

  @Test
  void a_disk_is_one_when_it_is_attached_to_nothing_for_a_day() {
    yard.instance();
    String free = yard.volume();

    assertThat(yard.found()).as("younger than a day").isEmpty();
    yard.days(1);
    yard.volume();
    assertThat(yard.found()).containsExactly("volume/" + free);
  }

  @Test
  void a_snapshot_is_one_when_it_is_old_and_no_image_begins_with_it() {
    yard.instance();
    String disk = yard.ec2.describeVolumes().volumes().getFirst().volumeId();
    String old = yard.snapshot(disk);
    String needed = yard.snapshot(disk);
    yard.ec2.registerImage(r ->
        r.name("golden")
            .rootDeviceName("/dev/xvda")
            .blockDeviceMappings(m -> m.deviceName("/dev/xvda").ebs(e -> e.snapshotId(needed))));
    yard.days(30);
    yard.snapshot(disk);

    assertThat(yard.found()).containsExactly("snapshot/" + old);
  }

  @Test
  void a_snapshot_of_a_database_is_one_when_it_is_old_and_no_spec_names_it() {
    yard.database("shop");
    for (String name : List.of("old", "named", "of-today")) {
      yard.days(name.equals("of-today") ? 30 : 0);
      yard.rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier(name));
    }

    assertThat(
            yard.found(
                """
                databases:
                  main: {engine: postgres, dbInstanceClass: db.t4g.micro, snapshotIdentifier: named}
                """))
        .containsExactly("dbSnapshot/old");
  }

  @Test
  void a_target_group_is_one_without_a_listener_and_without_a_service() {
    yard.targetGroup("idle");
    yard.forward(yard.balancer("public"), yard.targetGroup("behind"));
    String served = yard.targetGroup("served");
    yard.forward(yard.balancer("other"), served);
    yard.elb.registerTargets(r -> r.targetGroupArn(served).targets(t -> t.id("172.31.0.9")));

    assertThat(yard.found()).containsExactly("targetGroup/idle");
  }

  @Test
  void a_balancer_is_one_when_nothing_is_behind_it_for_a_day() {
    yard.forward(yard.balancer("idle"), yard.targetGroup("empty"));
    yard.balancer("bare");
    yard.redirect(yard.balancer("redirects"));
    String full = yard.targetGroup("full");
    yard.forward(yard.balancer("busy"), full);
    yard.elb.registerTargets(r -> r.targetGroupArn(full).targets(t -> t.id("172.31.0.9")));
    yard.days(1);
    yard.balancer("young");

    assertThat(yard.found()).containsExactly("loadBalancer/bare", "loadBalancer/idle");
  }

  @Test
  void a_revision_is_one_when_ten_newer_ones_are_there_and_nobody_runs_it() {
    for (int i = 0; i < 12; i++) {
      yard.revision("shop-api");
    }
    yard.revision("shop-web");
    yard.service("api", "shop-api:1", yard.group("tasks"));

    assertThat(yard.found()).containsExactly("taskDefinition/shop-api:2");
  }

  @Test
  void a_log_group_is_one_when_what_it_is_named_after_is_gone() {
    yard.database("shop");
    yard.ecs.createCluster(r -> r.clusterName("shop"));
    List.of(
            "/aws/rds/instance/shop/postgresql",
            "/aws/rds/instance/gone/postgresql",
            "/aws/ecs/containerinsights/shop/performance",
            "/aws/ecs/containerinsights/gone/performance",
            "/aws/lambda/who-knows",
            "/shop/api")
        .forEach(yard::logGroup);
    yard.days(1);

    assertThat(yard.found())
        .containsExactly(
            "logGroup//aws/ecs/containerinsights/gone/performance",
            "logGroup//aws/rds/instance/gone/postgresql");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeAddresses, ELASTIC_IP",
    "ec2:DescribeNetworkInterfaces, NETWORK_INTERFACE",
    "ec2:DescribeNetworkInterfaces, SECURITY_GROUP",
    "ec2:DescribeRouteTables, NAT_GATEWAY",
    "ec2:DescribeVolumes, VOLUME",
    "ec2:DescribeImages, SNAPSHOT",
    "ecs:ListServices, SECURITY_GROUP",
    "rds:DescribeDbInstances, SECURITY_GROUP",
    "ecs:ListServices, TARGET_GROUP",
    "elasticloadbalancing:DescribeTargetHealth, LOAD_BALANCER",
    "rds:DescribeDbSnapshots, DB_SNAPSHOT",
    "scheduler:ListSchedules, TASK_DEFINITION",
    "ecs:ListClusters, LOG_GROUP",
  })
  void what_cannot_be_read_is_unknown_and_never_an_orphan(String call, Sort sort) {
    String disk = yard.volume();
    yard.snapshot(disk);
    yard.group("idle");
    yard.networkInterface();
    yard.address();
    yard.natGateway(yard.address());
    yard.forward(yard.balancer("idle"), yard.targetGroup("empty"));
    yard.targetGroup("lonely");
    yard.database("shop");
    yard.rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
    yard.ecs.createCluster(r -> r.clusterName("shop"));
    yard.revision("shop-api");
    yard.logGroup("/aws/rds/instance/gone/postgresql");
    yard.days(40);
    yard.lab.sandbox().conditions().fail(call, Errors::denied);

    Orphans orphans = yard.search();

    assertThat(orphans.unread()).containsKey(sort);
    assertThat(orphans.unread().get(sort))
        .containsIgnoringCase(call.substring(call.indexOf(':') + 1));
    assertThat(orphans.all()).extracting(one -> one.thing().sort()).doesNotContain(sort);
    assertThat(orphans.all()).as("the others are told all the same").isNotEmpty();
  }

  @Test
  void nothing_that_an_environment_has_is_ever_one() {
    String spec =
        """
        network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}
        securityGroups:
          alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]}
          unused: {description: for later}
        loadBalancers:
          public: {securityGroups: [securityGroup/alb], listeners: {http: {port: 80, protocol: HTTP}}}
        services:
          api:
            image: public.ecr.aws/nginx/nginx:1.27
            cpu: 256
            memory: 512
            port: 8000
            desiredCount: 0
            expose: [{loadBalancer: loadBalancer/public, listener: http, priority: 1}]
        """;
    yard.lab.apply(spec);
    yard.days(90);

    assertThat(yard.found(spec)).isEmpty();
    assertThat(yard.found("mode: cost-save\n" + spec)).as("what the mode takes out").isEmpty();
    assertThat(yard.found(EMPTY)).as("what the spec's own plan prunes").isEmpty();
  }

  @Test
  void what_an_environment_left_behind_is_ours_and_says_for_what_it_was_made() {
    String free =
        yard.volume(
            "steadystate:environment=dev",
            "steadystate:resource=instance/box",
            "steadystate:installation=default");
    yard.days(3);

    Orphan orphan = yard.search(EMPTY).all().getFirst();

    assertThat(orphan.thing().id()).isEqualTo(free);
    assertThat(orphan.whose().words()).isEqualTo("ours, dev");
    assertThat(orphan.whose().madeBy()).contains("Steadystate for instance/box");
    assertThat(orphan.age(yard.lab.clock().instant())).contains(Duration.ofDays(3));
  }

  @Test
  void whose_it_is_stands_in_its_tags() {
    yard.volume("steadystate:environment=dev", "steadystate:installation=elsewhere");
    yard.volume("CreatedBy=kim");
    yard.volume();
    yard.days(1);

    assertThat(yard.search().all())
        .extracting(one -> one.whose().words() + " " + one.whose().madeBy().orElse("-"))
        .containsExactlyInAnyOrder(
            "another installation's, dev Steadystate", "owner unknown kim", "owner unknown -");
  }

  @Test
  void each_has_its_price_or_says_that_it_has_none() {
    String address = yard.address();
    String disk = yard.volume();
    String snapshot = yard.snapshot(disk);
    String group = yard.group("idle");
    yard.days(40);
    Map<String, Orphan> byId =
        yard.search().all().stream()
            .collect(java.util.stream.Collectors.toMap(one -> one.thing().id(), one -> one));

    // eu-west-1: an address at $0.005 an hour over 730 h, 100 GB of gp3 at $0.088
    assertThat(byId.get(address).cost().monthly()).isEqualByComparingTo("3.65");
    assertThat(byId.get(disk).cost().monthly()).isEqualByComparingTo("8.8");
    assertThat(byId.get(snapshot).cost().isUnknown()).isTrue();
    assertThat(byId.get(group).cost().charges()).isEmpty();
    assertThat(yard.search().monthly()).isEqualByComparingTo(new BigDecimal("12.45"));
    assertThat(yard.search().unpriced()).isEqualTo(1);
  }

  @Test
  void only_what_was_asked_for_is_read() {
    yard.address();
    yard.group("idle");

    yard.search(Set.of(Sort.SECURITY_GROUP));

    assertThat(yard.lab.calls()).doesNotContainKey("ec2:DescribeAddresses");
  }
}
