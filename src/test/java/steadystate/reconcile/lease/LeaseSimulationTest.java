package steadystate.reconcile.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseSimulationTest {
  private static final int SCHEDULES = 2_500;

  @Test
  void ap_31_no_write_carries_an_old_fence_whatever_pauses_clocks_and_the_store_do() {
    long writes = 0;
    long handovers = 0;
    for (long seed = 1; seed <= SCHEDULES; seed++) {
      SimulatedReplicas run = new SimulatedReplicas(seed, true).run();

      assertThat(run.violations()).as("seed %d", seed).isEmpty();
      writes += run.writes();
      handovers += run.handovers();
    }
    assertThat(writes).isGreaterThan(SCHEDULES * 20L);
    assertThat(handovers).isGreaterThan(SCHEDULES * 2L);
  }

  /** Shows that the simulation sees what it is there to see. */
  @Test
  void clocks_that_jump_in_both_of_their_faces_are_found_out() {
    int found = 0;
    for (long seed = 1; seed <= 200; seed++) {
      found += new SimulatedReplicas(seed, false).run().violations().size();
    }
    assertThat(found).isPositive();
  }
}
