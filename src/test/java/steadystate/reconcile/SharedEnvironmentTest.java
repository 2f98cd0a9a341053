package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.reconcile.ControllerWorld.environment;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.lease.Standing;

class SharedEnvironmentTest {
  private final PretendLeases leases = new PretendLeases();
  private final ControllerWorld world =
      new ControllerWorld(ControllerOptions.USUAL, new Sharing(leases));
  private final PretendEngine engine = world.engine;

  @Test
  void a_follower_shows_drift_and_who_writes_and_writes_nothing() {
    leases.stand(new Standing.Theirs("replica-b"));
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(10));

    assertThat(engine.writes("dev")).isZero();
    assertThat(engine.calls).as("it looks less often").hasSizeBetween(3, 6);
    assertThat(condition(Type.DRIFTED).status()).isEqualTo(Truth.TRUE);
    assertThat(condition(Type.HELD).reason()).isEqualTo("OtherReplica");
    assertThat(condition(Type.HELD).message()).contains("replica-b");
    assertThat(world.status("dev").staleSince()).isEmpty();
  }

  @Test
  void whoever_gets_the_lease_goes_on_at_once() {
    leases.stand(new Standing.Theirs("replica-b"));
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    leases.stand(new Standing.Mine(8));
    world.pass(Duration.ofSeconds(1));

    assertThat(engine.writes("dev")).isEqualTo(1);
  }

  @Test
  void ap_28_without_the_table_nothing_is_written_for_hours_and_drift_is_still_seen() {
    leases.stand(new Standing.Mine(8));
    world.write(environment("dev")).turn();
    leases.stand(new Standing.Nobody("the lease table does not answer"));
    engine.byHand("dev", 5);

    world.pass(Duration.ofHours(3));

    assertThat(engine.writes("dev")).isZero();
    assertThat(condition(Type.DRIFTED).status()).isEqualTo(Truth.TRUE);
    assertThat(condition(Type.READY).reason()).isEqualTo("NoLease");
    assertThat(condition(Type.HELD).message()).contains("the lease table does not answer");
    assertThat(world.controller.notReady()).as("reading goes on").isEmpty();

    leases.stand(new Standing.Mine(8));
    world.pass(Duration.ofSeconds(10));

    assertThat(engine.writes("dev")).isEqualTo(1);
    assertThat(condition(Type.HELD).status()).isEqualTo(Truth.FALSE);
  }

  @Test
  void a_pass_ends_its_writes_when_the_lease_changes_hands_in_the_middle() {
    leases.stand(new Standing.Mine(8));
    engine.byHand("dev", 5);
    engine.beforeStep = () -> leases.standQuietly(new Standing.Mine(9));
    world.write(environment("dev")).turn();

    assertThat(engine.writes("dev")).as("the pass began with another fence").isZero();
    assertThat(world.controller.events("dev"))
        .anySatisfy(event -> assertThat(event.message()).contains("lease"));
  }

  @Test
  void the_leases_are_given_back_when_the_controller_stops() {
    leases.stand(new Standing.Mine(8));
    world.write(environment("dev")).turn();

    world.controller.stop(Duration.ofSeconds(1));

    assertThat(leases.closed).isTrue();
  }

  private Condition condition(Type type) {
    return world.status("dev").condition(type);
  }
}
