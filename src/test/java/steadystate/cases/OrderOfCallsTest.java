package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.SHOP;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.requests;
import static steadystate.cases.Ground.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.sandbox.Call;
import steadystate.sandbox.Hook;

/**
 * Whatever changes, no moment between two writes is without a group or rule that a service needs.
 */
class OrderOfCallsTest {
  private static final String NAMED =
      """
          containers:
            app:
              image: repo/api:1.4.2
              portMappings: [{containerPort: 8000}]
      """;

  private final Ground ground = new Ground();

  @Test
  void a_container_that_is_renamed_moves_with_its_target_in_one_update() {
    String before =
        edited(
            SHOP,
            "    image: repo/api:1.4.2\n",
            "",
            "    port: 8000\n    environment: {LOG: info, MODE: api}\n",
            NAMED,
            "listener: http,",
            "listener: http, containerName: app,");
    ground.steady(before);
    String after =
        edited(before, "      app:", "      web:", "containerName: app", "containerName: web");

    List<Call> writes = watched(after, true);

    List<UpdateServiceRequest> updates = requests(writes, UpdateServiceRequest.class);
    assertThat(updates).hasSize(1);
    assertThat(updates.getFirst().taskDefinition()).isNotNull();
    assertThat(updates.getFirst().loadBalancers())
        .extracting(balancer -> balancer.containerName())
        .containsExactly("web");
    assertThat(ground.service("api").loadBalancers())
        .extracting(balancer -> balancer.containerName())
        .containsExactly("web");
  }

  @Test
  void a_target_group_on_another_port_stands_before_the_service_moves_and_the_old_one_goes() {
    ground.steady(shop());

    List<Call> writes =
        watched(
            shop(
                "healthCheck: {path: /health}",
                "healthCheck: {path: /health}, targetGroup: {port: 9090}"),
            true);

    assertThat(actions(writes))
        .containsSubsequence(
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:ModifyRule",
            "ecs:UpdateService",
            "elasticloadbalancing:DeleteTargetGroup");
  }

  @Test
  void a_service_on_another_port_keeps_a_way_from_the_balancer_to_its_tasks() {
    ground.steady(shop());

    List<Call> writes = watched(shop("8000", "8080"), true);

    assertThat(actions(writes))
        .containsSubsequence(
            "ec2:AuthorizeSecurityGroupIngress",
            "ecs:UpdateService",
            "ec2:RevokeSecurityGroupIngress",
            "elasticloadbalancing:DeleteTargetGroup");
  }

  @Test
  void a_group_of_tasks_with_another_name_is_worn_before_the_old_one_goes() {
    ground.steady(shop());

    List<Call> writes =
        watched(shop("description: api tasks", "description: api tasks\n    name: shop-api"), true);

    assertThat(actions(writes))
        .containsSubsequence(
            "ec2:CreateSecurityGroup",
            "ec2:AuthorizeSecurityGroupIngress",
            "ecs:UpdateService",
            "ec2:DeleteSecurityGroup");
  }

  @Test
  void a_group_of_the_balancer_with_another_name_is_let_in_before_the_old_one_is_shut_out() {
    ground.steady(shop());

    List<Call> writes =
        watched(
            shop(
                "description: the load balancer",
                "description: the load balancer\n    name: shop-lb"),
            true);

    assertThat(actions(writes))
        .containsSubsequence(
            "ec2:CreateSecurityGroup",
            "ec2:AuthorizeSecurityGroupIngress",
            "elasticloadbalancing:SetSecurityGroups",
            "ec2:RevokeSecurityGroupIngress",
            "ec2:DeleteSecurityGroup");
  }

  @Test
  void a_balancer_that_leaves_is_let_go_by_the_service_before_its_groups_go() {
    ground.steady(shop());
    String after =
        SHOP.replaceAll("(?m)^    expose:\\n.*\\n", "")
            .replaceAll("(?s)loadBalancers:.*services:", "services:");

    List<Call> writes = watched(after, false);

    assertThat(actions(writes))
        .containsSubsequence(
            "ecs:UpdateService",
            "elasticloadbalancing:DeleteRule",
            "elasticloadbalancing:DeleteTargetGroup")
        .containsSubsequence(
            "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer");
    assertThat(ground.service("api").loadBalancers()).isEmpty();
  }

