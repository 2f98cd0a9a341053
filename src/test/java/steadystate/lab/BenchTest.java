package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;

/**
 * What a drift pass costs in AWS calls and time, by number of services and of everything. Times are
 * told, not asserted.
 */
class BenchTest {
  /** What AWS tells of one thing at a time only, so that a pass asks once for each. */
  private static final Set<String> ONE_BY_ONE =
      Set.of(
          "codepipeline:ListPipelineExecutions",
          "ecr:GetLifecyclePolicy",
          "rds:DescribeDBParameters",
          "s3:GetBucketLifecycleConfiguration",
          "s3:GetBucketPolicy",
          "s3:GetBucketVersioning",
          "s3:GetPublicAccessBlock");

  /** How many things AWS takes or gives at once, where {@link WholeEnvironment} has more. */
  private static final Map<String, Integer> AT_ONCE =
      Map.of(
          "application-autoscaling:DescribeScalingPolicies", 10,
          "ecs:DescribeServices", 10,
          "ssm:GetParameters", 10);

  /** Tags are read for each kind behind a balancer, or in pages of a hundred resources. */
  private static final Map<String, Integer> FEW =
      Map.of(
          "elasticloadbalancing:DescribeTags", 4,
          "tag:GetResources", 2,
          "ec2:DescribeVpcAttribute", 2);

  /** AWS allows 100 rules for each balancer. */
  private static final int RULES = 90;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 50})
  void a_drift_pass_asks_ecs_in_batches_and_ec2_a_constant_number_of_times(int services) {
    Lab lab = Lab.inMemory();
    String yaml = shop(services);
    assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Steady());

    Look warm = lab.look(yaml);

    int batches = (services + 9) / 10;
    assertThat(warm.plan().changes()).isEmpty();
    assertThat(calls(warm.calls(), "ecs:")).isLessThanOrEqualTo(5 + batches);
    assertThat(calls(warm.calls(), "ec2:")).isLessThanOrEqualTo(5);
    long tagged = 2L * services + 3;
    assertThat(calls(warm.calls(), "elasticloadbalancing:"))
        .isLessThanOrEqualTo(9 + (tagged + 19) / 20);
  }

  @Test
  void a_new_process_reads_each_revision_once_and_then_never_again() {
    Lab lab = Lab.inMemory();
    String yaml = shop(12);
    lab.apply(yaml);
    lab.restarted();

    Look cold = lab.look(yaml);
    Look warm = lab.look(yaml);

    assertThat(calls(cold.calls(), "ecs:DescribeTaskDefinition")).isEqualTo(12);
    assertThat(calls(warm.calls(), "ecs:DescribeTaskDefinition")).isZero();
  }

  @Test
  void a_pass_over_everything_asks_in_batches_and_nothing_twice() {
    int times = 11;
    Lab lab = WholeEnvironment.lab();
    String yaml = WholeEnvironment.of(times);
    assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    lab.sandbox().recording().clear();

    Look warm = lab.look(yaml);

    assertThat(warm.plan().changes()).isEmpty();
    assertThat(warm.calls()).containsKeys(ONE_BY_ONE.toArray(String[]::new));
    warm.calls()
        .forEach((action, calls) -> {
          int budget =
              ONE_BY_ONE.contains(action)
                  ? times
                  : AT_ONCE.containsKey(action)
                      ? Math.ceilDiv(times, AT_ONCE.get(action))
                      : FEW.getOrDefault(action, 1);
          assertThat(calls).as(action).isLessThanOrEqualTo(budget);
        });
    assertThat(lab.sandbox().calls().stream().map(call -> call.action() + call.request()))
        .doesNotHaveDuplicates();
  }

  @Tag("bench")
  @Test
  void the_cost_of_a_drift_pass_over_everything() {
    System.out.println("times  resources  pass   AWS calls  one by one  calls/resource  seconds");
    for (int times : List.of(1, 10, 30)) {
      Lab lab = WholeEnvironment.lab();
      String yaml = WholeEnvironment.of(times);
      assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Steady());
      lab.restarted();
      for (String pass : List.of("cold", "warm", "again")) {
        long begin = System.nanoTime();
        Look look = lab.look(yaml);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long all = calls(look.calls(), "");
        long single = ONE_BY_ONE.stream().mapToLong(look.calls()::get).sum();
        int resources = look.plan().inSync();
        double ratio = (double) all / resources;
        System.out.printf(
            "%5d  %9d  %-5s  %9d  %10d  %14.2f  %7.3f%n",
            times, resources, pass, all, single, ratio, seconds);
      }
    }
  }

  @Tag("bench")
  @Test
  void the_cost_of_a_drift_pass_by_number_of_services() {
    System.out.println(
        "services  resources  pass   AWS calls   ecs   ec2   elb   logs  other  seconds");
    for (int services : List.of(1, 10, 50, 200)) {
      Lab lab = Lab.inMemory();
      String yaml = shop(services);
      assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Steady());
      lab.restarted();
      tell(services, "cold", lab, yaml);
      tell(services, "warm", lab, yaml);
      tell(services, "again", lab, yaml);
    }
  }

  private static void tell(int services, String pass, Lab lab, String yaml) {
    long begin = System.nanoTime();
    Look look = lab.look(yaml);
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<String, Long> calls = look.calls();
    long all = calls(calls, "");
    long ecs = calls(calls, "ecs:");
    long ec2 = calls(calls, "ec2:");
    long elb = calls(calls, "elasticloadbalancing:");
    long logs = calls(calls, "logs:");
    System.out.printf(
        "%8d  %9d  %-5s  %9d  %4d  %4d  %4d  %5d  %5d  %7.3f%n",
        services,
        look.plan().inSync(),
        pass,
        all,
        ecs,
        ec2,
        elb,
        logs,
        all - ecs - ec2 - elb - logs,
        seconds);
  }

  private static long calls(Map<String, Long> calls, String prefix) {
    return calls.entrySet().stream()
        .filter(call -> call.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Services with a group, a log group, a target group and a rule each, behind balancers. */
  private static String shop(int services) {
    StringBuilder yaml =
        new StringBuilder(
            """
            securityGroups:
              alb:
                ingress:
                  - {protocol: tcp, ports: 80, from: 0.0.0.0/0}
            """);
    for (int i = 1; i <= services; i++) {
      yaml.append("  s")
          .append(i)
          .append(": {ingress: [{protocol: tcp, ports: 8000, ")
          .append("from: securityGroup/alb}]}\n");
    }
    yaml.append("loadBalancers:\n");
    for (int i = 0; i <= (services - 1) / RULES; i++) {
      yaml.append("  public")
          .append(i)
          .append(": {securityGroups: [securityGroup/alb], ")
          .append("listeners: {http: {port: 80, protocol: HTTP}}}\n");
    }
    yaml.append("services:\n");
    for (int i = 1; i <= services; i++) {
      yaml.append(
          """
            s%1$d:
              image: repo/s%1$d:1.0.0
              cpu: 256
              memory: 512
              port: 8000
              desiredCount: 1
              environment: {LOG: info}
              securityGroups: [securityGroup/s%1$d]
              assignPublicIp: true
              logRetentionDays: 14
              expose:
                - {loadBalancer: loadBalancer/public%2$d, listener: http, path: /s%1$d, priority: %1$d}
          """
              .formatted(i, (i - 1) / RULES));
    }
    return yaml.toString();
  }
}
