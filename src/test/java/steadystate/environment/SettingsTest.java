package steadystate.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.said;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.environment.mode.CostSave;
import steadystate.environment.mode.Mode;
import steadystate.resource.Because;
import steadystate.resource.Lifecycle;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

class SettingsTest {

  @Test
  void what_is_not_written_has_its_default() {
    assertThat(Specs.dev().settings())
        .isEqualTo(
            new Settings(
                "123456789012",
                "eu-west-1",
                Mode.STANDARD,
                Map.of(),
                Duration.ofSeconds(60),
                true,
                false,
                Optional.empty(),
                true,
                false,
                5,
                List.of()));
  }

  @Test
  void everything_that_can_be_written_is_read() {
    Settings settings =
        Specs.dev(
                "mode: strict",
                "tags: {team: shop}",
                "reconcile:",
                "  interval: 15m",
                "  onDrift: report",
                "  dryRun: true",
                "  suspend: {reason: migration, by: kim}",
                "  prune: false",
                "  adopt: matching",
                "  windows: ['Mon-Fri 09:00-17:00']",
                "  timezone: Asia/Seoul",
                "  maxDeletes: 2",
                "policies: [{name: small, expression: 'true', message: no, severity: warn}]",
                "waive: [{rule: no-public-ip, reason: test, until: 2026-12-31}]",
                "notifications: [{url: https://hooks.example.com/x, events: [drift]}]")
            .settings();

    assertThat(settings.mode()).isEqualTo(Mode.STRICT);
    assertThat(settings.interval()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.correct()).isFalse();
    assertThat(settings.dryRun()).isTrue();
    assertThat(settings.suspended()).contains(new Settings.Suspension("migration", "kim"));
    assertThat(settings.prune()).isFalse();
    assertThat(settings.adopt()).isTrue();
    assertThat(settings.maxDeletes()).isEqualTo(2);
    assertThat(settings.changes().orElseThrow().isOpen(Instant.parse("2026-01-05T00:30:00Z")))
        .isTrue();
    assertThat(settings.policies().getFirst().deny()).isFalse();
    assertThat(settings.waivers().getFirst().until()).contains(LocalDate.of(2026, 12, 31));
    assertThat(settings.notifications().getFirst().events()).containsExactly("drift");
    assertThat(settings.notifications().toString()).doesNotContain("hooks");
  }

  @Test
  void every_effect_of_cost_save_can_be_switched() {
    CostSave costSave =
        Specs.dev(
                "costSave:",
                "  loadBalancers: keep",
                "  allowFrom: [203.0.113.7/32, '2001:db8::/32']",
                "  spot: false",
                "  maxDesiredCount: 2",
                "  awake: {timezone: Asia/Seoul, windows: [Mon-Fri 09:00-20:00], except:"
                    + " [2026-12-25]}",
                "  databases: keep",
                "  nat: keep",
                "  insights: keep",
                "  maxLogRetentionDays: 7",
                "  freeTier: warn")
            .settings()
            .costSave();

    assertThat(costSave.removeLoadBalancers()).isFalse();
    assertThat(costSave.allowFrom()).hasSize(2);
    assertThat(costSave.spot()).isFalse();
    assertThat(costSave.maxDesiredCount()).isEqualTo(2);
    assertThat(costSave.awake().orElseThrow().except()).containsExactly(LocalDate.of(2026, 12, 25));
    assertThat(costSave.freeTier()).isEqualTo(CostSave.FreeTier.WARN);
    assertThat(costSave.shrinkDatabases() || costSave.removeNat() || costSave.insightsOff())
        .isFalse();
    assertThat(Specs.dev().settings().costSave()).isEqualTo(CostSave.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "reconcile: {interval: 60}; 7:25 [pattern] spec.reconcile.interval: `60` has not the form",
        "reconcile: {interval: 1s}; 7:25 [out-of-range] spec.reconcile.interval: 5s is the"
            + " shortest",
        "reconcile: {windows: []}; 7:24 [out-of-range] spec.reconcile.windows: this list needs at",
        "reconcile: {windows: [Mon 9-17]}; 7:25 [bad-window] spec.reconcile.windows: `Mon 9-17` is",
        "reconcile: {windows: [Moo 09:00-17:00]}; 7:25 [bad-window] spec.reconcile.windows: `Moo",
        "reconcile: {timezone: Asia/Soul}; 7:25 [not-allowed] spec.reconcile.timezone: `Asia/Soul`"
            + " is no time zone | did you mean `Asia/Seoul`?",
        "reconcile: {maxDeletes: -1}; 7:27 [out-of-range] spec.reconcile.maxDeletes: `-1` is out"
            + " of",
        "reconcile: {suspend: true}; 7:24 [wrong-type] spec.reconcile.suspend: expected a map,"
            + " found",
        "reconcile: {adopt: true}; 7:22 [not-allowed] spec.reconcile.adopt: `true` is not allowed",
        "mode: cheap; 7:9 [not-allowed] spec.mode: `cheap` is not allowed here; allowed: cost-save",
        "mode: Strict; 7:9 [not-allowed] spec.mode: `Strict` is not allowed here",
        "costSave: {allowFrom: [10.0.0.300/8]}; 7:26 [bad-cidr] spec.costSave.allowFrom:"
            + " `10.0.0.300",
        "costSave: {awake: {}}; 7:14 [missing-key] spec.costSave.awake.windows: `windows` is"
            + " missing",
        "waive: [{rule: a}]; 7:11 [missing-key] spec.waive[0].reason: `reason` is missing",
        "waive: [{rule: a, reason: b, until: soon}]; 7:39 [bad-date] spec.waive.until: `soon` is"
            + " no",
        "notifications: [{url: ftp://x}]; 7:25 [pattern] spec.notifications[0].url: (sensitive)"
            + " has",
        "tags: {'steadystate:environment': x}; 7:37 [bad-tag] spec.tags[steadystate:environment]:"
            + " tags",
        "tags: {'aws:x': x}; 7:19 [bad-tag] spec.tags[aws:x]: AWS keeps tags that start with"
            + " `aws:`",
      })
  void a_mistake_in_settings_says_where_and_what(String written, String said) {
    assertThat(said(written)).singleElement().asString().startsWith(said);
  }

