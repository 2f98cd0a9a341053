package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steadystate.Golden;
import steadystate.cost.Amounts;
import steadystate.cost.AwakeHours;
import steadystate.cost.Bill;
import steadystate.cost.Estimate;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.kinds.Kinds;
import steadystate.plan.CostChange;
import steadystate.report.CostReport;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;

/** What environments cost, and what plans change in it. */
class MoneyTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  private static final String API =
      """
      mode: MODE
      costSave: {allowFrom: [203.0.113.0/24]AWAKE}
      services:
        api: {image: repo/api:1, cpu: 256, memory: 512, desiredCount: COUNT, logRetentionDays: 3}
      """;

  private static String api(String mode, String awake, int count) {
    return API.replace("MODE", mode).replace("AWAKE", awake).replace("COUNT", "" + count);
  }

  private static Optional<CostChange> cost(Lab lab, String yaml) {
    return lab.look(yaml).plan().cost();
  }

  /** The sample of this repository, as {@code steadystate cost dev} tells it. */
  private static Bill sample(String name) {
    Map<Mode, Environment> readings = new EnumMap<>(Mode.class);
    for (Mode mode : Mode.values()) {
      SpecReader.read(
              SpecFolder.read(Path.of("environments")),
              Kinds.catalogue(),
              Map.of(),
              Moment.AWAKE.in(mode))
          .environments()
          .stream()
          .filter(one -> one.name().equals(name))
          .forEach(one -> readings.put(mode, one));
    }
    return Bill.of(Mode.COST_SAVE, readings, Prices.shipped(), NOW);
  }

  @Test
  void the_sample_tells_what_cost_save_takes_off_its_bill() {
    CostReport report = new CostReport(sample("dev"));

    Golden.check("cost/dev.txt", report.text(Paper.PLAIN));
    Golden.check("cost/dev.json", report.jsonText());
    Golden.check("cost/dev.md", report.markdown());
    assertThat(report.text(Paper.PLAIN).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void two_tasks_behind_a_balancer_with_it_and_without() {
    // Ireland, standard. A task of 0.25 vCPU and 0.5 GB on ARM: 730 x (0.25 x 0.03238 + 0.5 x
    // 0.00356) = 7.209, its address 3.65: two of them 21.717. The balancer: 730 x (0.0252 + 0.008 +
    // 2 x 0.005) = 31.536. Logs: 0.57 + 3/30.4 x 0.03 = 0.573
    assertThat(monthly("standard")).isEqualTo("53.83");
    // cost-save: one task on spot, 730 x (0.25 x 0.00979124 + 0.5 x 0.00107649) = 2.180, its
    // address 3.65, logs 0.573, no balancer
    assertThat(monthly("cost-save")).isEqualTo("6.40");
  }

  private static BigDecimal monthly(String mode) {
    Environment shop =
        Lab.inMemory()
            .environment(
                "mode: "
                    + mode
                    + "\n"
                    + """
                    costSave: {allowFrom: [203.0.113.0/24]}
                    securityGroups: {api: {description: tasks}}
                    loadBalancers: {public: {listeners: {http: {port: 80, protocol: HTTP}}}}
                    services:
                      api:
                        image: repo/api:1
                        cpu: 256
                        memory: 512
                        port: 8000
                        desiredCount: 2
                        logRetentionDays: 3
                        securityGroups: [securityGroup/api]
                        taskDefinition: {runtimePlatform: {cpuArchitecture: ARM64}}
                        expose: [{loadBalancer: loadBalancer/public, listener: http, path: /*}]
                    """);
    return Amounts.cents(Estimate.of(shop, Prices.shipped(), AwakeHours.ALL).monthly());
  }

  @Test
  void a_plan_says_what_it_adds_and_what_it_saves() {
    Lab lab = Lab.inMemory();
    String two = api("standard", "", 2);

    // eu-west-1: vCPU 2 x 0.25 x 730 x 0.04048 = 14.775; memory 2 x 0.5 x 730 x 0.004445 = 3.245;
    // two addresses 7.30; logs 0.57 + 3/30.4 x 0.03 = 0.573
    Optional<CostChange> made = cost(lab, two);
    assertThat(Amounts.cents(made.orElseThrow().monthly())).isEqualTo("25.89");
    assertThat(new PlanReport(lab.look(two).plan(), Stats.NONE).text(Paper.PLAIN))
        .endsWith("\nCost: + $25.89 a month\n");
    lab.apply(two);
    assertThat(cost(lab, two)).isEmpty();

    // one task less: (14.775 + 3.245 + 7.30) / 2
    CostChange less = cost(lab, api("standard", "", 1)).orElseThrow();
    assertThat(Amounts.cents(less.monthly())).isEqualTo("-12.66");
    assertThat(
            new PlanReport(lab.look(api("standard", "", 1)).plan(), Stats.NONE)
                .json()
                .get("cost")
                .toString())
        .isEqualTo("{\"monthlyChange\":-12.66,\"currency\":\"USD\",\"unknown\":0}");
    assertThat(
            cost(
                lab,
                two.replace("logRetentionDays: 3", "logRetentionDays: 3, environment: {A: b}")))
        .as("a change that costs nothing")
        .isEmpty();
  }

  @Test
  void falling_asleep_and_waking_change_no_bill() {
    Lab lab = Lab.inMemory();
    String office =
        api("cost-save", ", awake: {timezone: UTC, windows: [\"Mon-Fri 09:00-20:00\"]}", 1);
    lab.apply(office);
    lab.clock().advance(Duration.ofHours(12));

    assertThat(lab.look(office).plan().changes()).isNotEmpty();
    assertThat(cost(lab, office)).isEmpty();
  }

  @Test
  void what_has_no_price_is_counted_and_not_taken_for_free() {
    Lab lab = Lab.inMemory();
    String odd =
        """
        databases:
          main:
            engine: postgres
            engineVersion: "16"
            dbInstanceClass: db.m7i.48xlarge
            allocatedStorage: 20
            masterUsername: shop
            manageMasterUserPassword: true
        """;

    CostChange cost = cost(lab, odd).orElseThrow();

    assertThat(cost.unknown()).isEqualTo(1);
    assertThat(new PlanReport(lab.look(odd).plan(), Stats.NONE).text(Paper.PLAIN))
        .contains(" a month + unknown: 1 resource\n");
  }
}
