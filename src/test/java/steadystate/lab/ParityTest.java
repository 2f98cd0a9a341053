package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadystate.Golden;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.kinds.Kinds;
import steadystate.policy.parity.Nature;
import steadystate.policy.parity.Parity;
import steadystate.report.ComparisonReport;
import steadystate.report.Paper;
import steadystate.resource.Catalogue;

/** Two environments of one product, side by side. */
class ParityTest {
  private static final String BASE =
      """
      securityGroups:
        alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]}
        api: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners: {http: {port: 80, protocol: HTTP}}
      services:
        api:
          image: "repo/api:1.4.2"
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info}
          desiredCount: 2
          securityGroups: [securityGroup/api]
          expose: [{loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10}]
          rollout: {circuitBreaker: true, rollback: true}
      """;

  private static final String DEV =
      ("mode: cost-save\n" + BASE)
          .replace("LOG: info", "LOG: debug, DB_PASSWORD: hunter2")
          .replace("desiredCount: 2", "desiredCount: 1")
          .replace(
              "from: 0.0.0.0/0}]}",
              "from: 0.0.0.0/0}, {protocol: tcp, ports: 22, from: 0.0.0.0/0}]}");

  private static final String PROD =
      ("mode: standard\n" + BASE)
              .replace("LOG: info", "LOG: info, DB_PASSWORD: sesame")
              .replace("cpu: 256\n    memory: 512", "cpu: 512\n    memory: 1024")
          + "logGroups: {audit: {retentionInDays: 90}}\n";

  private static final Catalogue CATALOGUE = Kinds.catalogue();

  private static Environment read(String name, String spec, Moment moment) {
    String yaml = Lab.HEAD.replace("name: dev", "name: " + name) + spec.indent(2);
    SpecFile file = SpecFiles.decode(name, yaml.getBytes(StandardCharsets.UTF_8));
    SpecFiles files = new SpecFiles("environments", new TreeMap<>(Map.of(name + ".yaml", file)));
    return SpecReader.read(files, CATALOGUE, Map.of(), moment).environments().getFirst();
  }

  private static Parity.Side side(String name, String spec) {
    return new Parity.Side(
        read(name, spec, Moment.AWAKE), read(name, spec, Moment.AWAKE.in(Mode.STANDARD)));
  }

  private static Parity compared() {
    return Parity.of(CATALOGUE, side("dev", DEV), side("prod", PROD));
  }

  @Test
  void an_environment_is_the_same_as_its_own_copy_under_another_name() {
    Parity parity = Parity.of(CATALOGUE, side("dev", PROD), side("twin", PROD));

    assertThat(parity.disparities()).isEmpty();
    assertThat(parity.leftRisks()).isEmpty();
    assertThat(parity.same()).isEqualTo(parity.left().declared().size());
  }

  @Test
  void what_is_written_what_is_missing_and_what_the_mode_does_are_told_apart() {
    Parity parity = compared();

    assertThat(parity.disparities())
        .anySatisfy(one -> {
          assertThat(one.nature()).isEqualTo(Nature.INTENDED);
          assertThat(one.fields())
              .extracting(field -> field.path().toString())
              .contains("cpu", "memory", "containerDefinitions[api].environment[LOG]");
        })
        .anySatisfy(one -> {
          assertThat(one.resource()).hasToString("loadBalancer/public");
          assertThat(one.nature()).isEqualTo(Nature.MODE);
          assertThat(one.absentIn()).hasValue("dev");
        })
        .anySatisfy(one -> {
          assertThat(one.resource()).hasToString("logGroup/audit");
          assertThat(one.nature()).isEqualTo(Nature.MISSING);
        });
  }

  @Test
  void risks_are_those_of_the_spec_and_not_those_of_the_mode() {
    Parity parity = compared();

    assertThat(parity.leftRisks())
        .extracting(risk -> risk.rule() + " " + risk.resource())
        .containsExactlyInAnyOrder(
            "strict/no-public-ingress securityGroup/alb", "strict/two-tasks service/api");
    assertThat(parity.rightRisks()).isEmpty();
  }

  @Test
  void the_comparison_reads_well_and_shows_no_secret() {
    ComparisonReport report = new ComparisonReport(compared());
    String text = report.text(Paper.PLAIN);

    Golden.check("compare/dev-prod.txt", text);
    Golden.check("compare/dev-prod.json", report.jsonText());
    Golden.check("compare/dev-prod.md", report.markdown());
    assertThat(text + report.jsonText() + report.markdown()).doesNotContain("hunter2", "sesame");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }
}
