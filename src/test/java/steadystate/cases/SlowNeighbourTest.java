package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.TurnedByHand;

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
  }
}
