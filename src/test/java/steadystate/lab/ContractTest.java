package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import steadystate.drift.Status;
import steadystate.kinds.Kinds;
import steadystate.lab.Sample.Edit;
import steadystate.lab.Sample.Show;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Owner;
import steadystate.sandbox.Fault;

/** What every kind of the catalogue must show; its row is in {@link Samples}. */
class ContractTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  /** Others, so that what leaves is not half of the environment. */
  private static final String REST =
      """
      logGroups: {rest: {}, more: {}, last: {}, least: {}, fifth: {}}
      """;

  static Stream<Sample> samples() {
    return Samples.all().stream().filter(Sample::shown);
  }

  static Stream<Sample> shown(Show show) {
    return samples().filter(sample -> !sample.missing.containsKey(show));
  }

  @Test
  void every_kind_of_the_catalogue_has_its_row() {
    assertThat(Samples.all())
        .extracting(Sample::kind)
        .containsExactlyInAnyOrderElementsOf(
            Kinds.catalogue().kinds().stream().map(Kind::name).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void every_field_that_is_compared_is_tried_or_has_a_reason(Sample sample) {
    Set<String> known = new java.util.TreeSet<>(sample.untried.keySet());
    sample.edits.forEach(edit -> known.add(edit.member()));
    Set<String> compared = new java.util.TreeSet<>();
    kind(sample)
        .model()
        .members()
        .forEach((name, member) -> {
          if (!(member.compared() instanceof Member.Compared.Never)) {
            compared.add(name);
          }
        });

    assertThat(known).containsExactlyInAnyOrderElementsOf(compared);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_is_made_stays_as_it_is_in_whatever_order_aws_answers(Sample sample) {
    Lab lab = sample.lab();
    made(lab, sample, sample.yaml());
    for (int seed = 1; seed <= 3; seed++) {
      lab.sandbox().conditions().shuffle(seed);
      assertThat(lab.look(sample.yaml()).plan().changes()).as("seed %d", seed).isEmpty();
    }
    lab.sandbox().conditions().clear();
    lab.sandbox().recording().clear();
    lab.apply(sample.yaml());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void each_change_of_the_spec_is_that_path_and_is_made_refused_or_replaced(Sample sample) {
    Lab lab = sample.lab();
    List<String> fields = new ArrayList<>(sample.befores());
    made(lab, sample, sample.yaml());
    for (int i = 0; i < fields.size(); i++) {
      Edit edit = sample.edits.get(i);
      String before = fields.get(i);
      fields.set(i, edit.after());
      String yaml = sample.yaml(fields);
      pause(lab, sample);
      switch (kind(sample).model().member(edit.member()).orElseThrow().onChange()) {
        case UPDATE, RETAG -> updated(lab, sample, edit, yaml);
        case REPLACE -> replaced(lab, sample, edit, yaml);
        case REFUSE -> {
          refused(lab, sample, edit, yaml);
          fields.set(i, before);
        }
      }
    }
  }

  private static void updated(Lab lab, Sample sample, Edit edit, String yaml) {
    String what = edit.member() + ": " + edit.after();
    assertThat(lab.differences(yaml))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(paths(edit, sample));
    assertThat(change(lab.look(yaml).plan(), sample).action()).as(what).isEqualTo(Action.UPDATE);
    steady(lab, what, yaml);
  }

  private static void replaced(Lab lab, Sample sample, Edit edit, String yaml) {
    Plan plan = lab.look(yaml).plan();
    Change change = change(plan, sample);
    assertThat(change.action()).as(edit.member()).isEqualTo(Action.REPLACE);
    if (kind(sample).stateful()) {
      assertThat(change.needsApproval()).as(edit.member()).isTrue();
      lab.approve(yaml);
    }
    steady(lab, edit.member(), yaml);
    assertThat(lab.lives(lab.environment(yaml), sample.id)).as(edit.member()).hasSize(1);
  }

  private static void refused(Lab lab, Sample sample, Edit edit, String yaml) {
    int before = lab.sandbox().recording().writes().size();
    lab.apply(yaml);
    assertThat(lab.sandbox().recording().writes()).as(edit.member()).hasSize(before);
    assertThat(lab.look(yaml).plan().refusals())
        .as(edit.member())
        .anyMatch(refusal -> refusal.resource().toString().equals(sample.id));
  }

  private static List<String> paths(Edit edit, Sample sample) {
    return edit.paths().stream()
        .map(path -> path.matches("\\w+/\\S+ .*") ? path : sample.id + " " + path)
        .toList();
  }

  static Stream<Sample> tags() {
    return shown(Show.TAG);
  }

  @ParameterizedTest
  @MethodSource("tags")
  void a_tag_that_hands_took_off_is_the_only_difference_and_is_put_back(Sample sample) {
    Lab lab = sample.lab();
    made(lab, sample, sample.yaml());
    pause(lab, sample);
    for (String tag : List.of(Owner.RESOURCE, Owner.SPEC)) {
      untag(lab, sample, Set.of(tag));
      assertThat(lab.differences(sample.yaml())).containsExactly(sample.id + " tags[" + tag + "]");
      steady(lab, tag, sample.yaml());
      pause(lab, sample);
    }
  }

  private static void untag(Lab lab, Sample sample, Set<String> tags) {
    lab.byHand(
        sample.yaml(),
        sample.id,
        (kind, scope, live) -> kind.tag(scope, live, java.util.Map.of(), tags));
    pause(lab, sample);
  }

  static Stream<Sample> goneByHand() {
    return shown(Show.GONE_BY_HAND);
  }

  @ParameterizedTest
  @MethodSource("goneByHand")
  void what_hands_deleted_is_missing_and_is_made_again(Sample sample) {
    Lab lab = sample.lab();
    made(lab, sample, sample.yaml());
    pause(lab, sample);
    lab.byHand(sample.yaml(), sample.id, Kind::delete);
    lab.clock().advance(Duration.ofHours(1));
    lab.restarted();

    assertThat(lab.finding(sample.yaml(), sample.id).status()).isEqualTo(Status.MISSING);
    steady(lab, "made again", sample.yaml());
    assertThat(lab.lives(lab.environment(sample.yaml()), sample.id)).hasSize(1);
  }

  static Stream<Sample> adoption() {
    return shown(Show.ADOPTION);
  }

  @ParameterizedTest
  @MethodSource("adoption")
  void what_is_nobodys_is_a_conflict_and_is_taken_over_by_tags_alone(Sample sample) {
    Lab lab = sample.lab();
    made(lab, sample, sample.yaml());
    pause(lab, sample);
    Live live = lab.lives(lab.environment(sample.yaml()), sample.id).getFirst();
    Set<String> ours =
        live.tags().keySet().stream()
            .filter(Owner::isOurKey)
            .collect(java.util.stream.Collectors.toSet());
    untag(lab, sample, ours);

    assertThat(lab.finding(sample.yaml(), sample.id).status()).isEqualTo(Status.CONFLICT);
    lab.sandbox().recording().clear();
    lab.apply(sample.yaml());
    assertThat(lab.sandbox().recording().writes()).isEmpty();

    steady(lab, "adopted", sample.yamlWith("adopt: matching"));
    assertThat(lab.sandbox().recording().writes())
        .extracting(call -> call.operation().replaceFirst("s?(Resource|ToResource)?$", ""))
        .allMatch(operation -> operation.contains("Tag"));
  }

  static Stream<Sample> lostAnswers() {
    return shown(Show.LOST_ANSWERS);
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_lost_answer_to_any_call_makes_no_twin(Sample sample) {
    new Faults(new Story(sample.id, sample.ground, sample.yaml())).lostAnswers();
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("lostAnswers")
  void a_process_that_dies_at_any_write_is_survived(Sample sample) {
    new Faults(new Story(sample.id, sample.ground, sample.yaml())).killedAtEachWrite();
  }

  static Stream<Sample> leaving() {
    return shown(Show.LEAVING);
  }

  @ParameterizedTest
  @MethodSource("leaving")
  void what_leaves_the_spec_is_deleted_or_held_when_it_holds_something(Sample sample) {
    Lab lab = left(sample);
    sample.filling.accept(lab);
    String after = after(sample);
    Plan plan = lab.look(after).plan();

    assertThat(change(plan, sample).action()).isEqualTo(Action.DELETE);
    if (kind(sample).stateful()) {
      assertThat(change(plan, sample).needsApproval()).isTrue();
      lab.apply(after);
      lab.apply(after);
      assertThat(bodies(lab, sample)).hasSize(1);
      sample.emptying.ifPresentOrElse(hands -> hands.accept(lab), () -> lab.approve(after));
    }
    steady(lab, "without it", after);
    assertThat(bodies(lab, sample)).isEmpty();
  }

  static Stream<Sample> busy() {
    return shown(Show.BUSY);
  }

  @ParameterizedTest
  @MethodSource("busy")
  void what_is_still_in_use_is_waited_for(Sample sample) {
    Lab lab = left(sample);
    String after = after(sample);
    lab.approve(after);
    lab.sandbox()
        .conditions()
        .fail(
            sample.busyCall.orElseThrow(),
            2,
            Fault.error(sample.busyCode, 400, "has dependencies and cannot be deleted"));

    Receipt receipt = lab.apply(after);

    assertThat(receipt.outcome()).isNotInstanceOf(Receipt.Outcome.Failed.class);
    steady(lab, "in the end", after);
    assertThat(bodies(lab, sample)).isEmpty();
  }

  @Test
  void nothing_that_cannot_be_made_again_is_destroyed_without_an_approval() {
    long approved = Destruction.approved();
    long asked = 0;
    for (Sample sample : leaving().filter(sample -> kind(sample).stateful()).toList()) {
      Lab lab = left(sample);
      sample.filling.accept(lab);
      for (int pass = 0; pass < 3; pass++) {
        lab.apply(after(sample));
        lab.clock().advance(Duration.ofDays(1));
      }
      assertThat(bodies(lab, sample)).as(sample.id).hasSize(1);
      asked++;
    }

    assertThat(asked).isGreaterThanOrEqualTo(5);
    assertThat(Destruction.unapproved()).isZero();
    assertThat(Destruction.approved()).isEqualTo(approved);
  }

  private static Lab left(Sample sample) {
    Lab lab = sample.lab();
    made(lab, sample, both(sample));
    pause(lab, sample);
    return lab;
  }

  private static String both(Sample sample) {
    return sample.yaml() + "\n" + (sample.yaml().contains("logGroups:") ? OTHER : REST);
  }

  private static String after(Sample sample) {
    return sample.without.map(yaml -> yaml + "\n").orElse("")
        + (sample.yaml().contains("logGroups:") ? OTHER : REST);
  }

  private static final String OTHER =
      """
      roles:
        rest: {trust: [ec2.amazonaws.com]}
        more: {trust: [ec2.amazonaws.com]}
        last: {trust: [ec2.amazonaws.com]}
      """;

  private static List<Live> bodies(Lab lab, Sample sample) {
    return lab.everything().stream()
        .filter(live -> live.id().toString().equals(sample.id))
        .toList();
  }

  private static Kind kind(Sample sample) {
    return Kinds.catalogue().kinds().stream()
        .filter(kind -> kind.name().equals(sample.kind()))
        .findFirst()
        .orElseThrow();
  }

  private static Change change(Plan plan, Sample sample) {
    return plan.changes().stream()
        .filter(change -> change.resource().toString().equals(sample.id))
        .findFirst()
        .orElseGet(() -> fail("nothing is planned for " + sample.id + " in " + plan.changes()));
  }

  private static void made(Lab lab, Sample sample, String yaml) {
    lab.sandbox().nature().handshaking(Duration.ZERO);
    steady(lab, "made", yaml);
    assertThat(lab.finding(yaml, sample.id).status()).isEqualTo(Status.IN_SYNC);
  }

  private static void steady(Lab lab, String what, String yaml) {
    Receipt receipt = lab.apply(yaml);
    assertThat(receipt.outcome()).as("%s: %s", what, receipt.steps()).isEqualTo(STEADY);
    lab.restarted();
    assertThat(lab.differences(yaml)).as(what).isEmpty();
    assertThat(lab.look(yaml).plan().changes()).as(what).isEmpty();
  }

  private static void pause(Lab lab, Sample sample) {
    lab.clock().advance(sample.between);
    lab.restarted();
  }
}
