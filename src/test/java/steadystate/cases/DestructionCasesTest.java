package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.group;
import static steadystate.cases.Ground.owner;
import static steadystate.cases.Ground.shop;
import static steadystate.cases.Ground.tcp;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Tag;
import steadystate.drift.Status;
import steadystate.failure.FailureException;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Account;
import steadystate.sandbox.Call;

/** Accidents that took somebody's environment away, and must not take anything away here. */
class DestructionCasesTest {
  private final Ground ground = new Ground();

  @Test
  void de_10_with_the_credentials_of_another_account_nothing_is_asked_but_whose_they_are() {
    ground.lab.sandbox().account(Account.of("444455556666"));

    assertThatThrownBy(() -> ground.lab.apply(shop()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("444455556666")
        .hasMessageContaining("123456789012");

    assertThat(ground.lab.sandbox().recording().attempts())
        .extracting(Call::action)
        .containsExactly("sts:GetCallerIdentity");
  }

  @Test
  void de_13_a_service_without_our_tags_is_a_conflict_until_the_spec_says_to_take_it() {
    String written = shop();
    ground.steady(written);
    ground.ecs.untagResource(r ->
        r.resourceArn(ground.service("api").serviceArn())
            .tagKeys(
                ground
                    .ecs
                    .describeServices(
                        d -> d.cluster("dev").services("api").includeWithStrings("TAGS"))
                    .services()
                    .getFirst()
                    .tags()
                    .stream()
                    .map(Tag::key)
                    .toList()));

    List<String> writes = ground.writes(() -> ground.lab.apply(written));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.finding(written, "service/api").status()).isEqualTo(Status.CONFLICT);
    String adopting =
        edited(written, "    desiredCount: 2", "    adopt: matching\n    desiredCount: 2");
    ground.steady(adopting);
    assertThat(ground.creates()).containsEntry("ecs:CreateService", 1L);
  }

  @Test
  void de_14_of_two_environments_with_the_same_names_the_first_keeps_what_it_has() {
    String named =
        shop(
            "description: api tasks", "description: api tasks\n    name: shared-api",
            "    securityGroups: [securityGroup/alb]",
                "    name: shared\n    securityGroups: [securityGroup/alb]");
    String first = whole("one", named);
    String second = whole("two", named);
    ground.steady(first);
    ground.lab.pass(second);
    String group = ground.theGroup("shared-api").groupId();

    for (int i = 0; i < 20; i++) {
      ground.lab.pass(i % 2 == 0 ? second : first);
      assertThat(owner(ground.theGroup("shared-api"))).isEqualTo("one");
    }

    assertThat(ground.theGroup("shared-api").groupId()).isEqualTo(group);
    assertThat(ground.lab.finding(second, "securityGroup/api").status()).isEqualTo(Status.CONFLICT);
    assertThat(ground.lab.finding(second, "securityGroup/api").message())
        .contains("environment one");
    assertThat(ground.lab.finding(second, "loadBalancer/public").status())
        .isEqualTo(Status.CONFLICT);
    ground.still(first);
    assertThat(ground.writes(() -> ground.lab.pass(second))).isEmpty();
  }

  @Test
  void de_14_a_service_that_two_environments_name_stays_with_the_first() {
    String one = "cluster: {name: shared}\n" + SERVICE;
    String first = whole("one", one);
    String second = whole("two", one);
    ground.steady(first);

    for (int i = 0; i < 20; i++) {
      ground.lab.pass(i % 2 == 0 ? second : first);
    }

    assertThat(ground.lab.finding(second, "cluster/main").status()).isEqualTo(Status.CONFLICT);
    assertThat(ground.lab.finding(second, "service/api").status()).isEqualTo(Status.CONFLICT);
    assertThat(ground.lab.finding(first, "service/api").status()).isEqualTo(Status.IN_SYNC);
    ground.still(first);
  }

  @Test
  void de_17_a_plan_that_was_approved_is_not_carried_out_when_aws_has_changed_since() {
    ground.steady(shop());
    String after = shop("1.4.2", "1.5.0");
    String approved = ground.lab.look(after).plan().fingerprint();
    ground.open("dev-api", tcp(22, "0.0.0.0/0"));
    ground.lab.options(ground.lab.options().only(approved));

    List<String> writes =
        ground.writes(() ->
            assertThat(ground.lab.apply(after).outcome())
                .isInstanceOf(Receipt.Outcome.Failed.class));

    assertThat(writes).isEmpty();
    ground.lab.options(ground.lab.options().only(ground.lab.look(after).plan().fingerprint()));
    assertThat(ground.lab.apply(after).outcome()).isEqualTo(STEADY);
  }

  @Test
  void de_19_a_copy_of_an_environment_under_another_name_is_an_environment_of_its_own() {
    ground.steady(whole("prod", shop()));

    ground.steady(whole("dev", shop()));

    assertThat(ground.groups("prod-api")).hasSize(1);
    assertThat(ground.groups("dev-api")).hasSize(1);
    assertThat(owner(ground.theGroup("prod-api"))).isEqualTo("prod");
    ground.still(whole("prod", shop()));
  }

  @Test
  void de_22_a_paused_environment_is_compared_and_not_written() {
    ground.steady(shop());
    ground.open("dev-api", tcp(22, "0.0.0.0/0"));
    String paused =
        "reconcile: {suspend: {reason: an incident, by: ana}}\n" + shop("1.4.2", "1.5.0");

    List<String> writes = ground.writes(() -> ground.lab.apply(paused));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.differences(paused))
        .contains("securityGroup/api ingress[tcp/22 from 0.0.0.0/0]")
        .anyMatch(path -> path.startsWith("service/api ") && path.endsWith("image"));
  }

