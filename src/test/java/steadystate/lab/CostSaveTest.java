package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.Golden;
import steadystate.environment.Environment;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Outputs;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;
import steadystate.resource.Because;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;

/** The mode cost-save, from YAML to what lives. */
class CostSaveTest {
  private static final String SHOP =
      Stories.SHOP.replace(
              "desiredCount: 2",
              "desiredCount: 2\n    autoscaling: {min: 2, max: 4, targetCPUUtilization: 60}")
          + "outputs: {url: \"http://${loadBalancer.public.dnsName}\", name: shop}\n";
  private static final String LEAN =
      "mode: cost-save\ncostSave: {allowFrom: [203.0.113.0/24]}\n" + SHOP;

  private static final String KEEPING =
      "mode: cost-save\ncostSave: {loadBalancers: keep, spot: false, maxDesiredCount: 9, insights:"
          + " keep, maxLogRetentionDays: 3653}\n"
          + SHOP;

  private static Value.Entries model(Environment environment, String id) {
    return environment.find(ResourceId.parse(id)).orElseThrow().model();
  }

  private static List<String> ids(Environment environment) {
    return environment.declared().stream().map(d -> d.id().toString()).toList();
  }

  @Test
  void balancers_and_all_that_hangs_on_them_are_left_out() {
    Environment lean = Lab.inMemory().environment(LEAN);

    assertThat(ids(lean))
        .contains("service/api", "logGroup/api", "securityGroup/alb")
        .noneMatch(id -> id.startsWith("loadBalancer") || id.startsWith("listener"))
        .noneMatch(id -> id.startsWith("targetGroup") || id.startsWith("scalableTarget"));
    assertThat(lean.leftOut())
        .extracting(ResourceId::toString)
        .contains("loadBalancer/public", "listener/public/http", "targetGroup/api/public");
    assertThat(lean.outputs()).containsOnlyKeys("name", "apiAddress");
  }

  @Test
  void every_value_of_the_mode_says_so() {
    Value.Entries service = model(Lab.inMemory().environment(LEAN), "service/api");

    for (String member : List.of("desiredCount", "capacityProviderStrategy", "loadBalancers")) {
      assertThat(service.get(member).orElseThrow().origin().because())
          .as(member)
          .isEqualTo(Because.MODE);
      assertThat(service.get(member).orElseThrow().origin().reason()).isEqualTo("mode: cost-save");
    }
    assertThat(service.whole("desiredCount")).hasValue(1);
    assertThat(service.toString()).contains("FARGATE_SPOT");
  }

  @Test
  void the_port_is_opened_to_those_who_are_named_and_to_nobody_else() {
    Lab lab = Lab.inMemory();

    assertThat(model(lab.environment(LEAN), "securityGroup/api").get("ingress").toString())
        .contains("203.0.113.0/24", "ports=8000");
    Environment closed =
        lab.environment(LEAN.replace("costSave: {allowFrom: [203.0.113.0/24]}\n", ""));
    assertThat(model(closed, "securityGroup/api").list("ingress")).hasSize(1);
    assertThat(closed.remarks().toString()).contains("costSave.allowFrom").contains("8000");
    assertThat(
            lab.look(LEAN.replace("costSave: {allowFrom: [203.0.113.0/24]}\n", "")).plan().notes())
        .anyMatch(note -> note.about().equals("mode"));
  }

  @Test
  void each_effect_has_a_key_that_switches_it_off() {
    Lab lab = Lab.inMemory();
    Environment standard = lab.environment(SHOP);
    Environment kept = lab.environment(KEEPING);

    assertThat(kept.leftOut()).isEmpty();
    assertThat(ids(kept)).isEqualTo(ids(standard));
    standard
        .declared()
        .forEach(
            wish -> assertThat(kept.find(wish.id()).orElseThrow().model()).isEqualTo(wish.model()));
  }

  @Test
  void a_balancer_that_is_kept_stays() {
    String kept = LEAN.replace("  public:\n", "  public:\n    keepInCostSave: true\n");

    assertThat(ids(Lab.inMemory().environment(kept)))
        .contains("loadBalancer/public", "targetGroup/api/public");
  }

  @Test
  void a_variable_that_names_a_removed_balancer_is_a_mistake_with_a_way_out() {
    String named = LEAN.replace("LOG: info", "LOG: info, URL: \"${loadBalancer.public.dnsName}\"");

    assertThat(Lab.inMemory().reading(Lab.HEAD + named.indent(2)).problems())
        .anySatisfy(problem -> {
          assertThat(problem.code()).isEqualTo("left-out");
          assertThat(problem.help().orElse("")).contains("keepInCostSave");
        });
  }

  @Test
  void a_mistake_in_what_is_left_out_is_still_found() {
    String wrong = LEAN.replace("listener: http,", "listener: htp,");

    assertThat(Lab.inMemory().reading(Lab.HEAD + wrong.indent(2)).problems()).isNotEmpty();
  }

