package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.reconcile.ControllerWorld.environment;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.lease.Leases;

/** What a source says that somebody may not have meant. */
class DoubtTest {
  private final ControllerWorld world = new ControllerWorld();

  @Test
  void what_a_rewritten_history_changes_waits_until_it_is_released() {
    world.write(environment("dev", "new"), environment("prod", "new"), environment("same")).turn();

    world.doubt(environment("dev", "old"), environment("prod", "old"), environment("same"));
    world.turn();

    assertThat(wish("dev")).contains("new");
    assertThat(held("dev")).isEqualTo(SpecSource.Trouble.REWRITTEN);
    assertThat(held("same")).isEqualTo("Free");
    assertThat(world.status("dev").source().orElseThrow().message()).isEqualTo("moved back");

    world.controller.ask("dev", new Ask.Release(), "ann");
    world.turn();

    assertThat(wish("dev")).contains("old");
    assertThat(held("dev")).isEqualTo("Free");
    assertThat(wish("prod")).contains("new");
    assertThat(held("prod")).isEqualTo(SpecSource.Trouble.REWRITTEN);
  }

  @Test
  void a_commit_on_top_of_a_rewritten_history_is_held_as_well() {
    world.write(environment("dev", "new")).turn();
    world.doubt(environment("dev", "old"));

    world.write(environment("dev", "old and more")).turn();

    assertThat(wish("dev")).contains("new");
    assertThat(held("dev")).isEqualTo(SpecSource.Trouble.REWRITTEN);
    world.controller.ask("dev", new Ask.Release(), "ann");
    assertThat(wish("dev")).contains("old and more");
  }

  @Test
  void a_history_that_comes_back_leaves_nothing_to_release() {
    world.write(environment("dev", "new")).turn();
    world.doubt(environment("dev", "old"));

    world.doubt(environment("dev", "new"));

    assertThat(held("dev")).isEqualTo("Free");
    assertThat(wish("dev")).contains("new");
  }

  @Test
  void a_released_environment_stays_released_when_its_schedule_turns() {
    world.write(environment("dev", "new")).turn();
    world.doubt(environment("dev", "old"));
    world.controller.ask("dev", new Ask.Release(), "ann");

    world.turnInDoubt(environment("dev", "old, asleep"));

    assertThat(held("dev")).isEqualTo("Free");
    assertThat(wish("dev")).contains("old, asleep");
  }

  @Test
  void a_history_that_was_rewritten_while_nobody_watched_is_held_too() {
    Notebook notebook = Notebook.inMemory();
    notebook.edit("dev", notes -> notes.followed("0ther"));
    ControllerWorld next = world(notebook);

    next.write(environment("dev", "old")).turn();
    next.pass(Duration.ofMinutes(10));

    assertThat(next.engine.writes("dev")).isZero();
    assertThat(held(next)).isEqualTo(SpecSource.Trouble.REWRITTEN);
    assertThat(notebook.read("dev").followed()).contains("0ther");

    next.controller.ask("dev", new Ask.Release(), "ann");
    next.turn();

    assertThat(held(next)).isEqualTo("Free");
    assertThat(next.engine.writes("dev")).isPositive();
    assertThat(notebook.read("dev").followed()).contains("c0ffee1");
    ControllerWorld third = world(notebook);
    third.write(environment("dev", "newer")).turn();
    assertThat(held(third)).isEqualTo("Free");
  }

  @Test
  void while_nobody_can_tell_what_the_past_leads_to_nothing_is_written() {
    Notebook notebook = Notebook.inMemory();
    notebook.edit("dev", notes -> notes.followed("c0ffee0"));
    ControllerWorld next = world(notebook);
    next.silent = true;

    next.write(environment("dev", "new")).turn();
    next.pass(Duration.ofMinutes(1));
    assertThat(next.engine.writes("dev")).isZero();

    next.silent = false;
    next.pass(Duration.ofSeconds(10));
    assertThat(next.engine.writes("dev")).isPositive();
  }

  private static ControllerWorld world(Notebook notebook) {
    ControllerWorld world =
        new ControllerWorld(
            ControllerOptions.USUAL, new Sharing(Leases.ALONE, notebook, Archive.inMemory()));
    world.engine.byHand("dev", 5);
    return world;
  }

  private static String held(ControllerWorld world) {
    return world.status("dev").condition(Condition.Type.HELD).reason();
  }

  @Test
  void an_environment_that_a_rewritten_history_brings_is_held_too() {
    world.write(environment("dev")).turn();

    world.doubt(environment("dev"), environment("prod"));
    world.pass(Duration.ofMinutes(5));

    assertThat(world.status("prod").spec()).isEmpty();
    assertThat(held("prod")).isEqualTo(SpecSource.Trouble.REWRITTEN);
  }

  private String held(String name) {
    return world.status(name).condition(Condition.Type.HELD).reason();
  }

  private String wish(String name) {
    return world.status(name).spec().orElseThrow().effective().get("wish").orElseThrow().toString();
  }
}
