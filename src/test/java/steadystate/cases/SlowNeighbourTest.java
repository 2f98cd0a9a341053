package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.Event;
import steadystate.reconcile.TurnedByHand;
import steadystate.reconcile.pass.Look;
import steadystate.resource.ResourceId;

/** The loop and what takes AWS long: waiting is no try that failed. */
class SlowNeighbourTest {
  private static final String SHOP =
      Lab.HEAD
          + """
            network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}
            databases:
              main: {engine: postgres, dbInstanceClass: db.t4g.micro, allocatedStorage: 20}
            services:
              api:
                image: repo/api:1.4.2
                cpu: 256
                memory: 512
                environment: {DATABASE: "${database.main.address}"}
          """;

  private final Lab lab = Lab.inMemory();
  private final TurnedByHand loop = new TurnedByHand(lab.engine(), lab.clock());

  @Test
  void an_environment_waits_for_its_database_and_its_gateway_and_never_stalls() {
    lab.sandbox().nature().database(Duration.ofMinutes(12));
    loop.write("dev.yaml", SHOP);

    for (int minute = 0; minute < 40; minute++) {
      loop.run(Duration.ofMinutes(1));
      assertThat(loop.condition("dev", Type.STALLED).status()).isEqualTo(Truth.FALSE);
      assertThat(loop.condition("dev", Type.DRIFTED).status()).isEqualTo(Truth.FALSE);
    }

    assertThat(loop.condition("dev", Type.READY).status()).isEqualTo(Truth.TRUE);
    assertThat(loop.status("dev").look().orElseThrow().waiting()).isEmpty();
  }

  @Test
  void what_waits_is_held_and_not_a_step_that_failed() {
    lab.sandbox().nature().database(Duration.ofMinutes(12));
    loop.write("dev.yaml", SHOP);

    loop.run(Duration.ofMinutes(8));
    Look look = loop.status("dev").look().orElseThrow();
    int passes = loop.controller().history("dev").size();
    loop.run(Duration.ofMinutes(3));

    assertThat(look.waitsFor(ResourceId.parse("service/api")))
        .contains("waits for database/main: the database is creating");
    assertThat(look.waiting().get(ResourceId.parse("database/main")))
        .isBefore(Instant.parse("2026-03-02T10:02:00Z"));
    assertThat(look.waiting().get(ResourceId.parse("service/api")))
        .isBefore(Instant.parse("2026-03-02T10:02:00Z"));
    assertThat(loop.controller().history("dev")).hasSize(passes);
    assertThat(events("StepFailed")).isEmpty();
    assertThat(events("StepSkipped"))
        .extracting(Event::message)
        .contains("complete: it waits for the id of natGateway/a")
        .contains("create: it waits for the address of database/main")
        .hasSizeLessThan(10);
  }

  @Test
  void an_old_service_goes_after_the_new_one_that_waits() {
    lab.sandbox().nature().database(Duration.ofMinutes(12));
    String before = "services: {old: {image: repo/api:1.4.2, cpu: 256, memory: 512}}";
    lab.apply(before);
    loop.write("dev.yaml", SHOP);

    loop.run(Duration.ofMinutes(8));
    List<String> meanwhile = services();
    loop.run(Duration.ofMinutes(20));

    assertThat(meanwhile).containsExactly("old");
    assertThat(services()).containsExactly("api");
    assertThat(loop.condition("dev", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  private List<String> services() {
    return lab.everything().stream()
        .map(live -> live.id())
        .filter(id -> id.kind().equals("service"))
        .map(ResourceId::key)
        .toList();
  }

  private List<Event> events(String reason) {
    return loop.controller().events("dev").stream()
        .filter(event -> event.reason().equals(reason))
        .toList();
  }
}
