package steadystate.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadystate.reconcile.ToyWorld.environment;
import static steadystate.reconcile.ToyWorld.id;
import static steadystate.reconcile.ToyWorld.settings;
import static steadystate.reconcile.ToyWorld.thing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.apply.Progress;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.reconcile.ToyWorld;
import steadystate.reconcile.pass.Receipt.Outcome;
import steadystate.resource.Declared;
import steadystate.resource.Lifecycle;
import steadystate.resource.Owner;
import steadystate.resource.Value;

class ReconcilerTest {
  private final ToyWorld world = new ToyWorld();
  private final Value red = Value.text("red");
  private final Value blue = Value.text("blue");

  @Test
  void a_missing_thing_is_made_once_and_then_nothing_is_left_to_do() {
    Environment wish = environment(thing("a", Map.of("colour", red)));

    Receipt receipt = world.apply(wish);

    assertThat(receipt.outcome()).isEqualTo(new Outcome.Steady());
    assertThat(world.writes).containsExactly("create a");
    assertThat(world.engine.look(wish).plan().isEmpty()).isTrue();
  }

  @Test
  void what_is_named_is_made_first_and_its_id_is_passed_on() {
    Declared needy = thing("a", Map.of("friend", Value.reference(id("b"), "id")));

    world.apply(environment(needy, thing("b", Map.of())));

    assertThat(world.writes).containsExactly("create b", "create a");
    assertThat(world.things.get("toy-2").model().text("friend")).contains("toy-1");
  }

  @Test
  void those_who_name_each_other_exist_first_and_are_completed_then() {
    Environment wish = environment(peer("a", "b"), peer("b", "a"));

    Receipt receipt = world.apply(wish);

    assertThat(receipt.outcome()).isEqualTo(new Outcome.Steady());
    assertThat(world.writes)
        .containsExactly(
            "create a", "create b", "update a [peers[toy-2]]", "update b [peers[toy-1]]");
  }

  @Test
  void those_who_name_each_other_are_emptied_before_they_are_deleted() {
    world.apply(environment(peer("a", "b"), peer("b", "a"), thing("c", Map.of())));
    world.apply(environment(thing("c", Map.of()), thing("d", Map.of())));
    world.writes.clear();

    world.apply(environment(thing("c", Map.of()), thing("d", Map.of())));

    assertThat(world.things.values()).extracting(live -> live.id().key()).containsExactly("c", "d");
  }

  @Test
  void a_change_by_hand_is_drift_and_a_change_of_the_wish_is_pending() {
    world.apply(environment(thing("a", Map.of("colour", red))));

    world.byHand("a", "colour", Value.text("pink"));
    Finding drift = look(environment(thing("a", Map.of("colour", red))));
    Finding pending = look(environment(thing("a", Map.of("colour", blue))));

    assertThat(drift.status()).isEqualTo(Status.DRIFTED);
    assertThat(pending.status()).isEqualTo(Status.PENDING);
    assertThat(drift.fields()).extracting(f -> f.path().toString()).containsExactly("colour");
  }

  @Test
  void a_thing_that_cannot_change_its_name_is_replaced_and_the_old_one_goes_last() {
    Declared friend = thing("f", Map.of("friend", Value.reference(id("a"), "id")));
    world.apply(environment(thing("a", Map.of()), friend));
    world.writes.clear();
    Declared renamed = thing("a", Map.of("name", Value.text("new")));

    Receipt receipt = world.apply(environment(renamed, friend));

    assertThat(receipt.outcome()).isEqualTo(new Outcome.Steady());
    assertThat(world.writes).containsExactly("create a", "update f [friend]", "delete toy-1");
  }

  @Test
  void what_left_the_wish_is_deleted_only_after_what_named_it_has_moved() {
    Declared named = thing("f", Map.of("friend", Value.reference(id("a"), "id")));
    world.apply(environment(thing("a", Map.of()), named, thing("b", Map.of())));
    world.writes.clear();
    Declared moved = thing("f", Map.of("friend", Value.reference(id("b"), "id")));

    world.apply(environment(moved, thing("b", Map.of())));

    assertThat(world.writes).containsExactly("update f [friend]", "tag f", "delete toy-1");
  }

  @Test
  void a_stranger_with_the_wished_name_is_a_conflict_and_is_left_alone() {
    world.foreign("a", Map.of());

    Receipt receipt = world.apply(environment(thing("a", Map.of("colour", red))));

    assertThat(receipt.outcome()).isInstanceOf(Outcome.Unsteady.class);
    assertThat(world.writes).isEmpty();
  }

  @Test
  void a_stranger_is_taken_over_when_the_spec_says_so_but_never_from_another_owner() {
    world.foreign("a", Map.of());
    world.foreign("b", Map.of(Owner.ENVIRONMENT, "others"));
    Environment wish =
        environment(settings(true), thing("a", Map.of("colour", red)), thing("b", Map.of()));

    world.apply(wish);

    assertThat(ToyWorld.owner(world.tagsOf("a"))).isEqualTo("toys");
    assertThat(ToyWorld.owner(world.tagsOf("b"))).isEqualTo("others");
    assertThat(world.writes).containsExactly("update a [colour]", "tag a");
  }

