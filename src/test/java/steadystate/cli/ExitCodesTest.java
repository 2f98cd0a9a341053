package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.report.Samples.field;
import static steadystate.report.Samples.line;
import static steadystate.report.Samples.number;
import static steadystate.report.Samples.plan;
import static steadystate.report.Samples.update;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.drift.Status;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Unknown;
import steadystate.reconcile.pass.Receipt.Outcome;
import steadystate.report.Samples;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;

class ExitCodesTest {
  private final Bench bench = new Bench();

  private static Plan different() {
    return plan(
        List.of(
            update("service/api", Status.DRIFTED, field(number(5), number(1), line(3), "count"))));
  }

  private static Plan refused() {
    return different()
        .refusals(
            List.of(
                new Refusal(
                    "strict/no-public-ingress",
                    Samples.id("securityGroup/api"),
                    "open to all",
                    Optional.empty())));
  }

  private static Problem mistake() {
    return new Problem("unknown-key", new SourceSpan("e.yaml", 3, 1), "spec.x", "no key 'x'");
  }

  private void fails(Failure failure) {
    bench.trouble =
        () -> {
          throw new FailureException(failure);
        };
  }

  @Test
  void validate_is_0_for_sound_specs_and_1_for_mistakes() {
    assertThat(bench.run("validate")).isEqualTo(0);

    bench.broken.put("prod", List.of(mistake()));

    assertThat(bench.run("validate")).isEqualTo(1);
    assertThat(bench.run("validate", "dev")).isEqualTo(0);
    assertThat(bench.run("validate", "prod")).isEqualTo(1);
    assertThat(bench.looks).isZero();
  }

  @Test
  void a_plan_is_0_and_2_only_when_asked_for_detail() {
    bench.plan = different();

    assertThat(bench.run("plan", "dev")).isEqualTo(0);
    assertThat(bench.run("plan", "dev", "--detailed-exitcode")).isEqualTo(2);

    bench.plan = plan(List.of());

    assertThat(bench.run("plan", "dev", "--detailed-exitcode")).isEqualTo(0);
  }

  @Test
  void a_refused_plan_is_3() {
    bench.plan = refused();

    assertThat(bench.run("plan", "dev")).isEqualTo(3);
    assertThat(bench.run("plan", "dev", "--detailed-exitcode")).isEqualTo(3);
  }

  @Test
  void a_plan_of_which_aws_told_nothing_is_1() {
    bench.plan =
        new Plan(
            "dev",
            different().mode(),
            "123456789012",
            "eu-west-1",
            Samples.NOON,
            List.of(),
            List.of(),
            List.of(new Unknown(Samples.id("service/api"), "no answer")),
            List.of(),
            0,
            "sha256:1");

    assertThat(bench.run("plan", "dev")).isEqualTo(1);
    assertThat(bench.run("drift", "dev")).isEqualTo(1);
  }

  @Test
  void drift_is_0_in_sync_and_2_when_something_differs() {
    bench.findings = List.of(Samples.finding("service/api", Status.IN_SYNC, List.of(), ""));
    assertThat(bench.run("drift", "dev")).isEqualTo(0);

    bench.findings = List.of(Samples.finding("service/api", Status.EXTRA, List.of(), ""));
    assertThat(bench.run("drift", "dev")).isEqualTo(2);
  }

