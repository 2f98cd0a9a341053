package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import steadystate.aws.Pojo;
import steadystate.drift.Comparison;
import steadystate.drift.FieldChange;
import steadystate.resource.Canonical;
import steadystate.resource.Value;

class ActionAndConditionFormTest {

  private static final ListenerRuleKind RULE = new ListenerRuleKind();

  @Test
  void a_plain_forward_equals_aws_answer_with_both_forms() {
    Action live =
        Action.builder()
            .type("forward")
            .order(1)
            .targetGroupArn("arn:tg")
            .forwardConfig(f ->
                f.targetGroups(
                        TargetGroupTuple.builder().targetGroupArn("arn:tg").weight(1).build())
                    .targetGroupStickinessConfig(s -> s.enabled(false)))
            .build();

    assertThat(actions(List.of(live), List.of(plainForward()))).isEmpty();
  }

  @Test
  void a_weighted_list_of_one_group_equals_a_plain_forward() {
    Action live =
        Action.builder()
            .type("forward")
            .forwardConfig(f ->
                f.targetGroups(
                    TargetGroupTuple.builder().targetGroupArn("arn:tg").weight(100).build()))
            .build();

    assertThat(actions(List.of(live), List.of(plainForward()))).isEmpty();
  }

  @Test
  void stickiness_turned_on_by_hand_is_seen() {
    Action live =
        Action.builder()
            .type("forward")
            .forwardConfig(f ->
                f.targetGroups(TargetGroupTuple.builder().targetGroupArn("arn:tg").build())
                    .targetGroupStickinessConfig(s -> s.enabled(true).durationSeconds(60)))
            .build();

    assertThat(actions(List.of(live), List.of(plainForward())))
        .extracting(change -> change.path().toString())
        .containsExactly("actions[0].forwardConfig.targetGroupStickinessConfig.enabled");
  }

  @Test
  void the_order_number_counts_and_not_the_position_in_the_answer() {
    Action login =
        Action.builder()
            .type("authenticate-oidc")
            .order(1)
            .authenticateOidcConfig(o -> o.issuer("https://id").clientId("shop").scope("openid"))
            .build();
    Action forward = plainForward().toBuilder().order(2).build();
    Action wishedLogin =
        Action.builder()
            .type("authenticate-oidc")
            .authenticateOidcConfig(
                o -> o.issuer("https://id").clientId("shop").clientSecret("hush"))
            .build();

    assertThat(actions(List.of(forward, login), List.of(wishedLogin, plainForward()))).isEmpty();
  }

  @Test
  void a_redirect_equals_the_answer_with_all_defaults() {
    Action live =
        Action.builder()
            .type("redirect")
            .order(1)
            .redirectConfig(r ->
                r.protocol("HTTPS")
                    .port("443")
                    .host("#{host}")
                    .path("/#{path}")
                    .query("#{query}")
                    .statusCode("HTTP_301"))
            .build();
    Action wish =
        Action.builder()
            .type("redirect")
            .redirectConfig(r -> r.protocol("HTTPS").port("443").statusCode("HTTP_301"))
            .build();

    assertThat(actions(List.of(live), List.of(wish))).isEmpty();
  }

  @Test
  void conditions_are_equal_in_either_form_and_any_order() {
    List<RuleCondition> live =
        List.of(
            RuleCondition.builder()
                .field("path-pattern")
                .values("/a", "/b")
                .pathPatternConfig(p -> p.values("/a", "/b"))
                .build(),
            RuleCondition.builder()
                .field("host-header")
                .values("Api.Example.com")
                .hostHeaderConfig(h -> h.values("Api.Example.com"))
                .build());
    List<RuleCondition> wish =
        List.of(
            RuleCondition.builder().field("host-header").values("api.example.com").build(),
            RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(p -> p.values("/b", "/a"))
                .build());

    assertThat(conditions(live, wish)).isEmpty();
  }

  @Test
  void another_host_is_a_difference_of_that_condition() {
    List<RuleCondition> live = List.of(host("a.example.com"));
    List<RuleCondition> wish = List.of(host("b.example.com"));

    assertThat(conditions(live, wish))
        .extracting(change -> change.path().toString())
        .allMatch(path -> path.startsWith("conditions[host-header].values"));
  }

  @Test
  void what_is_sent_reads_back_as_what_was_wished() {
    Value.Items wished =
        ConditionForm.canonical(
            Value.items(
                List.of(
                    ConditionForm.header("X-Version", List.of(Value.text("2"))),
                    ConditionForm.query("lang", List.of(Value.text("de"), Value.text("a=b"))),
                    ConditionForm.of("source-ip", List.of(Value.text("10.0.0.0/8"))))));

    CreateRuleRequest request =
        Pojo.fill(
                CreateRuleRequest.builder(),
                Value.Entries.EMPTY.with("conditions", ConditionForm.wire(wished)))
            .build();

    assertThat(ConditionForm.canonical(Value.items(Pojo.read(request).list("conditions"))))
        .isEqualTo(wished);
    assertThat(request.conditions().get(0).httpHeaderConfig().httpHeaderName())
        .isEqualTo("x-version");
  }

  private static RuleCondition host(String name) {
    return RuleCondition.builder()
        .field("host-header")
        .hostHeaderConfig(h -> h.values(name))
        .build();
  }

  private static Action plainForward() {
    return Action.builder().type("forward").targetGroupArn("arn:tg").build();
  }

  private static List<FieldChange> actions(List<Action> live, List<Action> wish) {
    return compared("actions", acted(live), acted(wish));
  }

  private static Value acted(List<Action> actions) {
    return ActionForm.canonical(Value.items(actions.stream().map(Pojo::read).toList()));
  }

  private static List<FieldChange> conditions(List<RuleCondition> live, List<RuleCondition> wish) {
    return compared("conditions", conditioned(live), conditioned(wish));
  }

  private static Value conditioned(List<RuleCondition> conditions) {
    return ConditionForm.canonical(Value.items(conditions.stream().map(Pojo::read).toList()));
  }

  private static List<FieldChange> compared(String member, Value live, Value wish) {
    return Comparison.of(
        RULE.model(),
        Canonical.form(RULE.model(), Value.Entries.EMPTY.with(member, live)),
        Canonical.form(RULE.model(), Value.Entries.EMPTY.with(member, wish)));
  }
}
