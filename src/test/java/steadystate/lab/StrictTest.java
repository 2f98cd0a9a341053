package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;
import steadystate.policy.Strict;
import steadystate.reconcile.pass.Receipt;

/** The mode strict, from YAML to a refused plan. */
class StrictTest {
  private static final String GOOD =
      """
      mode: strict
      cluster: {settings: [{name: containerInsights, value: enabled}]}
      securityGroups:
        alb:
          ingress:
            - {protocol: tcp, ports: 80, from: [0.0.0.0/0, "::/0"]}
            - {protocol: tcp, ports: 443, from: [0.0.0.0/0, "::/0"]}
        api:
          ingress:
            - {protocol: tcp, ports: 8000, from: securityGroup/alb}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners:
            http: {port: 80, protocol: HTTP, redirectTo: https}
            https: {port: 443, protocol: HTTPS, certificates: ["arn:aws:acm:eu-west-1:123456789012:certificate/7d1a2b3c-4e5f-4a6b-8c7d-9e0f1a2b3c4d"]}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info, TOKEN_URL: "https://login.example.com"}
          desiredCount: 2
          assignPublicIp: false
          securityGroups: [securityGroup/api]
          rollout: {circuitBreaker: true, rollback: true}
          logRetentionDays: 30
          expose:
            - {loadBalancer: loadBalancer/public, listener: https, path: /*, priority: 10}
      """;

  /** The rules that a spec breaks, each with what breaks it. */
  static List<String> broken(Lab lab, String yaml) {
    return Strict.check(lab.environment(yaml), lab.clock().instant()).stream()
        .map(refusal -> refusal.rule() + " " + refusal.resource())
        .toList();
  }

  private static String edited(String from, String to) {
    assertThat(GOOD).contains(from);
    return GOOD.replace(from, to);
  }