  @Test
  void a_service_that_leaves_is_drained_before_its_groups_go() {
    String rest = "  rest: {}\n  more: {}\n  last: {}\nloadBalancers:";
    ground.steady(shop("loadBalancers:", rest));
    String after =
        SHOP.replaceAll("(?s)services:.*", "").replaceAll("(?s)  api:\n.*?loadBalancers:", rest);

    List<Call> writes = watched(after, false);

    assertThat(actions(writes))
        .containsSubsequence(
            "ecs:DeleteService",
            "elasticloadbalancing:DeleteTargetGroup",
            "ec2:DeleteSecurityGroup");
    assertThat(ground.groups("dev-api")).isEmpty();
  }

  private static List<String> actions(List<Call> calls) {
    return calls.stream().map(Call::action).toList();
  }

  /** Applies, and looks at the live state after each write. */
  private List<Call> watched(String yaml, boolean reachable) {
    List<String> gaps = new ArrayList<>();
    Hook eye =
        new Hook() {
          @Override
          public void afterEffect(Call call) {
            if (call.mutating()) {
              gap(reachable).forEach(gap -> gaps.add("after " + call.action() + ": " + gap));
            }
          }
        };
    ground.lab.sandbox().conditions().hook(eye);
    List<Call> writes =
        ground.written(() -> assertThat(ground.lab.apply(yaml).outcome()).isEqualTo(STEADY));
    ground.lab.sandbox().conditions().remove(eye);
    assertThat(gaps).isEmpty();
    ground.still(yaml);
    return writes;
  }

  /** What the service lacks at this moment. */
  private List<String> gap(boolean reachable) {
    Service service = ground.service("api");
    if (!"ACTIVE".equals(service.status())) {
      return List.of();
    }
    List<String> gaps = new ArrayList<>();
    Set<String> there = new TreeSet<>();
    all().forEach(group -> there.add(group.groupId()));
    List<String> worn = service.networkConfiguration().awsvpcConfiguration().securityGroups();
    if (worn.isEmpty() || !there.containsAll(worn)) {
      gaps.add("the service names groups that are gone: " + worn);
    }
    for (var balanced : service.loadBalancers()) {
      List<TargetGroup> group =
          ground.targetGroups().stream()
              .filter(t -> t.targetGroupArn().equals(balanced.targetGroupArn()))
              .toList();
      if (group.isEmpty()) {
        gaps.add("its target group is gone");
      }
    }
    if (reachable) {
      gaps.addAll(way(service));
    }
    return gaps;
  }

  /** Whether traffic finds a rule on the listener, and a way from the balancer to the tasks. */
  private List<String> way(Service service) {
    List<String> gaps = new ArrayList<>();
    List<Rule> rules = ground.rules(80);
    if (rules.isEmpty()) {
      gaps.add("no rule on the listener");
    }
    for (int port : portsInUse()) {
      gaps.addAll(letIn(service, port));
    }
    return gaps;
  }

  /** Where the tasks that run at this moment listen, old ones and new ones. */
  private Set<Integer> portsInUse() {
    Set<Integer> ports = new TreeSet<>();
    List<String> tasks = ground.ecs.listTasks(r -> r.cluster("dev").serviceName("api")).taskArns();
    if (tasks.isEmpty()) {
      return ports;
    }
    ground.ecs.describeTasks(r -> r.cluster("dev").tasks(tasks)).tasks().stream()
        .filter(task -> task.lastStatus().equals("RUNNING"))
        .map(Task::taskDefinitionArn)
        .distinct()
        .map(arn -> ground.ecs.describeTaskDefinition(r -> r.taskDefinition(arn)).taskDefinition())
        .flatMap(definition -> definition.containerDefinitions().stream())
        .flatMap(container -> container.portMappings().stream())
        .forEach(mapping -> ports.add(mapping.containerPort()));
    return ports;
  }

  /** Whether the balancer may come in at a port. */
  private List<String> letIn(Service service, int port) {
    LoadBalancer balancer = ground.elb.describeLoadBalancers().loadBalancers().getFirst();
    Set<String> sources = new TreeSet<>();
    List<String> worn = service.networkConfiguration().awsvpcConfiguration().securityGroups();
    for (SecurityGroup group : all()) {
      if (worn.contains(group.groupId())) {
        group.ipPermissions().stream()
            .filter(p -> p.fromPort() <= port && p.toPort() >= port)
            .map(IpPermission::userIdGroupPairs)
            .forEach(pairs -> pairs.forEach(pair -> sources.add(pair.groupId())));
      }
    }
    return balancer.securityGroups().stream().anyMatch(sources::contains)
        ? List.of()
        : List.of("tasks on " + port + " are shut off from " + balancer.securityGroups());
  }

  private List<SecurityGroup> all() {
    return ground
        .ec2
        .describeSecurityGroups(DescribeSecurityGroupsRequest.builder().build())
        .securityGroups();
  }
}
