package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.group;
import static steadystate.cases.Ground.owner;
import static steadystate.cases.Ground.shop;
import static steadystate.cases.Ground.tcp;
import static steadystate.cases.Ground.words;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.sandbox.Hook;

/** How groups come, go, and meet others that have their name. */
class SecurityGroupLifeCasesTest {
  private static final String CIRCLE =
      """
      securityGroups:
        one:
          ingress:
            - {protocol: tcp, ports: 1, from: securityGroup/two}
        two:
          ingress:
            - {protocol: tcp, ports: 2, from: securityGroup/one}
        rest: {}
        more: {}
      """;

  private final Ground ground = new Ground();

  @Test
  void sg_13_another_description_is_refused_because_aws_cannot_change_it() {
    ground.steady(shop());
    String after = shop("description: api tasks", "description: tasks of the api");

    List<String> writes =
        ground.writes(() ->
            assertThat(ground.lab.apply(after).outcome()).isEqualTo(new Receipt.Outcome.Refused()));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.look(after).plan().refusals())
        .anyMatch(refusal ->
            refusal.resource().toString().equals("securityGroup/api")
                && refusal.message().contains("description"));
  }

  @Test
  void sg_14_a_new_name_is_a_new_group_that_tasks_wear_before_the_old_one_goes() {
    ground.steady(shop());
    String old = ground.theGroup("dev-api").groupId();
    String after = shop("description: api tasks", "description: api tasks\n    name: shop-api");

    List<String> writes = ground.writes(() -> ground.steady(after));

    assertThat(writes)
        .containsSubsequence(
            "ec2:CreateSecurityGroup",
            "ec2:AuthorizeSecurityGroupIngress",
            "ecs:UpdateService",
            "ec2:DeleteSecurityGroup");
    assertThat(writes).filteredOn(w -> w.equals("ec2:DeleteSecurityGroup")).hasSize(1);
    assertThat(ground.groups("dev-api")).isEmpty();
    assertThat(ground.service("api").networkConfiguration().awsvpcConfiguration().securityGroups())
        .containsExactly(ground.theGroup("shop-api").groupId())
        .doesNotContain(old);
  }

  @Test
  void sg_17_rules_of_an_adopted_group_stay_and_are_listed_when_rules_are_additive() {
    adoptable();
    String written =
        group(
            "adopt: matching",
            "rules: additive",
            "ingress:",
            "  - {protocol: tcp, ports: 443, from: 10.0.0.0/8}");

    ground.steady(written);

    assertThat(ground.theGroup("dev-api").ipPermissions()).hasSize(3);
    assertThat(ground.lab.look(written).plan().notes())
        .filteredOn(note -> note.about().equals("not-ours"))
        .extracting(note -> note.message())
        .anyMatch(message -> message.contains("22"))
        .anyMatch(message -> message.contains("8443"));
  }

  @Test
  void sg_17_a_plan_shows_every_removal_before_an_exclusive_group_makes_it() {
    adoptable();
    String written =
        group("adopt: matching", "ingress:", "  - {protocol: tcp, ports: 443, from: 10.0.0.0/8}");

    assertThat(ground.lab.differences(written))
        .anyMatch(path -> path.contains("ingress") && path.contains("22"))
        .anyMatch(path -> path.contains("ingress") && path.contains("8443"));
    assertThat(ground.theGroup("dev-api").ipPermissions()).hasSize(2);

    ground.steady(written);

    assertThat(ground.theGroup("dev-api").ipPermissions())
        .extracting(IpPermission::fromPort)
        .containsExactly(443);
  }

  @Test
  void sg_19_groups_that_name_each_other_exist_empty_before_any_rule() {
    String two = CIRCLE.substring(0, CIRCLE.indexOf("  rest:"));

    List<String> writes = ground.writes(() -> ground.steady(two));

    assertThat(writes)
        .containsExactly(
            "ec2:CreateSecurityGroup",
            "ec2:CreateSecurityGroup",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:AuthorizeSecurityGroupIngress");
    assertThat(ground.theGroup("dev-one").ipPermissions()).hasSize(1);
    assertThat(ground.theGroup("dev-two").ipPermissions()).hasSize(1);
  }

  @Test
  void sg_20_groups_that_name_each_other_let_go_before_they_go() {
    ground.steady(CIRCLE);
    String after = "securityGroups: {rest: {}, more: {}}";

    List<String> writes = ground.writes(() -> ground.steady(after));

    assertThat(writes)
        .filteredOn(w -> !w.endsWith("Tags"))
        .containsExactly(
            "ec2:RevokeSecurityGroupIngress",
            "ec2:RevokeSecurityGroupIngress",
            "ec2:DeleteSecurityGroup",
            "ec2:DeleteSecurityGroup");
  }

  @Test
  void sg_25_a_group_that_a_stranger_names_waits_and_says_who_it_is() {
    ground.steady("securityGroups: {api: {}, rest: {}}");
    String api = ground.theGroup("dev-api").groupId();
    String stranger = stranger("theirs", r -> {});
    ground.ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(stranger)
            .ipPermissions(p ->
                p.ipProtocol("tcp").fromPort(1).toPort(1).userIdGroupPairs(g -> g.groupId(api))));
    String after = "securityGroups: {rest: {}}";

    List<String> writes =
        ground.writes(() -> assertThat(words(ground.lab.pass(after))).contains(stranger, "theirs"));

    assertThat(writes).isEmpty();
    assertThat(ground.theGroup("theirs").ipPermissions()).hasSize(1);
    ground.ec2.deleteSecurityGroup(r -> r.groupId(stranger));
    ground.steady(after);
    assertThat(ground.groups("dev-api")).isEmpty();
  }

  @Test
  void sg_26_a_duplicate_that_carries_our_tags_is_the_one_that_was_wished() {
    justBefore(
        "ec2:CreateSecurityGroup",
        call -> {
          CreateSecurityGroupRequest ours = (CreateSecurityGroupRequest) call.request();
          ground.ec2.createSecurityGroup(ours);
        });

    ground.steady(group("ingress:", "  - {protocol: tcp, ports: 443, from: 10.0.0.0/8}"));

    assertThat(ground.groups("dev-api")).hasSize(1);
  }

  @Test
  void sg_26_a_duplicate_without_our_tags_is_a_conflict_and_stays_as_it_is() {
    justBefore("ec2:CreateSecurityGroup", call -> stranger("dev-api", r -> {}));
    String written = group("ingress:", "  - {protocol: tcp, ports: 443, from: 10.0.0.0/8}");

    assertThat(ground.lab.apply(written).outcome()).isNotEqualTo(STEADY);

    assertThat(ground.lab.finding(written, "securityGroup/api").status())
        .isEqualTo(Status.CONFLICT);
    assertThat(owner(ground.theGroup("dev-api"))).isEqualTo("nobody");
    assertThat(ground.theGroup("dev-api").ipPermissions()).isEmpty();
  }

  @Test
  void sg_28_a_port_that_somebody_opens_to_the_world_is_drift_by_name_and_is_closed() {
    ground.steady(shop());
    ground.open("dev-api", tcp(22, "0.0.0.0/0"));

    Finding finding = ground.lab.finding(shop(), "securityGroup/api");

    assertThat(finding.status()).isEqualTo(Status.DRIFTED);
    assertThat(ground.lab.differences(shop()))
        .containsExactly("securityGroup/api ingress[tcp/22 from 0.0.0.0/0]");
    assertThat(ground.writes(() -> ground.steady(shop())))
        .containsExactly("ec2:RevokeSecurityGroupIngress");
  }

  private void adoptable() {
    stranger("dev-api", r -> {});
    ground.open("dev-api", tcp(22, "10.0.0.0/8"));
    ground.open("dev-api", tcp(8443, "10.0.0.0/8"));
  }

  private String stranger(String name, Consumer<CreateSecurityGroupRequest.Builder> more) {
    return ground
        .ec2
        .createSecurityGroup(r ->
            r.groupName(name)
                .description("made by hand")
                .vpcId(ground.defaultVpc())
                .applyMutation(more))
        .groupId();
  }

  /** Somebody else is quicker, once. */
  private void justBefore(String action, Consumer<Call> work) {
    AtomicBoolean done = new AtomicBoolean();
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            new Hook() {
              @Override
              public void before(Call call) {
                if (call.matches(action) && done.compareAndSet(false, true)) {
                  work.accept(call);
                }
              }
            });
  }
}