  @Test
  void de_23_the_network_that_two_environments_stand_in_stays_when_one_goes() {
    ground.steady(whole("one", shop()));
    ground.steady(whole("two", shop()));
    String vpc = ground.defaultVpc();

    List<String> writes = ground.writes(() -> torn("one"));

    assertThat(writes).noneMatch(w -> w.contains("Vpc") || w.contains("Subnet"));
    assertThat(ground.defaultVpc()).isEqualTo(vpc);
    assertThat(ground.groups("one-api")).isEmpty();
    assertThat(ground.groups("two-api")).hasSize(1);
    ground.still(whole("two", shop()));
  }

  @Test
  void de_25_what_is_to_be_retained_stays_and_carries_our_name_no_more() {
    String before = "securityGroups: {kept: {deletionPolicy: retain}, rest: {}}";
    ground.steady(before);

    ground.steady("securityGroups: {rest: {}}");

    assertThat(owner(ground.theGroup("dev-kept"))).isEqualTo("nobody");
    assertThat(ground.theGroup("dev-kept").tags())
        .noneMatch(t -> t.key().startsWith("steadystate:"));
  }

  @Test
  void de_25_a_retained_service_runs_on() {
    String before =
        edited(SERVICE, "    desiredCount", "    deletionPolicy: retain\n    desiredCount");
    ground.steady(before + "  other:\n    image: repo/other:1\n    cpu: 256\n    memory: 512\n");

    ground.steady("services:\n  other:\n    image: repo/other:1\n    cpu: 256\n    memory: 512\n");

    assertThat(ground.service("api").status()).isEqualTo("ACTIVE");
    assertThat(ground.service("api").runningCount()).isEqualTo(1);
  }

  @Test
  void de_29_more_deletes_than_a_pass_may_make_are_held_and_counted() {
    StringBuilder yaml = new StringBuilder("securityGroups:\n");
    for (int i = 10; i < 30; i++) {
      yaml.append("  g").append(i).append(": {}\n");
    }
    String all = yaml.toString();
    ground.steady(all);
    String six = all.replaceAll("  g1[0-5]: \\{}\n", "");
    String five = all.replaceAll("  g1[0-4]: \\{}\n", "");

    List<String> writes = ground.writes(() -> ground.lab.apply(six));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.look(six).plan().changes())
        .hasSize(6)
        .allMatch(change -> change.held().orElseThrow().reason().contains("maxDeletes"));
    ground.steady(five);
    assertThat(ground.groups("dev-g14")).isEmpty();
    assertThat(ground.groups("dev-g15")).hasSize(1);
    ground.steady(six);
  }

  @Test
  void de_29_an_approval_of_the_plan_lets_the_deletes_go_and_not_those_of_another_plan() {
    ground.steady("securityGroups: {a1: {}, a2: {}, a3: {}, a4: {}}");
    String after = "securityGroups: {a4: {}}";
    String plan = ground.lab.look(after).plan().fingerprint();
    ground.lab.options(ground.lab.options().approved(Set.of(plan)));

    String other = "securityGroups: {a3: {}}";
    assertThat(ground.writes(() -> ground.lab.apply(other))).isEmpty();
    assertThat(ground.lab.apply(after).outcome()).isEqualTo(STEADY);
    assertThat(ground.groups("dev-a1")).isEmpty();
  }

  @Test
  void de_13_a_group_without_our_tags_is_a_conflict_until_the_spec_says_to_take_it() {
    ground.ec2.createSecurityGroup(
        r -> r.groupName("dev-api").description("by hand").vpcId(ground.defaultVpc()));
    String written = group("ingress: []");

    assertThat(ground.writes(() -> ground.lab.apply(written))).isEmpty();
    assertThat(ground.lab.finding(written, "securityGroup/api").message())
        .contains("adopt: matching");

    ground.steady(group("adopt: matching", "ingress: []"));
    assertThat(owner(ground.theGroup("dev-api"))).isEqualTo("dev");
  }

  private static final String SERVICE =
      """
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          desiredCount: 1
      """;

  private static String whole(String environment, String spec) {
    return edited(Lab.HEAD, "name: dev", "name: " + environment) + spec.indent(2);
  }

  /** A person approves the plan once, and that holds all the way down. */
  private void torn(String environment) {
    String empty = edited(Lab.HEAD, "name: dev", "name: " + environment);
    Lab lab = ground.lab;
    lab.options(lab.options().approved(Set.of(lab.look(empty).plan().fingerprint())));
    assertThat(lab.apply(empty).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(empty).plan().isEmpty()).isTrue();
  }
}
