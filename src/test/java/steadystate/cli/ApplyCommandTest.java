package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.report.Samples.field;
import static steadystate.report.Samples.line;
import static steadystate.report.Samples.number;
import static steadystate.report.Samples.plan;
import static steadystate.report.Samples.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.doctor.Check;
import steadystate.doctor.Extent;
import steadystate.drift.Status;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Plan;
import steadystate.report.Samples;
import steadystate.resource.Value;

class ApplyCommandTest {
  @TempDir Path folder;
  private final Bench bench = new Bench();

  ApplyCommandTest() {
    bench.plan = different();
  }

  private static Plan different() {
    return plan(
        List.of(
            update("service/api", Status.DRIFTED, field(number(5), number(1), line(3), "count"))));
  }

  private static Change delete() {
    return new Change(
        Samples.id("service/old"),
        Action.DELETE,
        Status.EXTRA,
        Optional.empty(),
        Optional.of(Samples.live("service/old", "arn:old")),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Plan moved(Plan plan) {
    return new Plan(
        plan.environment(),
        plan.mode(),
        plan.account(),
        plan.region(),
        plan.observedAt(),
        plan.changes(),
        plan.refusals(),
        plan.unknown(),
        plan.notes(),
        plan.inSync(),
        "sha256:other");
  }

  @Test
  void without_a_terminal_it_never_asks() {
    assertThat(bench.run("apply", "dev")).isEqualTo(1);
    assertThat(bench.err()).contains("help: add --yes");
    assertThat(bench.looks).isZero();
    assertThat(bench.applied).isEmpty();
  }

  @Test
  void yes_applies_and_prints_plan_and_receipt() {
    assertThat(bench.run("apply", "dev", "--yes")).isEqualTo(0);
    assertThat(bench.out())
        .contains("Plan: 0 to create, 1 to update")
        .contains("Receipt for dev")
        .contains("url  http://x")
        .endsWith("dev is steady\n");
    assertThat(bench.err()).contains("service/api: update");
  }

  @Test
  void a_person_who_types_yes_gets_exactly_the_plan_that_was_shown() {
    assertThat(bench.typing("yes\n", "apply", "dev")).isEqualTo(0);
    assertThat(bench.err()).contains("Type yes to go on: ");
    assertThat(bench.applied.getFirst().onlyFingerprint()).isEqualTo("sha256:4f5a");
    assertThat(bench.out()).containsOnlyOnce("Plan for dev");
  }

  @Test
  void what_would_keep_the_plan_from_its_end_is_said_before_the_question() {
    bench.checks =
        List.of(
            Check.ok("permissions", "7 actions are allowed"),
            Check.fail("references", "shop:1.0, which service/api names", "push it"),
            Check.skip("quotas", "unknown: denied", ""));

    bench.typing("no\n", "apply", "dev");

    assertThat(bench.err())
        .containsSubsequence("FAIL  shop:1.0", "push it", "quotas unknown: denied", "Type yes")
        .doesNotContain("7 actions");
    assertThat(bench.examined).containsExactly(Extent.of(bench.plan));
  }

  @Test
  void the_doctor_looks_once_before_an_apply_and_not_at_all_where_nobody_wants_it() {
    bench.run("apply", "dev", "--yes");
    assertThat(bench.examined).hasSize(1);
    assertThat(bench.err()).doesNotContain("doctor");

    bench.run("apply", "dev", "--yes", "--no-doctor");
    bench.typing("yes\n", "apply", "dev", "--no-doctor");
    assertThat(bench.examined).hasSize(1);

    bench.plan = plan(List.of());
    bench.run("apply", "dev", "--yes");
    assertThat(bench.examined).hasSize(1);
  }

  @Test
  void any_other_answer_changes_nothing() {
    assertThat(bench.typing("y\n", "apply", "dev")).isEqualTo(1);
    assertThat(bench.typing("", "apply", "dev")).isEqualTo(1);
    assertThat(bench.applied).isEmpty();
    assertThat(bench.err()).contains("Nothing was changed.");
  }

  @Test
  void a_delete_asks_for_the_name_of_the_environment() {
    bench.plan = plan(List.of(delete()));

    assertThat(bench.typing("yes\n", "apply", "dev")).isEqualTo(1);
    assertThat(bench.applied).isEmpty();
    assertThat(bench.typing("dev\n", "apply", "dev")).isEqualTo(0);
    assertThat(bench.applied).hasSize(1);
  }

  @Test
  void a_held_change_goes_on_when_a_person_has_typed_the_name() {
    bench.plan = plan(List.of(delete().held(new Hold.NeedsApproval("it holds data"))));

    bench.typing("dev\n", "apply", "dev");

    assertThat(bench.applied.getFirst().approved()).containsExactly("sha256:4f5a");
  }

  @Test
  void yes_alone_approves_nothing_that_is_held() {
    bench.plan = plan(List.of(delete().held(new Hold.NeedsApproval("it holds data"))));

    bench.run("apply", "dev", "--yes");
    bench.run("apply", "dev", "--yes", "--approve", "sha256:4f5a");

    assertThat(bench.applied.getFirst().approved()).isEmpty();
    assertThat(bench.applied.getLast().approved()).containsExactly("sha256:4f5a");
  }

  @Test
  void an_empty_plan_needs_no_answer() {
    bench.plan = plan(List.of());

    assertThat(bench.typing("", "apply", "dev")).isEqualTo(0);
    assertThat(bench.err()).doesNotContain("Type");
  }

  @Test
  void it_waits_unless_told_otherwise() {
    bench.run("apply", "dev", "--yes");
    bench.run("apply", "dev", "--yes", "--wait");
    bench.run("apply", "dev", "--yes", "--no-wait");

    assertThat(bench.applied)
        .extracting(options -> options.untilSteady())
        .containsExactly(true, true, false);
  }

  @Test
  void json_is_the_receipt_alone() {
    assertThat(bench.run("apply", "dev", "--yes", "-o", "json")).isEqualTo(0);
    assertThat(bench.out()).startsWith("{").contains("\"kind\": \"Receipt\"");
  }

  @Test
  void a_saved_plan_is_for_its_owner_only_and_can_be_carried_out() throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, "old");

    assertThat(bench.run("plan", "dev", "--out", file.toString())).isEqualTo(0);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("\"fingerprint\": \"sha256:4f5a\"");
    assertThat(bench.run("apply", "--plan", file.toString(), "--yes")).isEqualTo(0);
    assertThat(bench.applied.getFirst().onlyFingerprint()).isEqualTo("sha256:4f5a");
  }