  @Test
  void every_entry_takes_some_keys() {
    Environment dev =
        Specs.dev(
            "tags: {team: shop, tier: all}",
            "services:",
            "  api: {image: x, name: shop-api, tags: {tier: api}, adopt: matching, ttl: 72h,"
                + " deletionPolicy: retain}");
    var api = dev.find(ResourceId.parse("service/api")).orElseThrow();

    assertThat(api.model().text("name")).contains("shop-api");
    assertThat(api.model().map("tags").orElseThrow())
        .isEqualTo(Value.entries(Map.of("team", Value.text("shop"), "tier", Value.text("api"))));
    assertThat(api.lifecycle())
        .isEqualTo(
            new Lifecycle(
                true, Lifecycle.DeletionPolicy.RETAIN, Optional.of(Duration.ofHours(72))));
    assertThat(dev.find(ResourceId.parse("logs/api")).orElseThrow().model().has("tags")).isTrue();
  }

  @Test
  void an_entry_says_more_than_its_environment_about_adoption() {
    Environment dev =
        Specs.dev("reconcile: {adopt: matching}", "loadBalancers: {a: {adopt: never}, b: {}}");

    assertThat(dev.find(ResourceId.parse("balancer/a")).orElseThrow().lifecycle().adopt())
        .isFalse();
    assertThat(dev.find(ResourceId.parse("balancer/b")).orElseThrow().lifecycle().adopt()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Api", "api_1", "1api", "api-", "a.b", "-a"})
  void a_key_that_aws_would_refuse_is_a_mistake(String key) {
    assertThat(said("services: {'" + key + "': {image: x}}"))
        .singleElement()
        .asString()
        .startsWith("7:14 [bad-name] spec.services")
        .contains("lowercase letters, digits and hyphens");
  }

  @Test
  void a_single_section_stands_unwritten_when_something_needs_it() {
    assertThat(Specs.dev("services: {api: {image: x}}").find(ResourceId.parse("cluster/main")))
        .isPresent();
    assertThat(Specs.dev("securityGroups: {api: {}}").find(ResourceId.parse("cluster/main")))
        .isEmpty();
  }

  @Test
  void what_a_section_says_is_pinned_to_its_place() {
    assertThat(said("services: {api: {image: forbidden}}"))
        .containsExactly("7:27 [bad-image] spec.services.api.image: not this image | another one");
  }

  @Test
  void what_a_section_says_is_told_beside_other_mistakes_of_the_entry() {
    assertThat(said("services: {api: {image: forbidden, cpus: 1}}"))
        .containsExactly(
            "7:27 [bad-image] spec.services.api.image: not this image | another one",
            "7:38 [unknown-key] spec.services.api.cpus: unknown key `cpus` | did you mean `cpu`?");
    assertThat(said("services: {api: {image: broken, cpus: 1}}")).hasSize(1);
  }

  @Test
  void the_effective_spec_and_the_number_of_entries_are_kept() {
    Environment dev =
        Specs.dev(
            "variables: {tag: v1}",
            "securityGroups: {api: {}}",
            "services: {api: {image: \"${tag}\", ttl: 1h}}");

    assertThat(dev.entries()).isEqualTo(2);
    assertThat(dev.effective().map("services").orElseThrow())
        .hasToString("{api={ttl=1h, image=v1}}");
    assertThat(dev.effective().get("account").orElseThrow().origin().because())
        .isEqualTo(Because.SPEC);
  }
}
