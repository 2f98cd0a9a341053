package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.shop;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Plan;
import steadystate.policy.Approval;
import steadystate.reconcile.pass.Receipt;

/** What a person lets go, how long that holds, and when it is void. */
class ApprovalCasesTest {
  private static final String FOUR = "securityGroups: {a1: {}, a2: {}, a3: {}, a4: {}}";
  private static final String ONE = "securityGroups: {a4: {}}";

  private final Ground ground = new Ground();
  private final Lab lab = ground.lab;

  private Plan plan(String yaml) {
    return lab.look(yaml).plan();
  }

  private void approve(String fingerprint) {
    lab.options(lab.options().approved(Set.of(fingerprint)));
  }

  @Test
  void a_teardown_of_many_passes_is_approved_once() {
    ground.steady(shop());
    Plan down = plan(Lab.HEAD);
    approve(down.fingerprint());

    Receipt receipt = lab.apply(Lab.HEAD);

    assertThat(down.changes()).anyMatch(Change::needsApproval);
    assertThat(receipt.passes()).isGreaterThan(1);
    assertThat(receipt.outcome()).isEqualTo(STEADY);
    assertThat(plan(Lab.HEAD).isEmpty()).isTrue();
  }

  @Test
  void de_16_what_needs_an_approval_is_held_and_says_of_what_kind_the_hold_is() {
    ground.steady(FOUR);

    assertThat(plan(ONE).changes())
        .hasSize(3)
        .allSatisfy(change ->
            assertThat(change.held().orElseThrow()).isInstanceOf(Hold.NeedsApproval.class));
    assertThat(ground.writes(() -> lab.apply(ONE))).isEmpty();
  }

  @Test
  void de_16_a_network_goes_only_with_an_approval_of_the_very_plan() {
    String network = "network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 0}";
    ground.steady(network);

    Plan down = plan(Lab.HEAD);
    ground.writes(() -> lab.apply(Lab.HEAD));
    assertThat(down.changes())
        .filteredOn(change -> change.resource().kind().equals("vpc"))
        .singleElement()
        .satisfies(change -> assertThat(change.needsApproval()).isTrue());
    assertThat(ground.ec2.describeVpcs().vpcs())
        .anyMatch(vpc -> vpc.cidrBlock().equals("10.0.0.0/16"));

    approve(plan(Lab.HEAD).fingerprint());
    assertThat(lab.apply(Lab.HEAD).outcome()).isEqualTo(STEADY);
    assertThat(ground.ec2.describeVpcs().vpcs())
        .noneMatch(vpc -> vpc.cidrBlock().equals("10.0.0.0/16"));
  }

  @Test
  void de_17_an_approval_is_void_when_what_lives_has_moved_since() {
    ground.steady(FOUR);
    String approved = plan(ONE).fingerprint();
    approve(approved);
    ground.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(ground.theGroup("dev-a2").groupId())
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .cidrIp("10.0.0.0/8"));

    List<String> writes = ground.writes(() -> lab.apply(ONE));

    assertThat(writes).isEmpty();
    assertThat(plan(ONE).fingerprint()).isNotEqualTo(approved);
  }

  @Test
  void an_approval_holds_while_the_plan_only_shrinks() {
    ground.steady(FOUR);
    Approval approval = Approval.of(plan(ONE));

    ground.ec2.deleteSecurityGroup(r -> r.groupId(ground.theGroup("dev-a1").groupId()));

    assertThat(plan(ONE).changes()).hasSize(2);
    assertThat(approval.covers(plan(ONE))).isTrue();
    assertThat(approval.release(plan(Lab.HEAD)).changes()).anyMatch(Change::needsApproval);
  }

  @Test
  void an_approval_is_void_for_all_when_something_else_comes_to_need_one() {
    ground.steady(FOUR);
    Approval approval = Approval.of(plan(ONE));
    Plan more = plan(Lab.HEAD);

    assertThat(approval.covers(more)).isFalse();
    assertThat(approval.release(more)).isEqualTo(more);
  }

  @Test
  void what_our_own_steps_touched_may_have_moved_and_what_others_touched_may_not() {
    ground.steady(FOUR);
    Approval approval = Approval.of(plan(ONE));
    Change second = plan(ONE).changes().get(1);
    ground.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(second.arn().orElseThrow().replaceAll(".*/", ""))
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .cidrIp("10.0.0.0/8"));

    assertThat(approval.covers(plan(ONE))).isFalse();
    assertThat(approval.wrote(List.of(second.resource())).covers(plan(ONE))).isTrue();
  }
}
