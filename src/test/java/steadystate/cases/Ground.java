package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.sandbox.Call;
import steadystate.sandbox.Conditions;
import steadystate.yaml.Problem;

/**
 * The ground under the rows about networks: a lab, the shop's YAML, and eyes beside the program's.
 */
class Ground {
  /** A load balancer in front of one service, each with a security group. */
  static final String SHOP =
      """
      securityGroups:
        alb:
          description: the load balancer
          ingress:
            - {protocol: tcp, ports: 80, from: 0.0.0.0/0, description: everybody}
        api:
          description: api tasks
          ingress:
            - {protocol: tcp, ports: 8000, from: securityGroup/alb}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners:
            http: {port: 80, protocol: HTTP}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info, MODE: api}
          desiredCount: 2
          securityGroups: [securityGroup/api]
          assignPublicIp: true
          expose:
            - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10, healthCheck: {path: /health}}
      """;

  static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  final Lab lab;
  final Ec2Client ec2;
  final EcsClient ecs;
  final ElasticLoadBalancingV2Client elb;

  Ground() {
    this(Lab.inMemory());
  }

  Ground(Lab lab) {
    this.lab = lab;
    ec2 = lab.byHand(Ec2Client.class);
    ecs = lab.byHand(EcsClient.class);
    elb = lab.byHand(ElasticLoadBalancingV2Client.class);
  }

  /** The shop with other words in it. */
  static String shop(String... pairs) {
    return edited(SHOP, pairs);
  }

  static String edited(String yaml, String... pairs) {
    String text = yaml;
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(text).contains(pairs[i]);
      text = text.replace(pairs[i], pairs[i + 1]);
    }
    return text;
  }

  /** A spec of one security group {@code api} with these further lines. */
  static String group(String... lines) {
    StringBuilder yaml = new StringBuilder("securityGroups:\n  api:\n");
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    return yaml.toString();
  }

  /** The mistakes of a spec; nothing of AWS was asked for them. */
  List<Problem> mistakes(String yaml) {
    long before = lab.sandbox().recording().attempts().size();
    List<Problem> problems = lab.reading(Lab.HEAD + yaml.indent(2)).problems();
    assertThat(lab.sandbox().recording().attempts()).hasSize((int) before);
    return problems;
  }

  /** Applies to the end, and nothing is left to do afterwards, in whatever order AWS answers. */
  Receipt steady(String yaml) {
    Receipt receipt = lab.apply(yaml);
    assertThat(receipt.outcome()).isEqualTo(STEADY);
    still(yaml);
    return receipt;
  }

  /** Nothing differs, two more passes write nothing, and the order of answers means nothing. */
  void still(String yaml) {
    Conditions conditions = lab.sandbox().conditions();
    assertThat(lab.look(yaml).plan().isEmpty()).as("%s", lab.differences(yaml)).isTrue();
    assertThat(writes(() -> lab.pass(yaml))).isEmpty();
    assertThat(writes(() -> lab.pass(yaml))).isEmpty();
    for (int seed = 1; seed <= 3; seed++) {
      conditions.shuffle(seed);
      assertThat(lab.look(yaml).plan().changes()).isEmpty();
    }
    conditions.clear();
  }

  /** What some work writes, as {@code ec2:CreateSecurityGroup}. */
  List<String> writes(Runnable work) {
    return written(work).stream().map(Call::action).toList();
  }

  List<Call> written(Runnable work) {
    int before = lab.sandbox().recording().writes().size();
    work.run();
    List<Call> all = lab.sandbox().recording().writes();
    return all.subList(before, all.size());
  }

  /** The requests of one kind among calls. */
  static <R extends AwsRequest> List<R> requests(List<Call> calls, Class<R> type) {
    return calls.stream().map(Call::request).filter(type::isInstance).map(type::cast).toList();
  }

  /** How often each create took effect since the beginning. */
  Map<String, Long> creates() {
    return lab.sandbox().recording().writes().stream()
        .filter(call -> call.operation().startsWith("Create"))
        .filter(call -> !call.operation().endsWith("Tags"))
        .collect(Collectors.groupingBy(Call::action, Collectors.counting()));
  }

  /** An apply goes wrong in the middle, the weather clears, and the end is the same. */
  void survives(String yaml, Consumer<Conditions> weather) {
    weather.accept(lab.sandbox().conditions());
    lab.apply(yaml);
    lab.sandbox().conditions().clear();
    steady(yaml);
  }

  /** The words of all failed steps and of the end. */
  static String words(Receipt receipt) {
    String steps =
        receipt.steps().stream()
            .flatMap(step -> step.failure().stream())
            .map(failure -> failure.message())
            .collect(Collectors.joining("\n"));
    return receipt.outcome() + "\n" + steps;
  }

  List<SecurityGroup> groups(String name) {
    return ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values(name)))
        .securityGroups();
  }

  SecurityGroup theGroup(String name) {
    assertThat(groups(name)).hasSize(1);
    return groups(name).getFirst();
  }

  void open(String name, IpPermission permission) {
    String id = theGroup(name).groupId();
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permission));
  }

  static IpPermission tcp(int port, String cidr) {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .ipRanges(r -> r.cidrIp(cidr))
        .build();
  }

  String defaultVpc() {
    return ec2.describeVpcs().vpcs().getFirst().vpcId();
  }

  Service service(String name) {
    return ecs.describeServices(r -> r.cluster("dev").services(name)).services().getFirst();
  }

  List<TargetGroup> targetGroups() {
    return elb.describeTargetGroups().targetGroups();
  }

  String listener(int port) {
    String balancer = elb.describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();
    return elb.describeListeners(r -> r.loadBalancerArn(balancer)).listeners().stream()
        .filter(listener -> listener.port() == port)
        .findFirst()
        .orElseThrow()
        .listenerArn();
  }

  /** The rules of the listener on a port, but for the default one. */
  List<Rule> rules(int port) {
    String arn = listener(port);
    return elb.describeRules(r -> r.listenerArn(arn)).rules().stream()
        .filter(rule -> !rule.isDefault())
        .toList();
  }

  /** Who a group's tags say it belongs to. */
  static String owner(SecurityGroup group) {
    return group.tags().stream()
        .filter(tag -> tag.key().equals(Owner.ENVIRONMENT))
        .map(tag -> tag.value())
        .findFirst()
        .orElse("nobody");
  }
}
