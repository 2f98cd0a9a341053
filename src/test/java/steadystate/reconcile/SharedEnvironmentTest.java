package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.reconcile.ControllerWorld.environment;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Hold;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.asked.Place;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.lease.Standing;

class SharedEnvironmentTest {
  private final PretendLeases leases = new PretendLeases();
  private final Notebook notebook = Notebook.inMemory();
  private final ControllerWorld world =
      new ControllerWorld(
          ControllerOptions.USUAL, new Sharing(leases, notebook, Archive.inMemory()));
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

  @Test
  void what_people_asked_is_known_to_the_next_process_before_it_writes() {
    leases.stand(new Standing.Mine(8));
    world.write(environment("dev")).turn();
    world.controller.ask("dev", new Ask.Suspend("release night"), "ops");
    world.turn();

    ControllerWorld next =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(leases, notebook, Archive.inMemory()));
    next.engine.byHand("dev", 5);
    next.write(environment("dev")).turn();

    assertThat(next.engine.writes("dev")).isZero();
    assertThat(next.status("dev").condition(Type.HELD).message()).contains("release night");
    assertThat(next.status("dev").requests()).extracting(Answer.Request::verb).contains("suspend");
  }

  @Test
  void an_approval_that_was_used_does_not_come_back_with_the_next_process() {
    leases.stand(new Standing.Mine(8));
    engine.byHand("dev", 5);
    engine.held.put("dev", new Hold.NeedsApproval("it deletes something"));
    world.write(environment("dev")).turn();
    String plan = world.status("dev").look().orElseThrow().plan().fingerprint();
    world.controller.ask("dev", new Ask.Approve(plan), "ops");
    world.pass(Duration.ofSeconds(10));
    assertThat(engine.writes("dev")).isEqualTo(1);

    ControllerWorld next =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(leases, notebook, Archive.inMemory()));
    next.engine.byHand("dev", 5);
    next.engine.held.put("dev", new Hold.NeedsApproval("it deletes something"));
    next.write(environment("dev")).turn();
    next.pass(Duration.ofSeconds(10));

    assertThat(next.engine.writes("dev")).isZero();
    assertThat(next.status("dev").requests()).extracting(Answer.Request::verb).contains("approve");
  }

  @Test
  void what_a_follower_is_asked_reaches_the_holder_and_comes_back_as_done() {
    Notebook shared = new SharedShelf();
    PretendLeases theirs = new PretendLeases();
    theirs.stand(new Standing.Theirs("replica-a"));
    leases.stand(new Standing.Mine(8));
    ControllerWorld holder =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(leases, shared, Archive.inMemory()));
    ControllerWorld follower =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(theirs, shared, Archive.inMemory()));
    holder.write(environment("dev")).turn();
    follower.write(environment("dev")).turn();

    Answer answer = follower.controller.ask("dev", new Ask.Hold("keep it"), "ops");
    follower.turn();
    holder.engine.byHand("dev", 5);
    holder.controller.readNotes();
    holder.pass(Duration.ofMinutes(3));
    follower.controller.readNotes();

    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    assertThat(holder.engine.writes("dev")).isZero();
    assertThat(holder.status("dev").condition(Type.HELD).reason()).isEqualTo("HeldByPerson");
    assertThat(follower.status("dev").requests())
        .extracting(Answer.Request::id)
        .containsExactly(((Answer.Accepted) answer).request().id());
  }

  @Test
  void a_notebook_that_cannot_be_written_is_told_and_the_order_counts_while_the_process_lives() {
    leases.stand(new Standing.Mine(8));
    ControllerWorld full =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(leases, new FullDisk(), Archive.inMemory()));
    full.write(environment("dev")).turn();

    full.controller.ask("dev", new Ask.Suspend("now"), "ops");
    full.engine.byHand("dev", 5);
    full.pass(Duration.ofMinutes(2));

    assertThat(full.engine.writes("dev")).isZero();
    assertThat(full.controller.events("dev")).extracting(Event::reason).contains("NotKept");
  }

  /** A notebook that says it is shared. */
  private static final class SharedShelf implements Notebook {
    private final Notebook kept = Notebook.inMemory();

    @Override
    public Notes read(String environment) {
      return kept.read(environment);
    }

    @Override
    public Notes edit(String environment, UnaryOperator<Notes> change) {
      return kept.edit(environment, change);
    }

    @Override
    public SortedMap<String, Place> places() {
      return kept.places();
    }

    @Override
    public void place(String environment, Optional<Place> place) {
      kept.place(environment, place);
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }

  private static final class FullDisk implements Notebook {
    @Override
    public Notes read(String environment) {
      return Notes.NONE;
    }

    @Override
    public Notes edit(String environment, UnaryOperator<Notes> change) {
      throw new FailureException(new Failure.Unavailable("StateFolder", "the disk is full"));
    }

    @Override
    public SortedMap<String, Place> places() {
      return new TreeMap<>();
    }

    @Override
    public void place(String environment, Optional<Place> place) {
      throw new FailureException(new Failure.Unavailable("StateFolder", "the disk is full"));
    }
  }

  private Condition condition(Type type) {
    return world.status("dev").condition(type);
  }
}
