package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.Written.map;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadystate.kinds.Stage;
import steadystate.lab.MotoServer;
import steadystate.reconcile.pass.Receipt;

/** The same kinds over HTTP, where the SDK's marshalling runs and the answers are another's. */
class NetworkOverHttpTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private Stage stage;

  @BeforeEach
  void connect() {
    stage = new Stage(MotoServer.fresh());
  }

  @Test
  void all_is_made_seen_changed_and_taken_away() {
    stage.write("cluster", "main", "settings", map("containerInsights", "enabled"));
    stage.write("logGroups", "api", "retentionInDays", 14);
    stage.write("securityGroups", "alb", "ingress", List.of(tcp(443, "0.0.0.0/0")));
    stage.write(
        "securityGroups",
        "api",
        "description",
        "api tasks",
        "ingress",
        List.of(
            tcp(8000, "securityGroup/alb"),
            tcp(9000, "2001:DB8::/32"),
            map("protocol", "icmp", "type", 8, "from", "self"),
            map("protocol", "all", "from", "self")),
        "egress",
        List.of());
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(stage.engine.look(stage.spec()).plan().changes()).isEmpty();

    stage.write("cluster", "main", "settings", map("containerInsights", "disabled"));
    stage.write("logGroups", "api", "retentionInDays", 0);
    stage.write("securityGroups", "alb", "ingress", List.of(tcp(80, "securityGroup/api")));
    stage.write("securityGroups", "api", "ingress", List.of(tcp(8001, "securityGroup/alb")));
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(stage.engine.look(stage.spec()).plan().changes()).isEmpty();

    stage.erase("securityGroups", "alb").erase("securityGroups", "api");
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(stage.engine.look(stage.spec()).findings())
        .extracting(finding -> finding.id().toString())
        .containsExactlyInAnyOrder("cluster/main", "logGroup/api");
  }

  private static Object tcp(int port, String from) {
    return map("protocol", "tcp", "ports", port, "from", from, "description", "the way to " + port);
  }
}
