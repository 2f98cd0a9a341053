package steadystate.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.Tables;

class Ec2SecurityGroupsTest {
  private static final String REGION = "eu-west-1";

  private final Sandbox aws = new Sandbox(new ManualClock());
  private final Ec2Client ec2 = aws.client(Ec2Client.class, REGION);

  @Test
  void every_region_begins_with_a_default_vpc_and_its_group() {
    String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();

    List<SecurityGroup> groups = ec2.describeSecurityGroups().securityGroups();

    assertThat(groups).extracting(SecurityGroup::groupName).containsExactly("default");
    assertThat(groups).extracting(SecurityGroup::vpcId).containsExactly(vpc);
    assertThat(ec2.describeSubnets().subnets())
        .hasSize(3)
        .allSatisfy(subnet -> assertThat(subnet.mapPublicIpOnLaunch()).isTrue())
        .allSatisfy(subnet -> assertThat(subnet.availableIpAddressCount()).isEqualTo(4091))
        .extracting(subnet -> subnet.cidrBlock())
        .containsExactly("172.31.0.0/20", "172.31.16.0/20", "172.31.32.0/20");
    assertThat(ec2.describeRouteTables().routeTables().getFirst().routes())
        .extracting(route -> route.gatewayId())
        .contains(
            "local",
            ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId());
    assertThat(aws.client(Ec2Client.class, "us-east-1").describeVpcs().vpcs().getFirst().vpcId())
        .isNotEqualTo(vpc);
  }

  @Test
  void a_new_group_lets_everything_out_and_nothing_in() {
    String id = group("web");

    SecurityGroup web = group(id, ec2);

    assertThat(web.ipPermissions()).isEmpty();
    assertThat(web.ipPermissionsEgress())
        .containsExactly(
            IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .ipv6Ranges(List.of())
                .prefixListIds(List.of())
                .userIdGroupPairs(List.of())
                .build());
  }

  @Test
  void names_and_descriptions_are_judged_as_aws_judges_them() {
    group("web");

    refused("InvalidGroup.Duplicate", () -> group("web"));
    refused("InvalidParameterValue", () -> group("sg-web"));
    refused("InvalidParameterValue", () -> group("wéb"));
    refused("InvalidParameterValue", () -> group("default"));
    refused("MissingParameter", () -> ec2.createSecurityGroup(g -> g.groupName("other")));
    refused(
        "InvalidVpcID.NotFound",
        () ->
            ec2.createSecurityGroup(
                g -> g.groupName("x").description("x").vpcId("vpc-00000000000000000")));
    refused(
        "InvalidGroup.NotFound",
        () -> ec2.describeSecurityGroups(g -> g.groupIds("sg-00000000000000000")));
    refused(
        "InvalidGroupId.Malformed", () -> ec2.describeSecurityGroups(g -> g.groupIds("sg-web")));
  }