  @Test
  void a_lost_tag_is_drift_and_is_put_back() {
    Environment wish = environment(thing("a", Map.of("tags", Value.entries(Map.of("team", red)))));
    world.apply(wish);
    Map<String, String> tags = new java.util.HashMap<>(world.tagsOf("a"));
    tags.keySet().removeAll(Set.of("team", Owner.RESOURCE));
    world.things.replaceAll((arn, live) ->
        new steadystate.resource.Live(
            live.id(), arn, live.model(), tags, live.attributes(), live.health()));

    Finding finding = look(wish);
    world.apply(wish);

    assertThat(finding.status()).isEqualTo(Status.DRIFTED);
    assertThat(finding.fields())
        .extracting(f -> f.path().toString())
        .containsExactly("tags[steadystate:resource]", "tags[team]");
    assertThat(world.engine.look(wish).plan().isEmpty()).isTrue();
  }

  @Test
  void a_failed_read_is_unknown_and_neither_makes_nor_deletes() {
    world.apply(environment(thing("a", Map.of()), thing("b", Map.of())));
    world.writes.clear();
    world.blind = java.util.Optional.of(new Failure.Denied("AccessDenied", "not allowed"));

    Receipt receipt = world.apply(environment(thing("a", Map.of())));

    assertThat(receipt.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(receipt.last().plan().unknown()).hasSize(1);
    assertThat(world.writes).isEmpty();
  }

  @Test
  void another_account_is_not_even_looked_at() {
    world.account = "444455556666";

    assertThatThrownBy(() -> world.apply(environment(thing("a", Map.of()))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("444455556666");
    assertThat(world.writes).isEmpty();
  }

  @Test
  void a_failed_step_skips_only_what_needs_it_and_names_the_culprit() {
    Declared needy = thing("a", Map.of("friend", Value.reference(id("b"), "id")));
    world.refusing.put("create b", new Failure.Rejected("No", "AWS says no"));

    Receipt receipt = world.apply(environment(needy, thing("b", Map.of()), thing("c", Map.of())));

    assertThat(world.writes).containsExactly("create b", "create c");
    assertThat(receipt.steps())
        .filteredOn(step -> step.resource().equals(id("a")))
        .singleElement()
        .satisfies(step -> assertThat(step.skippedBecause()).contains("it needs thing/b"));
  }

  @Test
  void more_deletes_than_half_of_the_environment_are_held_until_somebody_approves() {
    world.apply(environment(thing("a", Map.of()), thing("b", Map.of()), thing("c", Map.of())));
    world.writes.clear();
    Environment emptied = environment(thing("a", Map.of()));

    Receipt held = world.apply(emptied);
    String fingerprint = held.last().plan().fingerprint();
    Receipt approved =
        world.engine.apply(
            emptied, Engine.Options.DEFAULT.approved(Set.of(fingerprint)), Progress.SILENT);

    assertThat(held.outcome()).isInstanceOf(Outcome.Unsteady.class);
    assertThat(approved.outcome()).isEqualTo(new Outcome.Steady());
    assertThat(world.writes).containsExactly("delete toy-2", "delete toy-3");
  }

  @Test
  void a_resource_with_the_policy_retain_stays_and_loses_our_tags() {
    Lifecycle retain =
        new Lifecycle(false, Lifecycle.DeletionPolicy.RETAIN, java.util.Optional.empty());
    world.apply(environment(thing("a", Map.of()).lifecycle(retain), thing("b", Map.of())));

    Receipt receipt = world.apply(environment(thing("b", Map.of())));

    assertThat(receipt.steps()).extracting(step -> step.verb()).containsExactly("release");
    assertThat(world.tagsOf("a")).isEmpty();
  }

  @Test
  void a_field_that_nothing_can_change_refuses_the_whole_plan() {
    world.apply(environment(thing("a", Map.of("shape", Value.text("round")))));
    world.writes.clear();

    Receipt receipt =
        world.apply(
            environment(thing("a", Map.of("shape", Value.text("square"))), thing("b", Map.of())));

    assertThat(receipt.outcome()).isEqualTo(new Outcome.Refused());
    assertThat(world.writes).isEmpty();
  }

  @Test
  void a_plan_lists_what_destroys_first() {
    world.apply(environment(thing("a", Map.of()), thing("b", Map.of())));

    List<Change> changes =
        world.engine.look(environment(thing("b", Map.of()), thing("c", Map.of()))).plan().changes();

    assertThat(changes).extracting(Change::action).containsExactly(Action.DELETE, Action.CREATE);
  }

  private static Declared peer(String key, String other) {
    return thing(key, Map.of("peers", Value.items(List.of(Value.reference(id(other), "id")))));
  }

  private Finding look(Environment environment) {
    return world.engine.look(environment).findings().getFirst();
  }
}
