package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.balancing.Balanced.expose;
import static steadystate.kinds.balancing.Balanced.map;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import steadystate.aws.AwsAccess;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

class LoadBalancingInSandboxTest extends LoadBalancing {
  private final ManualClock clock = new ManualClock();
  private final Sandbox aws = new Sandbox(clock);
  private final BalancerStage stage =
      new BalancerStage(
          new AwsAccess() {
            @Override
            public <C> C client(Class<C> type, String region) {
              return type.cast(aws.client(type.asSubclass(SdkClient.class), region));
            }
          },
          clock,
          Sandbox.DEFAULT_ACCOUNT);

  @Override
  BalancerStage stage() {
    return stage;
  }

  @Override
  String certificate(int number) {
    return "arn:aws:acm:eu-west-1:123456789012:certificate/0000000" + number;
  }

  @Test
  void a_shuffled_answer_changes_nothing() {
    Balanced written =
        shop(
            map("attributes", map("idle_timeout.timeout_seconds", "60")),
            expose("public", "https", "path", List.of("/b", "/a"), "host", "a.example.com"),
            expose("public", "https", "methods", List.of("GET", "PUT"), "headers", map("x", "1")));
    apply(written);

    for (int seed = 0; seed < 10; seed++) {
      aws.conditions().shuffle(seed);
      assertThat(stage.differences(written)).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void a_second_apply_writes_nothing() {
    Balanced written = shop(map(), expose("public", "https", "path", "/*"));
    apply(written);
    aws.recording().clear();

    apply(written);

    assertThat(aws.recording().writes()).isEmpty();
  }

  @Test
  void calls_follow_from_listeners_and_pages_not_from_services() {
    Map<String, Long> few = lookWith(2);
    Map<String, Long> many = lookWith(20);

    few.remove("elasticloadbalancing:DescribeTags");
    Long tags = many.remove("elasticloadbalancing:DescribeTags");
    assertThat(many).isEqualTo(few);
    assertThat(tags).isLessThanOrEqualTo(4);
  }

  private Map<String, Long> lookWith(int services) {
    Balanced written = shop(map());
    for (int i = 0; i < services; i++) {
      written.service("s" + i, expose("public", "https", "path", "/" + i, "priority", 100 + i));
    }
    apply(written);
    aws.recording().clear();
    stage.differences(written);
    Map<String, Long> calls = new TreeMap<>(aws.recording().byAction());
    calls.keySet().removeIf(action -> !action.startsWith("elasticloadbalancing:"));
    return calls;
  }

  @Test
  void a_balancer_under_deletion_protection_stays_and_says_so() {
    apply(shop(map("attributes", map("deletion_protection.enabled", "true"))));

    Receipt receipt = stage.apply(new Balanced());

    assertThat(receipt.steps())
        .flatExtracting(r -> r.failure().stream().toList())
        .anyMatch(f -> f.message().contains("deletion_protection.enabled"));
    assertThat(stage.elb.describeLoadBalancers().loadBalancers()).hasSize(1);
  }

  @Test
  void a_balancer_that_turns_inside_is_replaced_with_all_that_hangs_on_it() {
    apply(shop(map(), expose("public", "https", "path", "/*")));
    Balanced after = shop(map("scheme", "internal"), expose("public", "https", "path", "/*"));

    stage.apply(after);
    stage.apply(after);

    assertThat(stage.differences(after)).isEmpty();
    List<LoadBalancer> all = stage.elb.describeLoadBalancers().loadBalancers();
    assertThat(all).extracting(LoadBalancer::schemeAsString).containsExactly("internal");
    assertThat(groups()).hasSize(1);
  }

  @Test
  void a_balancer_of_somebody_elses_with_the_wished_name_is_left_alone() {
    List<String> subnets = subnets();
    stage.elb.createLoadBalancer(r -> r.name("shop-public").subnets(subnets));
    aws.recording().clear();
    Balanced written = shop(map());

    stage.apply(written);

    assertThat(stage.finding(written, "loadBalancer/public").status()).isEqualTo(Status.CONFLICT);
    assertThat(aws.recording().writes()).isEmpty();
  }

  @Test
  void a_listener_with_a_new_key_on_the_same_port_takes_it_over() {
    apply(new Balanced().with("loadBalancers", "public", http("old")));
    Balanced after = new Balanced().with("loadBalancers", "public", http("new"));

    apply(after);

    assertThat(stage.differences(after)).isEmpty();
  }

  private static Map<String, Object> http(String key) {
    return map("listeners", map(key, map("port", 80, "protocol", "HTTP")));
  }

  @Test
  void a_lost_tag_is_put_back_and_nothing_is_made_twice() {
    Balanced written = shop(map(), expose("public", "https", "path", "/*"));
    apply(written);
    String arn = group("shop-api-public").targetGroupArn();
    stage.elb.removeTags(r -> r.resourceArns(arn).tagKeys("steadystate:environment"));

    apply(written);

    assertThat(groups()).hasSize(1);
    assertThat(stage.elb.describeTags(r -> r.resourceArns(arn)).tagDescriptions().getFirst().tags())
        .contains(Tag.builder().key("steadystate:environment").value("shop").build());
  }

  @Test
  void two_subnets_of_one_zone_are_told_before_anything_is_made() {
    Balanced written = new Balanced().with("loadBalancers", "public", map("subnets", sameZone()));

    stage.apply(written);

    assertThat(stage.finding(written, "loadBalancer/public").message()).contains("are both in");
    assertThat(aws.recording().count("elasticloadbalancing:Create*")).isZero();
  }

  private List<String> sameZone() {
    var ec2 = aws.client(software.amazon.awssdk.services.ec2.Ec2Client.class, BalancerStage.REGION);
    var first = ec2.describeSubnets().subnets().getFirst();
    String added =
        ec2.createSubnet(r ->
                r.vpcId(first.vpcId())
                    .cidrBlock("172.31.240.0/20")
                    .availabilityZone(first.availabilityZone()))
            .subnet()
            .subnetId();
    return List.of(first.subnetId(), added);
  }

  private List<String> subnets() {
    return aws
        .client(software.amazon.awssdk.services.ec2.Ec2Client.class, BalancerStage.REGION)
        .describeSubnets()
        .subnets()
        .stream()
        .map(subnet -> subnet.subnetId())
        .toList();
  }
}