  @Test
  void rules_come_back_in_the_form_of_aws() {
    String id = group("web");
    String peer = group("peer");

    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(id)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("6")
                    .fromPort(80)
                    .toPort(80)
                    .ipRanges(i -> i.cidrIp("10.0.0.5/8").description("office"))
                    .ipv6Ranges(i -> i.cidrIpv6("2001:DB8:0:0::1/32"))
                    .userIdGroupPairs(p -> p.groupId(peer).description("peer"))
                    .build(),
                IpPermission.builder()
                    .ipProtocol("-1")
                    .fromPort(1)
                    .toPort(2)
                    .ipRanges(i -> i.cidrIp("1.2.3.4/32"))
                    .build()));

    List<IpPermission> permissions = group(id, ec2).ipPermissions();
    IpPermission all = permissions.getFirst();
    IpPermission http = permissions.getLast();
    assertThat(all.ipProtocol()).isEqualTo("-1");
    assertThat(all.fromPort()).isNull();
    assertThat(http.ipProtocol()).isEqualTo("tcp");
    assertThat(http.ipRanges())
        .containsExactly(IpRange.builder().cidrIp("10.0.0.0/8").description("office").build());
    assertThat(http.ipv6Ranges().getFirst().cidrIpv6()).isEqualTo("2001:db8::/32");
    assertThat(http.userIdGroupPairs().getFirst().userId()).isEqualTo(Sandbox.DEFAULT_ACCOUNT);
    assertThat(http.userIdGroupPairs().getFirst().description()).isEqualTo("peer");
  }

  @Test
  void authorizing_is_all_or_nothing() {
    String id = group("web");
    allow(id, 80, "10.0.0.0/8");

    refused(
        "InvalidPermission.Duplicate",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(tcp(443, "10.0.0.0/8"), tcp(80, "10.1.2.3/8"))));
    refused(
        "InvalidParameterValue",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(tcp(22, "10.0.0.0/8"), tcp(22, "10.0.0.0/8"))));
    refused("InvalidParameterValue", () -> allow(id, 22, "10.0.0.0/99"));
    refused("InvalidGroup.NotFound", () -> allowGroup(id, "sg-00000000000000000"));

    assertThat(group(id, ec2).ipPermissions())
        .extracting(IpPermission::fromPort)
        .containsExactly(80);
  }

  @Test
  void sixty_rules_are_the_most() {
    String id = group("web");

    IntStream.rangeClosed(1, 60).forEach(port -> allow(id, port, "10.0.0.0/8"));

    refused("RulesPerSecurityGroupLimitExceeded", () -> allow(id, 61, "10.0.0.0/8"));
    assertThat(rules(id)).hasSize(61);
  }

  @Test
  void revoking_takes_all_the_named_rules_or_none() {
    String id = group("web");
    allow(id, 80, "10.0.0.0/8");
    allow(id, 443, "10.0.0.0/8");

    refused(
        "InvalidPermission.NotFound",
        () ->
            ec2.revokeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(tcp(80, "10.0.0.0/8"), tcp(81, "10.0.0.0/8"))));
    assertThat(group(id, ec2).ipPermissions()).hasSize(2);

    ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(tcp(80, "10.0.0.0/8")));
    String left =
        rules(id).stream()
            .filter(rule -> !rule.isEgress())
            .findFirst()
            .orElseThrow()
            .securityGroupRuleId();
    ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(left));

    assertThat(group(id, ec2).ipPermissions()).isEmpty();
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(left)));
  }

  @Test
  void descriptions_change_without_touching_the_rule() {
    String id = group("web");
    allow(id, 80, "10.0.0.0/8");
    String rule = rules(id).getLast().securityGroupRuleId();

    ec2.updateSecurityGroupRuleDescriptionsIngress(r ->
        r.groupId(id)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(80)
                    .toPort(80)
                    .ipRanges(i -> i.cidrIp("10.0.0.0/8").description("office"))
                    .build()));

    assertThat(rules(id).getLast().securityGroupRuleId()).isEqualTo(rule);
    assertThat(rules(id).getLast().description()).isEqualTo("office");
  }

  @Test
  void a_rule_can_be_modified_in_place() {
    String id = group("web");
    allow(id, 80, "10.0.0.0/8");
    allow(id, 81, "10.0.0.0/8");
    String rule = rules(id).getLast().securityGroupRuleId();
    IntConsumer moveTo =
        port ->
            ec2.modifySecurityGroupRules(r ->
                r.groupId(id)
                    .securityGroupRules(u ->
                        u.securityGroupRuleId(rule)
                            .securityGroupRule(s ->
                                s.ipProtocol("tcp")
                                    .fromPort(port)
                                    .toPort(port)
                                    .cidrIpv4("10.0.0.0/8"))));

    moveTo.accept(443);

    assertThat(rules(id).getLast().fromPort()).isEqualTo(443);
    assertThat(rules(id).getLast().securityGroupRuleId()).isEqualTo(rule);
    refused("InvalidPermission.Duplicate", () -> moveTo.accept(80));
  }

  @Test
  void a_group_in_use_stays() {
    String worn = group("worn");
    String named = group("named");
    String naming = group("naming");
    allowGroup(naming, named);
    String eni =
        aws.inside(
            REGION,
            scene ->
                Ec2Interfaces.store(
                        scene,
                        Ec2Interfaces.fresh(
                            scene,
                            scene.table(Tables.SUBNETS).values().iterator().next(),
                            List.of(worn)))
                    .networkInterfaceId());

    refused("DependencyViolation", () -> delete(worn));
    refused("DependencyViolation", () -> delete(named));
    refused("CannotDelete", () -> delete(byName("default").groupId()));
    assertThat(
            ec2.describeNetworkInterfaces(r -> r.filters(filter("group-id", worn)))
                .networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .containsExactly(eni);

    aws.inside(REGION, scene -> scene.table(Tables.NETWORK_INTERFACES).remove(eni));
    delete(worn);
    delete(naming);
    delete(named);

    refused("InvalidGroup.NotFound", () -> delete(worn));
    assertThat(ec2.describeSecurityGroups().securityGroups()).hasSize(1);
  }

  @Test
  void a_group_that_names_itself_can_go() {
    String id = group("web");
    allowGroup(id, id);

    delete(id);

    assertThat(
            ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", id)))
                .securityGroupRules())
        .isEmpty();
  }

  @Test
  void tags_come_with_the_create_call_and_can_be_searched() {
    String id =
        ec2.createSecurityGroup(g ->
                g.groupName("web")
                    .description("web")
                    .tagSpecifications(t ->
                        t.resourceType(ResourceType.SECURITY_GROUP)
                            .tags(Tag.builder().key("env").value("dev").build())))
            .groupId();

    ec2.createTags(r -> r.resources(id).tags(t -> t.key("team").value("shop")));

    assertThat(byFilter("tag:env", "d*")).containsExactly(id);
    assertThat(byFilter("tag-key", "team")).containsExactly(id);
    assertThat(byFilter("tag:env", "prod")).isEmpty();
    assertThat(ec2.describeTags(r -> r.filters(filter("resource-id", id))).tags()).hasSize(2);
    ec2.deleteTags(r -> r.resources(id).tags(t -> t.key("env").value("other")));
    assertThat(byFilter("tag:env", "dev")).containsExactly(id);
    ec2.deleteTags(r -> r.resources(id).tags(t -> t.key("env")));
    assertThat(byFilter("tag:env", "dev")).isEmpty();
    refused(
        "InvalidParameterValue",
        () -> ec2.createTags(r -> r.resources(id).tags(t -> t.key("aws:x").value(""))));
    refused("InvalidParameterValue", () -> byFilter("nonsense", "x"));
  }

  @Test
  void groups_come_in_pages() {
    IntStream.range(0, 11).forEach(i -> group("web-" + i));

    assertThat(ec2.describeSecurityGroups(r -> r.maxResults(5)).securityGroups()).hasSize(5);
    assertThat(ec2.describeSecurityGroupsPaginator(r -> r.maxResults(5)).securityGroups())
        .hasSize(12)
        .doesNotHaveDuplicates();
    refused("InvalidParameterValue", () -> ec2.describeSecurityGroups(r -> r.maxResults(4)));
  }

  @Test
  void a_dry_run_does_nothing() {
    refused(
        "DryRunOperation",
        () -> ec2.createSecurityGroup(g -> g.groupName("web").description("web").dryRun(true)));

    assertThat(byFilter("group-name", "web")).isEmpty();
  }

  private String group(String name) {
    return ec2.createSecurityGroup(g -> g.groupName(name).description("for a test")).groupId();
  }

  private static SecurityGroup group(String id, Ec2Client ec2) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
  }

  private SecurityGroup byName(String name) {
    return ec2.describeSecurityGroups(r -> r.filters(filter("group-name", name)))
        .securityGroups()
        .getFirst();
  }

  private List<String> byFilter(String name, String value) {
    return ec2.describeSecurityGroups(r -> r.filters(filter(name, value))).securityGroups().stream()
        .map(SecurityGroup::groupId)
        .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private List<SecurityGroupRule> rules(String id) {
    return ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", id)))
        .securityGroupRules();
  }

  private static IpPermission tcp(int port, String cidr) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(i -> i.cidrIp(cidr))
        .build();
  }

  private void allow(String id, int port, String cidr) {
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(tcp(port, cidr)));
  }

  private void allowGroup(String id, String peer) {
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(id)
            .ipPermissions(
                IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(80)
                    .toPort(80)
                    .userIdGroupPairs(p -> p.groupId(peer))
                    .build()));
  }

  private void delete(String id) {
    ec2.deleteSecurityGroup(r -> r.groupId(id));
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
