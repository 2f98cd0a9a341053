package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.Written.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import steadystate.drift.Status;
import steadystate.kinds.Stage;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.resource.Value;
import steadystate.sandbox.Fault;

class SecurityGroupKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private final Stage stage = new Stage();
  private final Ec2Client ec2 = stage.aws.client(Ec2Client.class, Stage.REGION);

  @Test
  void groups_that_name_each_other_stand_after_one_apply() {
    stage.write("securityGroups", "a", "ingress", List.of(tcp(80, "securityGroup/b")));
    stage.write("securityGroups", "b", "ingress", List.of(tcp(80, "securityGroup/a")));

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes())
        .containsExactly(
            "CreateSecurityGroup",
            "CreateSecurityGroup",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupIngress");
    assertThat(rules("dev-a", Direction.INGRESS)).containsExactly("tcp/80 from " + id("dev-b"));
    assertThat(stage.differences("securityGroup/a")).isEmpty();
  }

  @Test
  void groups_that_name_each_other_can_go() {
    stage.write("securityGroups", "c");
    stage.write("securityGroups", "d");
    stage.write("securityGroups", "a", "ingress", List.of(tcp(80, "securityGroup/b")));
    stage.write("securityGroups", "b", "ingress", List.of(tcp(80, "securityGroup/a")));
    stage.apply();
    stage.erase("securityGroups", "a").erase("securityGroups", "b");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(names()).containsExactlyInAnyOrder("dev-c", "dev-d");
  }

  @Test
  void whatever_spelling_was_written_nothing_differs_afterwards() {
    String list = prefixList();
    stage.write("securityGroups", "peer");
    stage.write(
        "securityGroups",
        "api",
        "description",
        "api tasks",
        "ingress",
        List.of(
            map("protocol", "6", "ports", 443, "from", List.of("10.0.0.0/8", "192.0.2.0/24")),
            map("protocol", "TCP", "ports", 443, "from", "securityGroup/peer"),
            map("protocol", "17", "ports", "9000-9010", "from", "2001:DB8:1::4:5:6:7/128"),
            map("protocol", "58", "from", "self"),
            map("protocol", "icmp", "type", 8, "code", -1, "from", "self"),
            map("protocol", "tcp", "ports", "all", "from", list),
            map("protocol", "-1", "from", "self", "description", "each other")),
        "egress",
        List.of(map("protocol", "all", "to", "0.0.0.0/0")));
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    for (int seed = 1; seed <= 5; seed++) {
      stage.aws.conditions().shuffle(seed);
      assertThat(stage.differences("securityGroup/api")).isEmpty();
    }
    assertThat(stage.problems).isEmpty();
  }

  @Test
  void one_more_address_is_one_call_that_carries_it_alone() {
    List<String> twenty = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      twenty.add("10." + i + ".0.0/16");
    }
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, twenty)));
    stage.apply();
    twenty.add("10.99.0.0/16");
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, twenty)));
    stage.listen();

    stage.apply();

    List<IpPermission> sent =
        stage.aws.recording().writes().stream()
            .map(call -> call.request())
            .filter(AuthorizeSecurityGroupIngressRequest.class::isInstance)
            .flatMap(r -> ((AuthorizeSecurityGroupIngressRequest) r).ipPermissions().stream())
            .toList();
    assertThat(stage.writes())
        .contains("AuthorizeSecurityGroupIngress")
        .doesNotContain("RevokeSecurityGroupIngress");
    assertThat(sent)
        .singleElement()
        .extracting(p -> p.ipRanges().getFirst().cidrIp())
        .isEqualTo("10.99.0.0/16");
  }

  @Test
  void a_rule_is_added_before_another_goes() {
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "10.0.0.0/8")));
    stage.apply();
    stage.write("securityGroups", "api", "ingress", List.of(tcp(81, "10.0.0.0/8")));
    stage.listen();

    stage.apply();

    assertThat(stage.writes())
        .startsWith("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress");
    assertThat(rules("dev-api", Direction.INGRESS)).containsExactly("tcp/81 from 10.0.0.0/8");
  }

  @Test
  void a_rule_that_differs_by_description_alone_is_changed_in_place() {
    stage.write("securityGroups", "peer");
    stage.write("securityGroups", "api", "ingress", List.of(described("old")));
    stage.apply();
    stage.write("securityGroups", "api", "ingress", List.of(described("new")));
    stage.listen();

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes())
        .contains("UpdateSecurityGroupRuleDescriptionsIngress")
        .doesNotContain("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress");
    assertThat(stage.differences("securityGroup/api")).isEmpty();
  }

  @Test
  void a_port_opened_by_hand_is_drift_that_reads_well_and_is_closed() {
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "10.0.0.0/8")));
    stage.apply();
    byHand("dev-api", 22, "0.0.0.0/0");

    assertThat(stage.finding("securityGroup/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(stage.finding("securityGroup/api").fields())
        .singleElement()
        .extracting(field -> field.path().toString())
        .isEqualTo("ingress[tcp/22 from 0.0.0.0/0]");
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(rules("dev-api", Direction.INGRESS)).containsExactly("tcp/80 from 10.0.0.0/8");
  }

  @Test
  void an_additive_group_leaves_the_rules_of_others_alone_and_names_them() {
    stage.write("securityGroups", "peer");
    stage.write(
        "securityGroups",
        "api",
        "rules",
        "additive",
        "ingress",
        List.of(tcp(80, "securityGroup/peer")),
        "egress",
        List.of());
    stage.apply();
    byHand("dev-api", 22, "192.0.2.0/24");

    assertThat(stage.finding("securityGroup/api").status()).isEqualTo(Status.IN_SYNC);
    assertThat(stage.finding("securityGroup/api").live().orElseThrow().notOurs())
        .isEqualTo(
            Map.of(
                "ingress[tcp/22 from 192.0.2.0/24]", "rules: additive",
                "egress[all to 0.0.0.0/0]", "rules: additive"));
    stage.write("securityGroups", "api", "rules", "additive", "ingress", List.of(tcp(81, "self")));
    stage.apply();
    assertThat(rules("dev-api", Direction.INGRESS))
        .contains("tcp/22 from 192.0.2.0/24", "tcp/81 from self");
  }

  @Test
  void egress_that_is_left_out_stays_as_aws_made_it_and_empty_egress_closes_it() {
    stage.write("securityGroups", "open");
    stage.write("securityGroups", "closed", "egress", List.of());

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(rules("dev-open", Direction.EGRESS)).containsExactly("all to 0.0.0.0/0");
    assertThat(rules("dev-closed", Direction.EGRESS)).isEmpty();
  }

  @Test
  void the_description_of_a_group_cannot_change_and_the_plan_says_no() {
    stage.write("securityGroups", "api", "description", "old");
    stage.apply();
    stage.write("securityGroups", "api", "description", "new");

    assertThat(stage.finding("securityGroup/api").refused())
        .singleElement()
        .extracting(field -> field.path().toString())
        .isEqualTo("description");
    stage.write("securityGroups", "api");
    assertThat(stage.differences("securityGroup/api")).isEmpty();
  }

  @Test
  void a_new_name_is_a_new_group_to_which_the_others_move_before_the_old_one_goes() {
    stage.write("securityGroups", "web", "ingress", List.of(tcp(80, "0.0.0.0/0")));
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "securityGroup/web")));
    stage.apply();
    stage.named(
        "securityGroups", "web", Optional.of("front"), "ingress", List.of(tcp(80, "0.0.0.0/0")));
    stage.listen();

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(names()).containsExactlyInAnyOrder("dev-api", "front");
    assertThat(rules("dev-api", Direction.INGRESS)).containsExactly("tcp/80 from " + id("front"));
    assertThat(stage.writes()).startsWith("CreateSecurityGroup").endsWith("DeleteSecurityGroup");
  }

  @Test
  void a_lost_answer_makes_no_twin() {
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "self")));
    stage.aws.conditions().loseAnswers("ec2:CreateSecurityGroup", 1);
    stage.aws.conditions().loseAnswers("ec2:AuthorizeSecurityGroupIngress", 1);

    stage.apply();
    stage.aws.conditions().clear();
    stage.pause(java.time.Duration.ofMinutes(2));

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(names()).containsExactly("dev-api");
    assertThat(rules("dev-api", Direction.INGRESS)).containsExactly("tcp/80 from self");
  }

  @Test
  void a_group_of_the_name_that_is_not_ours_is_a_conflict_and_stays_as_it_is() {
    ec2.createSecurityGroup(r -> r.groupName("dev-api").description("theirs").vpcId(defaultVpc()));
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "self")));
    stage.listen();

    stage.apply();

    assertThat(stage.finding("securityGroup/api").status()).isEqualTo(Status.CONFLICT);
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void the_name_may_be_taken_in_another_vpc() {
    String other = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    ec2.createSecurityGroup(r -> r.groupName("dev-api").description("theirs").vpcId(other));
    stage.write("securityGroups", "api");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
  }

  @Test
  void a_group_that_a_stranger_names_waits_and_says_for_whom() {
    stage.write("securityGroups", "api");
    stage.write("securityGroups", "b");
    stage.write("securityGroups", "c");
    stage.apply();
    String theirs =
        ec2.createSecurityGroup(
                r -> r.groupName("theirs").description("theirs").vpcId(defaultVpc()))
            .groupId();
    String ours = id("dev-api");
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(theirs)
            .ipPermissions(p -> p.ipProtocol("-1").userIdGroupPairs(g -> g.groupId(ours))));
    stage.erase("securityGroups", "api");

    Receipt receipt = stage.apply();

    assertThat(receipt.steps())
        .filteredOn(step -> step.verb().equals("delete"))
        .isNotEmpty()
        .allSatisfy(step ->
            assertThat(step.failure().orElseThrow().message())
                .isEqualTo(ours + " is still used by security group " + theirs + " theirs"));
    assertThat(names()).contains("dev-api");
  }

  @Test
  void tags_removed_by_hand_come_back() {
    stage.write("securityGroups", "api");
    stage.apply();
    ec2.deleteTags(r -> r.resources(id("dev-api")).tags(t -> t.key(Owner.RESOURCE)));
    assertThat(stage.differences("securityGroup/api"))
        .containsExactly("tags[steadystate:resource]: (absent) -> securityGroup/api");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(group("dev-api").tags())
        .anyMatch(t -> t.key().equals(Owner.RESOURCE) && t.value().equals("securityGroup/api"));
  }

  @Test
  void a_rule_that_somebody_added_meanwhile_is_no_failure() {
    stage.write("securityGroups", "api");
    stage.apply();
    stage.write(
        "securityGroups", "api", "ingress", List.of(tcp(80, List.of("10.0.0.0/8", "self"))));
    stage
        .aws
        .conditions()
        .hook(
            new steadystate.sandbox.Hook() {
              private boolean done;

              @Override
              public void before(steadystate.sandbox.Call call) {
                if (!done && call.matches("ec2:AuthorizeSecurityGroupIngress")) {
                  done = true;
                  byHand("dev-api", 80, "10.0.0.0/8");
                }
              }
            });

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(rules("dev-api", Direction.INGRESS))
        .containsExactlyInAnyOrder("tcp/80 from 10.0.0.0/8", "tcp/80 from self");
  }

  @Test
  void fifty_groups_are_seen_in_as_many_calls_as_one() {
    stage.write("securityGroups", "one", "ingress", List.of(tcp(80, "self")));
    stage.apply();
    long one = reads();
    for (int i = 0; i < 50; i++) {
      stage.write("securityGroups", "g" + i, "ingress", List.of(tcp(80, "self")));
    }
    stage.apply();

    assertThat(reads()).isEqualTo(one).isLessThanOrEqualTo(2);
  }

  @Test
  void a_group_that_aws_does_not_show_yet_is_waited_for() {
    stage.write("securityGroups", "api", "ingress", List.of(tcp(80, "self")));
    stage
        .aws
        .conditions()
        .fail(
            "ec2:AuthorizeSecurityGroupIngress",
            1,
            Fault.error("InvalidGroup.NotFound", 400, "The security group does not exist"));

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(rules("dev-api", Direction.INGRESS)).containsExactly("tcp/80 from self");
  }

  private long reads() {
    stage.listen();
    stage.finding("securityGroup/one");
    return stage.aws.recording().count("ec2:DescribeSecurityGroups");
  }

  private static Value.Entries tcp(int port, Object from) {
    return map("protocol", "tcp", "ports", port, "from", from);
  }

  private static Value.Entries described(String text) {
    return map(
        "protocol",
        "tcp",
        "ports",
        80,
        "from",
        List.of("10.0.0.0/8", "securityGroup/peer", "self"),
        "description",
        text);
  }

  private void byHand(String name, int port, String cidr) {
    String id = id(name);
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(id)
            .ipPermissions(p ->
                p.ipProtocol("tcp").fromPort(port).toPort(port).ipRanges(c -> c.cidrIp(cidr))));
  }

  private String prefixList() {
    return ec2.describeManagedPrefixLists(r -> {}).prefixLists().getFirst().prefixListId();
  }

  private String defaultVpc() {
    return ec2.describeVpcs(r -> r.filters(f -> f.name("is-default").values("true")))
        .vpcs()
        .getFirst()
        .vpcId();
  }

  private List<String> names() {
    return ec2
        .describeSecurityGroups(r -> r.filters(f -> f.name("vpc-id").values(defaultVpc())))
        .securityGroups()
        .stream()
        .map(SecurityGroup::groupName)
        .filter(name -> !name.equals("default") && !name.equals("theirs"))
        .toList();
  }

  private SecurityGroup group(String name) {
    return ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values(name)))
        .securityGroups()
        .getFirst();
  }

  private String id(String name) {
    return group(name).groupId();
  }

  private List<String> rules(String name, Direction direction) {
    return direction.of(group(name)).stream().map(rule -> rule.identity(direction)).toList();
  }
}