  @Test
  void services_sleep_outside_the_awake_hours() {
    Lab lab = Lab.inMemory();
    String awake =
        "mode: cost-save\ncostSave: {awake: {windows: [\"Mon-Fri 09:00-20:00\"]}}\n" + SHOP;

    Environment day = lab.environment(awake);
    assertThat(model(day, "service/api").whole("desiredCount")).hasValue(1);
    assertThat(day.changesAt()).hasValue(Instant.parse("2026-03-02T20:00:00Z"));
    lab.clock().advance(Duration.ofHours(11));
    Environment night = lab.environment(awake);
    assertThat(model(night, "service/api").whole("desiredCount")).hasValue(0);
    assertThat(night.hours().asleep()).isTrue();
    assertThat(night.changesAt()).hasValue(Instant.parse("2026-03-03T09:00:00Z"));
  }

  @Test
  void going_there_and_back_ten_times_ends_at_the_same_state_and_makes_no_twins() {
    Lab lab = Lab.inMemory();
    assertSteady(lab.apply(LEAN));
    assertSteady(lab.apply(SHOP));
    Map<String, Value> standard = state(lab);
    AtomicInteger looks = new AtomicInteger();
    lab.sandbox().conditions().hook(neverWithoutTask(lab, looks));
    assertSteady(lab.apply(LEAN));
    Map<String, Value> lean = state(lab);

    for (int i = 0; i < 9; i++) {
      assertSteady(lab.apply(SHOP));
      assertThat(state(lab)).isEqualTo(standard);
      assertSteady(lab.apply(LEAN));
      assertThat(state(lab)).isEqualTo(lean);
    }
    assertThat(lab.look(LEAN).plan().changes()).isEmpty();
    assertThat(looks).hasValueGreaterThan(100);
    Service service =
        lab.byHand(EcsClient.class)
            .describeServices(r -> r.cluster("dev").services("api"))
            .services()
            .getFirst();
    assertThat(service.runningCount()).isEqualTo(1);
    assertThat(service.loadBalancers()).isEmpty();
  }

  @Test
  void the_address_of_a_task_is_told_in_the_place_of_the_balancers_name() {
    Lab lab = Lab.inMemory();
    assertSteady(lab.apply(LEAN));

    SortedMap<String, String> outputs =
        Outputs.of(lab.environment(LEAN), lab.look(LEAN).findings());

    assertThat(outputs.get("apiAddress")).matches("http://198\\.18\\.\\d+\\.\\d+:8000");
    assertSteady(lab.apply(SHOP));
    assertThat(Outputs.of(lab.environment(SHOP), lab.look(SHOP).findings()))
        .containsOnlyKeys("name", "url");
  }

  @Test
  void an_address_that_aws_does_not_tell_keeps_nothing_from_being_looked_after() {
    Lab lab = Lab.inMemory();
    assertSteady(lab.apply(LEAN));
    lab.sandbox()
        .conditions()
        .fail("ecs:ListTasks", Fault.error("AccessDeniedException", 400, "not allowed"));

    Look look = lab.look(LEAN);

    assertThat(look.plan().isEmpty()).isTrue();
    assertThat(look.plan().unknown()).isEmpty();
    assertThat(Outputs.of(lab.environment(LEAN), look.findings())).containsOnlyKeys("name");
  }

  /** Looks at the service before each call of anybody. */
  private static Hook neverWithoutTask(Lab lab, AtomicInteger looks) {
    EcsClient ecs = lab.byHand(EcsClient.class);
    return new Hook() {
      private boolean looking;

      @Override
      public void before(Call call) {
        if (looking) {
          return;
        }
        looking = true;
        Service api =
            ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
        assertThat(api.runningCount()).as("running at %s", call.operation()).isPositive();
        looks.incrementAndGet();
        looking = false;
      }
    };
  }

  private static void assertSteady(Receipt receipt) {
    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
  }

  /** Everything that carries our tags, without ARNs, which new bodies have anew. */
  private static Map<String, Value> state(Lab lab) {
    Map<String, Value> state = new TreeMap<>();
    for (Live live : lab.everything()) {
      Value.Entries model =
          live.model().entries().containsKey("loadBalancers")
              ? live.model()
                  .with("loadBalancers", Value.number(live.model().list("loadBalancers").size()))
              : live.model();
      Value before = state.put(live.id().toString(), plain(model));
      assertThat(before).as("no twin of %s", live.id()).isNull();
    }
    return state;
  }

  private static Value plain(Value.Entries model) {
    return Value.text(
        model.toString().replaceAll("(app|net|targetgroup|listener[a-z/-]*)/[^,}\\]]*", "$1"));
  }

  @Test
  void each_mode_has_its_plan() {
    String text =
        List.of("standard", "cost-save", "strict").stream()
            .map(CostSaveTest::plan)
            .collect(Collectors.joining("\n\n"));

    Golden.check("modes/three-modes.txt", text);
  }

  private static String plan(String mode) {
    Lab lab = Lab.inMemory();
    String yaml = "mode: " + mode + "\ncostSave: {allowFrom: [203.0.113.0/24]}\n" + SHOP;
    String fresh = text(lab, yaml);
    lab.apply(SHOP);
    return "== "
        + mode
        + ", from nothing ==\n"
        + fresh
        + "\n== "
        + mode
        + ", from standard ==\n"
        + text(lab, yaml);
  }

  private static String text(Lab lab, String yaml) {
    var look = lab.look(yaml);
    return new PlanReport(look.plan(), Stats.NONE)
        .text(Paper.PLAIN)
        .replaceAll("/[0-9a-f]{16,}", "/…");
  }
}
