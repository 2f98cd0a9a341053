package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.requests;
import static steadystate.cases.Ground.shop;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;
import steadystate.sandbox.ecs.OddStatus;

/** Answers that come in parts, or say what nobody has heard of. */
class ApiPagesCasesTest {
  /** Where the sandbox begins. */
  private static final String FIRST =
      Base64.getUrlEncoder().encodeToString("after:0".getBytes(StandardCharsets.UTF_8));

  private final Ground ground = new Ground();

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 25})
  void ap_13_services_are_described_ten_at_a_time_and_none_is_left_out(int count) {
    ground.steady(services(count));
    ground.lab.sandbox().recording().clear();

    assertThat(ground.lab.look(services(count)).plan().isEmpty()).isTrue();

    List<DescribeServicesRequest> described =
        requests(ground.lab.sandbox().calls(), DescribeServicesRequest.class);
    assertThat(described).hasSize((count + 9) / 10).allMatch(r -> r.services().size() <= 10);
    assertThat(described.stream().mapToInt(r -> r.services().size()).sum()).isEqualTo(count);
  }

  @Test
  void ap_13_a_service_about_which_ecs_says_nothing_does_not_hide_the_others() {
    ground.steady(services(12));
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            new Hook() {
              @Override
              public void before(Call call) {
                if (call.request() instanceof DescribeServicesRequest r
                    && r.services().size() < 10) {
                  throw Fault.UNAVAILABLE.of(call);
                }
              }
            });

    List<String> writes = ground.writes(() -> ground.lab.apply(services(12)));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.finding(services(12), "service/s001").status()).isEqualTo(Status.UNKNOWN);
    assertThat(ground.lab.finding(services(12), "cluster/main").status()).isEqualTo(Status.IN_SYNC);
  }

  @Test
  void ap_14_every_page_is_read_and_no_request_is_larger_than_its_api_allows() {
    for (int i = 0; i < 30; i++) {
      String name = "other-" + i;
      ground.ecs.createCluster(r -> r.clusterName(name));
    }
    String all = services(120) + groups(8, 50);
    ground.steady(all);
    ground.lab.sandbox().recording().clear();

    assertThat(ground.lab.look(all).plan().isEmpty()).isTrue();
    assertThat(ground.lab.look(services(119) + groups(7, 50)).plan().changes())
        .extracting(change -> change.resource().toString())
        .contains("service/s119", "securityGroup/g7");

    List<Call> calls = ground.lab.sandbox().calls();
    assertThat(requests(calls, ListServicesRequest.class)).hasSizeGreaterThan(2);
    assertThat(requests(calls, ListServicesRequest.class)).allMatch(r -> r.maxResults() <= 100);
    assertThat(requests(calls, DescribeServicesRequest.class))
        .allMatch(r -> r.services().size() <= 10);
    assertThat(requests(calls, DescribeTagsRequest.class))
        .allMatch(r -> r.resourceArns().size() <= 20);
    assertThat(requests(calls, DescribeSecurityGroupsRequest.class))
        .allMatch(r -> r.filters().stream().allMatch(f -> f.values().size() <= 200));
  }

  @Test
  void ap_16_when_a_later_page_fails_nothing_is_concluded_from_the_first() {
    ground.steady(services(105));
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            new Hook() {
              @Override
              public void before(Call call) {
                if (call.request() instanceof ListServicesRequest r && r.nextToken() != null) {
                  throw Fault.UNAVAILABLE.of(call);
                }
              }
            });
    String after = services(104).replace("s050:", "new:");

    List<String> writes =
        ground.writes(() ->
            assertThat(ground.lab.apply(after).outcome())
                .isInstanceOf(Receipt.Outcome.Failed.class));

    assertThat(writes).noneMatch(w -> w.startsWith("ecs:Create") || w.startsWith("ecs:Delete"));
    assertThat(ground.lab.finding(after, "service/new").status()).isEqualTo(Status.UNKNOWN);
    ground.lab.sandbox().conditions().clear();
    assertThat(ground.lab.apply(after).outcome()).isEqualTo(STEADY);
    assertThat(ground.service("s050").status()).isNotEqualTo("ACTIVE");
  }

  @Test
  void ap_17_a_page_that_leads_to_itself_ends_the_read_and_is_no_absence() {
    String all = shop() + "outputs: {place: one}\n";
    ground.steady(all);
    ground.lab.restarted();
    ground.lab.sandbox().recording().clear();
    ground.lab.sandbox().conditions().tell(ApiPagesCasesTest::leadingToItself);

    Look look = ground.lab.look(all);
    List<String> writes = ground.writes(() -> ground.lab.apply(all));

    assertThat(writes).isEmpty();
    for (String id : List.of("service/api", "securityGroup/api", "loadBalancer/public")) {
      Finding finding =
          look.findings().stream()
              .filter(f -> f.id().toString().equals(id))
              .findFirst()
              .orElseThrow();
      assertThat(finding.status()).as(id).isEqualTo(Status.UNKNOWN);
      assertThat(finding.message()).as(id).contains("the same page");
    }
    assertThat(look.calls().values()).allMatch(calls -> calls < 10);
    ground.lab.sandbox().conditions().clear();
    ground.still(all);
  }

  private static Object leadingToItself(Object answer) {
    return switch (answer) {
      case ListServicesResponse r -> r.toBuilder().nextToken(FIRST).build();
      case DescribeSecurityGroupsResponse r -> r.toBuilder().nextToken(FIRST).build();
      case DescribeLoadBalancersResponse r -> r.toBuilder().nextMarker(FIRST).build();
      case GetResourcesResponse r -> r.toBuilder().paginationToken(FIRST).build();
      default -> answer;
    };
  }

  @Test
  void ap_26_a_status_that_nobody_has_heard_of_is_waited_out() {
    ground.steady(shop());
    OddStatus.ofServices(ground.lab.sandbox(), Lab.REGION, "RETICULATING");

    List<String> writes = ground.writes(() -> ground.lab.pass(shop()));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.look(shop()).plan().isWaiting()).isTrue();
    OddStatus.ofServices(ground.lab.sandbox(), Lab.REGION, "ACTIVE");
    ground.still(shop());
  }

  private static String services(int count) {
    StringBuilder yaml = new StringBuilder("services:\n");
    for (int i = 0; i < count; i++) {
      yaml.append(
          "  s%03d: {image: repo/api:1.4.2, cpu: 256, memory: 512, desiredCount: 0}\n"
              .formatted(i));
    }
    return yaml.toString();
  }

  private static String groups(int count, int rules) {
    String list =
        IntStream.range(0, rules)
            .mapToObj(i -> "10." + i + ".0.0/16")
            .collect(Collectors.joining(", "));
    StringBuilder yaml = new StringBuilder("securityGroups:\n");
    for (int i = 0; i < count; i++) {
      yaml.append(
          "  g%d: {ingress: [{protocol: tcp, ports: 443, from: [%s]}]}\n".formatted(i, list));
    }
    return yaml.toString();
  }
}