  @Test
  void a_saved_plan_is_refused_when_aws_has_moved() {
    Path file = folder.resolve("plan.json");
    bench.run("plan", "dev", "--out", file.toString());
    bench.plan = moved(bench.plan);

    assertThat(bench.run("apply", "dev", "--plan", file.toString(), "--yes")).isEqualTo(3);
    assertThat(bench.applied).isEmpty();
    assertThat(bench.err()).contains("error[stale-plan]: AWS has changed");
  }

  @Test
  void a_saved_plan_is_refused_when_the_specs_have_moved() {
    Path file = folder.resolve("plan.json");
    bench.run("plan", "dev", "--out", file.toString());
    bench.sound("dev", Value.entries(Map.of("mode", Value.text("strict"))));

    assertThat(bench.run("apply", "dev", "--plan", file.toString(), "--yes")).isEqualTo(3);
    assertThat(bench.err()).contains("error[stale-plan]: the specs of dev have changed");
  }

  @Test
  void a_saved_plan_of_another_environment_is_refused() {
    Path file = folder.resolve("plan.json");
    bench.run("plan", "dev", "--out", file.toString());
    bench.sound("prod", Value.Entries.EMPTY);

    assertThat(bench.run("apply", "prod", "--plan", file.toString(), "--yes")).isEqualTo(3);
    assertThat(bench.applied).isEmpty();
  }

  @Test
  void a_file_that_is_no_plan_is_told() throws IOException {
    Path file = folder.resolve("plan.json");
    Files.writeString(file, "{}");

    assertThat(bench.run("apply", "dev", "--plan", file.toString(), "--yes")).isEqualTo(1);
    assertThat(bench.run("apply", "dev", "--plan", folder.resolve("none").toString(), "--yes"))
        .isEqualTo(1);
    assertThat(bench.err()).contains("holds no plan").contains("no such file");
  }
}
