package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadystate.apply.Progress;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.kinds.Stage;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.ResourceId;

/** Groups, network, cluster and logs from the YAML that a user writes to AWS. */
class WrittenNetworkTest {
  private static final String SHOP =
      """
      apiVersion: steadystate/v1
      kind: Environment
      metadata: {name: shop}
      spec:
        account: "123456789012"
        region: eu-west-1
        cluster:
          settings: {containerInsights: enabled}
        logGroups:
          api: {retentionInDays: 14}
        securityGroups:
          alb:
            ingress:
              - {protocol: tcp, ports: 443, from: [0.0.0.0/0, "::/0"]}
          api:
            description: api tasks
            ingress:
              - {protocol: tcp, ports: 8000, from: securityGroup/alb, description: from the load balancer}
              - {protocol: tcp, ports: 9000-9010, from: [10.0.0.0/8, "2001:db8::/32"]}
              - {protocol: all, from: self}
            egress: []
      """;

  private final Stage stage = new Stage();

  @Test
  void what_the_contract_shows_is_read_applied_and_steady() {
    SpecReading reading = read(SHOP);
    assertThat(reading.problems()).isEmpty();
    Environment shop = reading.find("shop").orElseThrow();

    Receipt receipt = stage.engine.apply(shop, Engine.Options.DEFAULT, Progress.SILENT);

    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(stage.engine.look(shop).plan().isEmpty()).isTrue();
    assertThat(shop.find(ResourceId.parse("network/main"))).isPresent();
    assertThat(stage.engine.look(shop).findings())
        .allMatch(finding -> finding.live().isPresent() && finding.fields().isEmpty());
  }

  @Test
  void a_mistake_in_a_rule_is_shown_where_it_stands() {
    String wrong = SHOP.replace("ports: 443, from: [0.0.0.0/0", "ports: 443, from: [10.0.1.0/8");

    assertThat(read(wrong).problems("shop"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo("host-bits");
          assertThat(problem.path()).isEqualTo("spec.securityGroups.alb.ingress[0].from[0]");
          assertThat(problem.at().line()).isEqualTo(14);
        });
  }

  @Test
  void a_name_that_aws_refuses_is_shown_at_the_entry() {
    String wrong = SHOP.replace("description: api tasks", "name: sg-api");

    assertThat(read(wrong).problems("shop"))
        .extracting(problem -> problem.code() + " " + problem.path())
        .isEqualTo(List.of("bad-name spec.securityGroups.api.name"));
  }

  private SpecReading read(String yaml) {
    SpecFiles files =
        new SpecFiles(
            "environments",
            new TreeMap<>(
                Map.of(
                    "shop.yaml",
                    SpecFiles.decode("shop.yaml", yaml.getBytes(StandardCharsets.UTF_8)))));
    return SpecReader.read(files, stage.catalogue, Map.of());
  }
}
