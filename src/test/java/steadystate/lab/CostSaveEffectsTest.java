package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import steadystate.environment.Environment;
import steadystate.policy.Judgement;
import steadystate.policy.Verdict;
import steadystate.resource.Because;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Each effect of cost-save alone: what it changes, that it says so, and the key for it. */
class CostSaveEffectsTest {
  private static final List<String> OFF =
      List.of(
          "loadBalancers: keep",
          "spot: false",
          "maxDesiredCount: 1000",
          "databases: keep",
          "nat: keep",
          "insights: keep",
          "maxLogRetentionDays: 3653",
          "freeTier: off");

  private static final String SPEC =
      """
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}
      cluster: {settings: [{name: containerInsights, value: enabled}]}
      securityGroups:
        alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]}
        api: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners: {http: {port: 80, protocol: HTTP}}
      services:
        api:
          image: public.ecr.aws/nginx/nginx:1.27
          cpu: 256
          memory: 512
          port: 8000
          desiredCount: 3
          securityGroups: [securityGroup/api]
          expose: [{loadBalancer: loadBalancer/public, listener: http, priority: 1}]
          logRetentionDays: 30
      databases:
        main: {engine: postgres, dbInstanceClass: db.t4g.micro, allocatedStorage: 20, multiAZ: true}
      instances:
        box: {imageId: ami-0123456789abcdef0, instanceType: m7i.large}
      scheduledTasks:
        nightly: {image: "repo/sweeper:1.0.0", schedule: rate(1 hour), logRetentionDays: 30}
      """;

  private final Lab lab = Lab.inMemory();

  /** With these effects switched on, and all others off. */
  private Environment with(String... effects) {
    Set<String> on = new TreeSet<>(List.of(effects));
    Stream<String> off =
        OFF.stream()
            .filter(key -> on.stream().noneMatch(e -> e.startsWith(key.split(":", 2)[0] + ":")));
    return lab.environment(
        "mode: cost-save\ncostSave: {"
            + String.join(", ", Stream.concat(off, on.stream()).toList())
            + "}\n"
            + SPEC);
  }

  /** Members that differ from the spec as written, and resources that are gone. */
  private static Set<String> changed(Environment written, Environment lean) {
    Set<String> changed = new TreeSet<>();
    for (Declared wish : written.declared()) {
      lean.find(wish.id())
          .ifPresentOrElse(
              found -> {
                Set<String> members = new TreeSet<>(wish.model().entries().keySet());
                members.addAll(found.model().entries().keySet());
                members.removeIf(m -> wish.model().get(m).equals(found.model().get(m)));
                members.forEach(m -> changed.add(wish.id() + " " + m));
              },
              () -> changed.add("no " + wish.id()));
    }
    return changed;
  }

  static Stream<Arguments> effects() {
    return Stream.of(
        Arguments.of(
            "loadBalancers: remove",
            Set.of(
                "no listener/public/http",
                "no loadBalancer/public",
                "no targetGroup/api/public",
                "service/api loadBalancers",
                "service/api networkConfiguration")),
        Arguments.of(
            "spot: true",
            Set.of("cluster/main capacityProviders", "service/api capacityProviderStrategy")),
        Arguments.of("maxDesiredCount: 1", Set.of("service/api desiredCount")),
        Arguments.of("databases: shrink", Set.of("database/main multiAZ")),
        Arguments.of(
            "nat: remove",
            Set.of(
                "no elasticIp/nat-a",
                "no natGateway/a",
                "routeTable/private-a routes",
                "routeTable/private-b routes",
                "service/api networkConfiguration")),
        Arguments.of("insights: off", Set.of("cluster/main settings")),
        Arguments.of("maxLogRetentionDays: 3", Set.of("logGroup/api retentionInDays")),
        Arguments.of(
            "awake: {windows: [\"Sat 09:00-10:00\"]}",
            Set.of(
                "service/api desiredCount",
                "database/main state",
                "instance/box state",
                "scheduledTask/nightly state")),
        Arguments.of("freeTier: deny", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void an_effect_alone_changes_only_what_is_its_own_and_says_so(String key, Set<String> members) {
    Environment written = lab.environment(SPEC);

    Environment lean = with(key);

    assertThat(changed(written, lean)).isEqualTo(new TreeSet<>(members));
    for (String member : members) {
      String[] words = member.split(" ");
      if (!words[0].equals("no")) {
        Value.Entries model = lean.find(ResourceId.parse(words[0])).orElseThrow().model();
        assertThat(isByMode(model.get(words[1]).orElse(model))).as(member).isTrue();
      }
    }
  }

  private static boolean isByMode(Value value) {
    boolean itself =
        value.origin().because() == Because.MODE
            && value.origin().reason().startsWith("mode: cost-save");
    return itself
        || switch (value) {
          case Value.Entries entries ->
              entries.entries().values().stream().anyMatch(CostSaveEffectsTest::isByMode);
          case Value.Items items -> items.items().stream().anyMatch(CostSaveEffectsTest::isByMode);
          case Value.Text _, Value.Number _, Value.Flag _, Value.Template _ -> false;
        };
  }

  @Test
  void with_every_key_off_nothing_is_changed_and_nothing_refused() {
    assertThat(changed(lab.environment(SPEC), with())).isEmpty();
    assertThat(judged(with()).refusals()).isEmpty();
  }

  @Test
  void the_free_tier_alone_refuses_what_leaves_it_and_changes_nothing() {
    Verdict verdict = judged(with("freeTier: deny"));

    assertThat(verdict.refusals())
        .extracting(refusal -> refusal.rule() + " " + refusal.resource())
        .containsExactlyInAnyOrder(
            "cost-save/free-tier database/main", "cost-save/free-tier instance/box");
    assertThat(judged(with("freeTier: warn")).refusals()).isEmpty();
    assertThat(judged(with("freeTier: warn")).warnings()).hasSize(2);
  }

  private Verdict judged(Environment environment) {
    return Judgement.of(environment, Set.of(), lab.clock().instant());
  }
}