  @Test
  void a_good_spec_breaks_no_rule_and_is_applied() {
    Lab lab = Lab.inMemory();

    assertThat(broken(lab, GOOD)).isEmpty();
    assertThat(lab.apply(GOOD).outcome()).isEqualTo(new Receipt.Outcome.Steady());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "strict/pinned-images service/api; repo/api:1.4.2; repo/api:main",
        "strict/pinned-images service/api; repo/api:1.4.2; repo/api",
        "strict/no-public-ingress securityGroup/api; from: securityGroup/alb; from: 0.0.0.0/0",
        "strict/no-public-ingress securityGroup/api; from: securityGroup/alb; from: 0.0.0.0/1",
        "strict/no-public-ingress securityGroup/api; from: securityGroup/alb; from: \"2000::/3\"",
        "strict/no-public-ingress securityGroup/alb; ports: 443; ports: 22",
        "strict/no-public-ip service/api; assignPublicIp: false; assignPublicIp: true",
        "strict/private-subnets service/api; assignPublicIp: false; assignPublicIp: true",
        "strict/https listener/public/http; , redirectTo: https; ",
        "strict/https listenerRule/public/http/api; listener: https; listener: http",
        "strict/two-tasks service/api; desiredCount: 2; desiredCount: 1",
        "strict/two-tasks service/api; desiredCount: 2; subnets: [subnet-1]",
        "strict/circuit-breaker service/api; , rollback: true; ",
        "strict/logs-kept logGroup/api; Days: 30; Days: 14",
        "strict/no-plain-secrets service/api; LOG: info; DB_PASSWORD: hunter2",
        "strict/no-plain-secrets service/api; LOG: info; DB: \"postgres://app:hunter2@db/app\"",
        "strict/no-plain-secrets service/api; LOG: info;"
            + " DB: 'postgres://app:hunter2@${loadBalancer.public.dnsName}/app'",
        "strict/container-insights cluster/main; value: enabled; value: disabled",
        "strict/container-insights cluster/main;"
            + " cluster: {settings: [{name: containerInsights, value: enabled}]}; tags: {a: b}",
        "strict/two-tasks service/api; mode: strict;"
            + " mode: strict\\nnetwork: {cidrBlock: 10.0.0.0/16, availabilityZones: 1}",
        "strict/two-tasks service/api; desiredCount: 2; launchType: FARGATE",
        "strict/no-public-ip service/api; assignPublicIp: false; launchType: FARGATE",
        "strict/circuit-breaker service/api; rollout: {circuitBreaker: true, rollback: true};"
            + " launchType: FARGATE",
        "strict/logs-kept service/api; logRetentionDays: 30; launchType: FARGATE",
        "strict/no-host-access service/api; cpu: 256; cpu: 256\\n"
            + "    launchType: EC2\\n    taskDefinition: {pidMode: host}",
        "strict/no-host-access service/api; cpu: 256; cpu: 256\\n    launchType: EC2\\n"
            + "    containers: {side: {image: 'r/s:1.2', privileged: true}}",
        "strict/no-host-access service/api; cpu: 256; cpu: 256\\n"
            + "    launchType: EC2\\n"
            + "    taskDefinition: {volumes: [{name: d, host: {sourcePath:"
            + " /var/run/docker.sock}}]}",
        "strict/known-registries service/api; mode: strict;"
            + " mode: strict\\nallowedRegistries: [quay.io/shop]",
      })
  void each_rule_refuses_its_bad_example(String rule, String good, String bad) {
    String changed = bad == null ? "" : bad.replace("\\n", "\n");

    Lab lab = Lab.inMemory();
    String yaml = edited(good, changed);

    assertThat(broken(lab, yaml)).contains(rule);
    assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo/api@sha256:4f9b9a7c1d2e3f405162738495a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e",
        "repo/api:v2.0",
        "repo/api:9fceb02",
        "registry:5000/team/api:20260302-1"
      })
  void images_that_never_change_pass(String image) {
    assertThat(broken(Lab.inMemory(), edited("repo/api:1.4.2", "\"" + image + "\""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pinned, IMMUTABLE, 0", "tag, IMMUTABLE, 0", "pinned, MUTABLE, 1", "tag, MUTABLE, 1"})
  void any_tag_passes_where_tags_never_move(String follow, String mutability, int refusals) {
    String ours =
        edited(
                "image: repo/api:1.4.2",
                "image: repository/api:main\n    imagePolicy: {follow: " + follow + "}")
            + "repositories: {api: {imageTagMutability: "
            + mutability
            + "}}\n";

    assertThat(broken(Lab.inMemory(), ours)).hasSize(refusals);
  }

  @Test
  void a_refused_plan_names_the_place_and_writes_nothing() {
    Lab lab = Lab.inMemory();
    String bad = edited("desiredCount: 2", "desiredCount: 1");

    Receipt receipt = lab.apply(bad);

    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
    Refusal refusal = lab.look(bad).plan().refusals().getFirst();
    assertThat(refusal.message()).contains("desiredCount: 2");
    assertThat(refusal.source().orElseThrow().line()).isEqualTo(30);
  }

  @Test
  void every_rule_has_its_paragraph_in_the_documentation() throws IOException {
    String page = Files.readString(Path.of("docs/strict.md"));

    for (String rule : Strict.rules().keySet()) {
      assertThat(page).contains("\n## " + rule.substring("strict/".length()) + "\n");
    }
  }

  /** The examples are looked for where they stand, so that a new rule cannot come without one. */
  @Test
  void every_rule_has_a_bad_example_that_it_refuses() {
    Set<String> refused = new TreeSet<>(Set.of("strict/windows"));
    for (Class<?> test :
        List.of(StrictTest.class, StrictDatabasesTest.class, StrictTasksTest.class)) {
      Stream.of(test.getDeclaredMethods())
          .filter(method -> method.getName().startsWith("each_rule_refuses_its_bad_example"))
          .flatMap(method -> Stream.of(method.getAnnotation(CsvSource.class).value()))
          .forEach(row -> refused.add(row.split("[ ;]")[0]));
    }

    assertThat(refused).isEqualTo(Strict.rules().keySet());
  }

  @Test
  void what_reaches_the_host_is_warned_of_in_other_modes() {
    Lab lab = Lab.inMemory();
    String bad =
        edited("cpu: 256", "cpu: 256\n    launchType: EC2\n    taskDefinition: {pidMode: host}")
            .replace("mode: strict", "mode: standard");

    assertThat(lab.look(bad).plan().refusals()).isEmpty();
    assertThat(lab.look(bad).plan().warnings())
        .extracting(Warning::rule)
        .containsExactly("strict/no-host-access");
  }

  @Test
  void other_modes_refuse_none_of_it() {
    String bad = edited("desiredCount: 2", "desiredCount: 1").replace("strict", "standard");

    assertThat(broken(Lab.inMemory(), bad)).isEmpty();
  }

  @Test
  void a_waiver_counts_until_its_last_day_and_is_then_a_refusal_of_its_own() {
    Lab lab = Lab.inMemory();
    String waived =
        edited("desiredCount: 2", "desiredCount: 1")
            + "waive: [{rule: strict/two-tasks, resource: service/api, reason: a batch of one,"
            + " until: 2026-03-03}]\n";

    List<List<String>> days = new ArrayList<>();
    for (int day = 2; day <= 4; day++) {
      days.add(broken(lab, waived));
      lab.clock().advance(Duration.ofDays(1));
    }

    assertThat(days)
        .containsExactly(
            List.of(),
            List.of(),
            List.of("strict/two-tasks service/api", "strict/expired-waiver service/api"));
  }

  @Test
  void a_waiver_is_for_its_resource_and_its_rule() {
    Lab lab = Lab.inMemory();
    String bad = edited("desiredCount: 2", "desiredCount: 1");

    assertThat(
            broken(
                lab,
                bad
                    + "waive: [{rule: strict/two-tasks, resource: securityGroup/api, reason:"
                    + " no}]\n"))
        .containsExactly("strict/two-tasks service/api");
    assertThat(broken(lab, GOOD + "waive: [{rule: strict/two-task, reason: no}]\n"))
        .containsExactly("strict/unknown-rule environment/dev");
  }

  @Test
  void outside_the_windows_a_plan_is_refused_and_says_when_they_open() {
    Lab lab = Lab.inMemory();
    String windowed =
        GOOD + "reconcile: {timezone: Asia/Seoul, windows: [\"Mon-Fri 09:00-17:00\"]}\n";

    // It is Monday, 19:00 in Seoul.
    Receipt late = lab.apply(windowed);
    assertThat(late.outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(late.last().plan().refusals().getFirst().message())
        .contains("open at 2026-03-03T09:00+09:00");
    assertThat(lab.sandbox().recording().writes()).isEmpty();

    lab.clock().advance(Duration.ofHours(15));
    assertThat(lab.apply(windowed).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    lab.clock().advance(Duration.ofHours(12));
    assertThat(lab.look(windowed).plan().refusals()).isEmpty();
  }
}