  @Test
  void apply_tells_steady_refused_not_steady_and_failed_apart() {
    bench.plan = different();

    assertThat(bench.run("apply", "dev", "--yes")).isEqualTo(0);

    bench.outcome = Outcome.Refused::new;
    assertThat(bench.run("apply", "dev", "--yes")).isEqualTo(3);

    bench.outcome = () -> new Outcome.Unsteady("1 of 2 tasks running");
    assertThat(bench.run("apply", "dev", "--yes")).isEqualTo(4);

    bench.outcome = () -> new Outcome.Failed("a step failed");
    assertThat(bench.run("apply", "dev", "--yes")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "drift", "apply"})
  void aws_that_fails_is_1_with_one_clear_message(String command) {
    fails(new Failure.Denied("AccessDenied", "AccessDenied on ecs:DescribeClusters"));

    int code =
        command.equals("apply") ? bench.run(command, "dev", "--yes") : bench.run(command, "dev");

    assertThat(code).isEqualTo(1);
    assertThat(bench.err())
        .contains("error[AccessDenied]: dev: AccessDenied on ecs:DescribeClusters")
        .contains("help: ")
        .doesNotContain("\tat ");
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void the_wrong_account_is_told_with_the_way_out() {
    fails(new Failure.Rejected("WrongAccount", "the credentials belong to account 1"));

    assertThat(bench.run("plan", "dev")).isEqualTo(1);
    assertThat(bench.err()).contains("AWS_PROFILE");
  }

  @Test
  void verbose_shows_where_a_failure_came_from() {
    fails(new Failure.Unavailable("NoAnswer", "no answer"));

    assertThat(bench.run("-v", "plan", "dev")).isEqualTo(1);
    assertThat(bench.err()).contains("\tat ");
  }

  @Test
  void one_environment_that_fails_leaves_the_others_alone() {
    bench.sound("prod", steadystate.resource.Value.Entries.EMPTY);
    bench.trouble =
        () -> {
          bench.trouble = () -> {};
          throw new FailureException(new Failure.Unavailable("NoAnswer", "no answer"));
        };

    assertThat(bench.run("plan", "-o", "json")).isEqualTo(1);
    assertThat(bench.out()).contains("\"kind\": \"List\"").containsOnlyOnce("\"kind\": \"Plan\"");
  }

  @Test
  void a_wrong_command_line_is_64() {
    assertThat(bench.run()).isEqualTo(64);
    assertThat(bench.run("plam")).isEqualTo(64);
    assertThat(bench.run("plan", "--nothing")).isEqualTo(64);
    assertThat(bench.run("plan", "-o", "xml")).isEqualTo(64);
    assertThat(bench.run("plan", "--var", "novalue")).isEqualTo(64);
    assertThat(bench.run("apply", "--yes")).isEqualTo(64);
    assertThat(bench.out()).isEmpty();
    assertThat(bench.err()).contains("did you mean").contains("error[usage]: ");
  }

  @Test
  void help_and_version_are_0_and_results() {
    assertThat(bench.run("--help")).isEqualTo(0);
    assertThat(bench.run("plan", "--help")).isEqualTo(0);
    assertThat(bench.run("help", "plan")).isEqualTo(0);
    assertThat(bench.run("--version")).isEqualTo(0);
    assertThat(bench.run("version")).isEqualTo(0);
    assertThat(bench.out()).contains("detailed-exitcode").contains("steadystate 1.2.3");
  }

  @Test
  void an_unknown_environment_is_1_and_names_the_known_ones() {
    assertThat(bench.run("plan", "dve")).isEqualTo(1);
    assertThat(bench.err())
        .contains("error[unknown-environment]: no environment 'dve'")
        .contains("there are: dev");
  }

  @Test
  void a_folder_without_environments_is_1() {
    bench.sound.clear();

    assertThat(bench.run("plan")).isEqualTo(1);
    assertThat(bench.err()).contains("error[no-environment]");
  }

  @Test
  void an_environment_with_a_mistake_is_not_touched_and_the_others_are() {
    bench.broken.put("prod", List.of(mistake()));

    assertThat(bench.run("plan")).isEqualTo(1);
    assertThat(bench.looks).isEqualTo(1);
    assertThat(bench.err()).contains("error[unknown-key]: no key 'x'");
  }

  @Test
  void a_defect_is_1_and_asks_for_a_report() {
    bench.trouble =
        () -> {
          throw new IllegalStateException("boom");
        };

    assertThat(bench.run("plan", "dev")).isEqualTo(1);
    assertThat(bench.err()).contains("error[defect]").contains("boom").doesNotContain("\tat ");
  }
}
