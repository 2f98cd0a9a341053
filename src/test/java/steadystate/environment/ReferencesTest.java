package steadystate.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.model;
import static steadystate.environment.Specs.said;

import org.junit.jupiter.api.Test;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

class ReferencesTest {
  private static final String GROUPS = "securityGroups: {api: {}, alb: {}}";

  @Test
  void kind_and_key_stand_for_an_attribute_where_the_shape_says_so() {
    Environment dev =
        Specs.dev(GROUPS, "services: {api: {image: group/api, groups: [group/api, sg-123]}}");

    assertThat(model(dev, "service/api").list("groups"))
        .containsExactlyInAnyOrder(
            Value.reference(new ResourceId("group", "api"), "id"), Value.text("sg-123"));
    assertThat(model(dev, "service/api").get("image")).contains(Value.text("group/api"));
  }

  @Test
  void an_attribute_may_stand_inside_a_text_and_for_a_whole_list() {
    Environment dev =
        Specs.dev(
            GROUPS,
            "services: {api: {image: \"a-${group.api.id}-b\", command: \"${group.api.arn}\"}}");

    assertThat(model(dev, "service/api").get("image").orElseThrow())
        .isInstanceOf(Value.Template.class)
        .hasToString("a-${group.api.id}-b");
    assertThat(model(dev, "service/api").get("command").orElseThrow())
        .isInstanceOf(Value.Template.class);
  }

  @Test
  void a_reference_that_leads_nowhere_names_the_nearest() {
    assertThat(said(GROUPS, "services: {api: {image: x, groups: [group/alp]}}"))
        .containsExactly(
            "8:39 [unknown-reference] spec.services.api.groups[0]: this environment has no"
                + " `group/alp` | did you mean `group/alb`?");
    assertThat(said(GROUPS, "services: {api: {image: \"${group.nowhere.id}\"}}"))
        .containsExactly(
            "8:27 [unknown-reference] spec.services.api.image: this environment has no"
                + " `group/nowhere` | it has group/alb, group/api");
    assertThat(said("services: {api: {image: x, balancer: balancer/public}}"))
        .containsExactly(
            "7:40 [unknown-reference] spec.services.api.balancer: this environment has no"
                + " `balancer/public` | it has no balancer at all");
  }

  @Test
  void a_kind_that_is_not_there_names_the_nearest() {
    assertThat(said(GROUPS, "services: {api: {image: \"${grup.api.id}\", groups: [groups/api]}}"))
        .containsExactly(
            "8:27 [unknown-reference] spec.services.api.image: there is no kind of resource `grup`"
                + " | did you mean `group`?",
            "8:54 [wrong-reference] spec.services.api.groups[0]: no `groups` can stand here, but"
                + " group | did you mean `group/api`?");
  }

  @Test
  void a_kind_that_cannot_stand_in_a_place_is_told() {
    assertThat(
            said(
                "loadBalancers: {public: {}}",
                "services: {api: {image: x, groups: [balancer/public]}}"))
        .containsExactly(
            "8:39 [wrong-reference] spec.services.api.groups[0]: no `balancer` can stand here, but"
                + " group | did you mean `group/public`?");
  }

  @Test
  void a_bare_key_is_probably_a_reference() {
    assertThat(said(GROUPS, "services: {api: {image: x, groups: [api]}}"))
        .containsExactly(
            "8:39 [unknown-reference] spec.services.api.groups[0]: `api` is no id of AWS | did you"
                + " mean `group/api`?");
  }

  @Test
  void an_attribute_that_a_kind_does_not_have_names_the_nearest() {
    assertThat(
            said("loadBalancers: {public: {}}", "outputs: {url: \"${balancer.public.dnsname}\"}"))
        .containsExactly(
            "8:18 [unknown-reference] spec.outputs.url: a balancer has no attribute `dnsname` | did"
                + " you mean `dnsName`?");
  }

  @Test
  void a_reference_is_no_number() {
    assertThat(said(GROUPS, "services: {api: {image: x, cpu: \"${group.api.id}\"}}"))
        .singleElement()
        .asString()
        .contains("[wrong-type] spec.services.api.cpu: expected a whole number");
  }

  @Test
  void parts_of_an_entry_can_be_named() {
    Environment dev =
        Specs.dev("services: {api: {image: x}}", "outputs: {logs: \"${logs.api.arn}\"}");

    assertThat(dev.outputs()).containsKey("logs");
    assertThat(said("services: {api: {image: x}}", "outputs: {logs: \"${logs.apx.arn}\"}"))
        .containsExactly(
            "8:19 [unknown-reference] spec.outputs.logs: this environment has no `logs/apx` | did"
                + " you mean `logs/api`?");
  }

  @Test
  void a_circle_is_shown_as_a_way() {
    assertThat(said("securityGroups:", "  a: {peer: group/b}", "  b: {peer: group/a}"))
        .containsExactly(
            "9:15 [reference-cycle] group/a: these resources need each other: group/a → group/b →"
                + " group/a | take one of the references out");
  }

  @Test
  void rules_of_groups_may_form_a_circle() {
    Environment dev =
        Specs.dev(
            "securityGroups:",
            "  a: {ingress: [{port: 1, from: group/b}]}",
            "  b: {ingress: [{port: 1, from: [group/a, group/b]}]}");

    assertThat(dev.declared()).hasSize(2);
  }

  @Test
  void depends_on_counts_and_is_checked() {
    Environment dev = Specs.dev(GROUPS, "services: {api: {image: x, dependsOn: [group/alb]}}");
    assertThat(dev.find(ResourceId.parse("service/api")).orElseThrow().after())
        .contains(ResourceId.parse("group/alb"));

    assertThat(
            said(
                "services: {api: {image: x, dependsOn: [group/alb]}, web: {image: y, dependsOn:"
                    + " [web]}}"))
        .containsExactly(
            "7:42 [unknown-reference] spec.services.api.dependsOn: this environment has no"
                + " `group/alb` | it has no group at all",
            "7:83 [pattern] spec.services.web.dependsOn[0]: `web` has not the form that is wanted"
                + " here | wanted: resources to wait for, such as database/main");
    assertThat(
            said(
                "services:",
                "  api: {image: x, dependsOn: [service/web]}",
                "  web: {image: y, dependsOn: [service/api]}"))
        .singleElement()
        .asString()
        .contains("service/api → service/web → service/api");
  }

  @Test
  void rules_about_resources_that_are_not_there_are_mistakes() {
    assertThat(
            said(
                "services: {api: {image: x}}",
                "ignore: [{resource: service/apy, fields: [cpu]}]",
                "waive: [{rule: no-public-ip, resource: service/web, reason: r}]"))
        .containsExactly(
            "8:23 [unknown-reference] spec.ignore.resource: this environment has no `service/apy` |"
                + " did you mean `service/api`?",
            "9:42 [unknown-reference] spec.waive.resource: this environment has no `service/web` |"
                + " it has service/api");
  }
}
