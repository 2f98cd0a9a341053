package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.shop;
import static steadystate.cases.Ground.tcp;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.lab.Lab;

/** Hands other than ours change one thing in AWS: it is named exactly, and put back. */
class HandsTest {
  private static final String SHOP =
      shop(
          "description: api tasks",
          "description: api tasks\n    tags: {team: shop}",
          "healthCheck: {path: /health}",
          "healthCheck: {path: /health}, targetGroup: {attributes:"
              + " {deregistration_delay.timeout_seconds: \"30\"}}");

  /** What a hand does, and the paths that must be named for it. */
  private record Hand(String name, Consumer<Ground> deed, List<String> paths) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hand> hands() {
    return List.of(
        hand(
            "a port is opened",
            ground -> ground.open("dev-api", tcp(22, "0.0.0.0/0")),
            "securityGroup/api ingress[tcp/22 from 0.0.0.0/0]"),
        hand(
            "a rule is revoked",
            ground ->
                ground.ec2.revokeSecurityGroupIngress(r ->
                    r.groupId(ground.theGroup("dev-alb").groupId())
                        .ipPermissions(tcp(80, "0.0.0.0/0"))),
            "securityGroup/alb ingress[tcp/80 from 0.0.0.0/0]"),
        hand(
            "a tag is removed",
            ground ->
                ground.ec2.deleteTags(r ->
                    r.resources(ground.theGroup("dev-api").groupId()).tags(t -> t.key("team"))),
            "securityGroup/api tags[team]"),
        hand(
            "a tag of ownership is removed",
            ground ->
                ground.ec2.deleteTags(r ->
                    r.resources(ground.theGroup("dev-api").groupId())
                        .tags(t -> t.key("steadystate:resource"))),
            "securityGroup/api tags[steadystate:resource]"),
        hand(
            "the count is changed",
            ground ->
                ground.ecs.updateService(r -> r.cluster("dev").service("api").desiredCount(5)),
            "service/api desiredCount"),
        hand(
            "another image is rolled out",
            ground -> rolledOut(ground, c -> c.toBuilder().image("repo/api:9").build()),
            "service/api containerDefinitions[api].image"),
        hand(
            "an environment variable is changed",
            ground -> rolledOut(ground, c -> c.toBuilder().environment(debug(c)).build()),
            "service/api containerDefinitions[api].environment[LOG]"),
        hand(
            "an attribute of the target group is changed",
            ground ->
                ground.elb.modifyTargetGroupAttributes(r ->
                    r.targetGroupArn(ground.targetGroups().getFirst().targetGroupArn())
                        .attributes(a -> a.key("deregistration_delay.timeout_seconds").value("5"))),
            "targetGroup/api/public attributes[deregistration_delay.timeout_seconds]"),
        hand(
            "the health check is changed",
            ground ->
                ground.elb.modifyTargetGroup(r ->
                    r.targetGroupArn(ground.targetGroups().getFirst().targetGroupArn())
                        .healthCheckPath("/other")),
            "targetGroup/api/public healthCheckPath"),
        hand(
            "the port of the listener is changed",
            ground -> ground.elb.modifyListener(r -> r.listenerArn(ground.listener(80)).port(81)),
            "listener/public/http port"),
        hand(
            "the rule sends elsewhere",
            ground ->
                ground.elb.modifyRule(r ->
                    r.ruleArn(ground.rules(80).getFirst().ruleArn())
                        .conditions(
                            c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/x")))),
            "listenerRule/public/http/api conditions[path-pattern].values[/x]",
            "listenerRule/public/http/api conditions[path-pattern].values[/*]"));
  }

  @ParameterizedTest
  @MethodSource("hands")
  void what_a_hand_changed_is_named_exactly_and_put_back_in_memory(Hand hand) {
    healed(new Ground(), hand);
  }

  /** One after the other on one emulator, because making the shop there takes long. */
  @Test
  void what_hands_changed_is_named_exactly_and_put_back_over_http() {
    Ground ground = new Ground(Lab.moto());
    hands().forEach(hand -> healed(ground, hand));
  }

  @Test
  void a_service_that_a_hand_deleted_is_missing_and_is_made_again_in_memory() {
    madeAgain(new Ground());
  }

  @Test
  void a_service_that_a_hand_deleted_is_missing_and_is_made_again_over_http() {
    madeAgain(new Ground(Lab.moto()));
  }

  private static void madeAgain(Ground ground) {
    assertThat(ground.lab.apply(SHOP).outcome()).isEqualTo(STEADY);

    ground.ecs.deleteService(r -> r.cluster("dev").service("api").force(true));

    Finding finding = ground.lab.finding(SHOP, "service/api");
    assertThat(finding.status()).isEqualTo(Status.MISSING);
    assertThat(ground.lab.differences(SHOP))
        .isNotEmpty()
        .allMatch(path -> path.startsWith("service/api "));
    assertThat(ground.lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    assertThat(ground.lab.look(SHOP).plan().isEmpty()).isTrue();
    assertThat(ground.service("api").status()).isEqualTo("ACTIVE");
  }

  private static void healed(Ground ground, Hand hand) {
    assertThat(ground.lab.apply(SHOP).outcome()).isEqualTo(STEADY);

    hand.deed().accept(ground);

    assertThat(ground.lab.differences(SHOP)).as("%s", hand).containsExactlyElementsOf(hand.paths());
    assertThat(ground.lab.look(SHOP).findings())
        .filteredOn(finding -> finding.status() != Status.IN_SYNC)
        .allMatch(finding -> finding.status() == Status.DRIFTED);
    assertThat(ground.lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    assertThat(ground.lab.look(SHOP).plan().isEmpty()).as("%s", hand).isTrue();
  }

  private static Hand hand(String name, Consumer<Ground> deed, String... paths) {
    return new Hand(name, deed, List.of(paths));
  }

  /** Somebody registers a revision that differs in one thing, and moves the service to it. */
  private static void rolledOut(Ground ground, UnaryOperator<ContainerDefinition> edit) {
    Service service = ground.service("api");
    TaskDefinition running =
        ground
            .ecs
            .describeTaskDefinition(r -> r.taskDefinition(service.taskDefinition()))
            .taskDefinition();
    String revision =
        ground
            .ecs
            .registerTaskDefinition(r ->
                r.family(running.family())
                    .cpu(running.cpu())
                    .memory(running.memory())
                    .networkMode(running.networkMode())
                    .requiresCompatibilities(running.requiresCompatibilities())
                    .executionRoleArn(running.executionRoleArn())
                    .containerDefinitions(
                        running.containerDefinitions().stream().map(edit).toList()))
            .taskDefinition()
            .taskDefinitionArn();
    ground.ecs.updateService(r -> r.cluster("dev").service("api").taskDefinition(revision));
  }

  private static List<KeyValuePair> debug(ContainerDefinition container) {
    return container.environment().stream()
        .map(pair -> pair.name().equals("LOG") ? pair.toBuilder().value("debug").build() : pair)
        .toList();
  }
}
