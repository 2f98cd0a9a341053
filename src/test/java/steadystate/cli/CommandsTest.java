package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.report.Samples.field;
import static steadystate.report.Samples.line;
import static steadystate.report.Samples.number;
import static steadystate.report.Samples.plan;
import static steadystate.report.Samples.update;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadystate.drift.Status;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  private final Bench bench = new Bench();

  private JsonNode json() {
    return JsonMapper.shared().readTree(bench.out());
  }

  private void different() {
    bench.plan =
        plan(
            List.of(
                update(
                    "service/api", Status.DRIFTED, field(number(5), number(1), line(3), "count"))));
  }

  @Test
  void global_options_stand_before_or_after_the_command() {
    assertThat(bench.run("-f", "infra", "--var", "a=1", "-o", "json", "plan", "dev")).isEqualTo(0);
    assertThat(bench.folder).isEqualTo(Path.of("infra"));
    assertThat(bench.variables).isEqualTo(Map.of("a", "1"));
    assertThat(json().get("kind").stringValue()).isEqualTo("Plan");

    Bench after = new Bench();
    assertThat(
            after.run("plan", "dev", "-f", "infra", "--var", "a=x=y", "--var", "b=2", "-o", "yaml"))
        .isEqualTo(0);
    assertThat(after.folder).isEqualTo(Path.of("infra"));
    assertThat(after.variables).isEqualTo(Map.of("a", "x=y", "b", "2"));
    assertThat(after.out()).startsWith("apiVersion: steadystate/v1\nkind: Plan\n");
  }

  @Test
  void one_named_environment_is_the_plan_and_none_is_a_list() {
    bench.run("plan", "dev", "-o", "json");
    assertThat(json().get("kind").stringValue()).isEqualTo("Plan");

    Bench all = new Bench();
    all.run("plan", "-o", "json");
    assertThat(all.out()).contains("\"kind\": \"List\"");

    Bench two = new Bench();
    two.sound("prod", Value.Entries.EMPTY);
    two.run("plan", "dev", "prod", "-o", "json");
    assertThat(two.out()).contains("\"kind\": \"List\"");
  }

  @Test
  void drift_has_its_own_kind() {
    bench.run("drift", "dev", "-o", "json");

    assertThat(json().get("kind").stringValue()).isEqualTo("DriftReport");
    assertThat(json().get("inSync").booleanValue()).isTrue();
  }

  @Test
  void stats_go_to_the_side_and_into_json() {
    bench.run("plan", "dev", "--stats", "-o", "json");

    assertThat(json().at("/stats/awsCalls/ecs:DescribeServices").intValue()).isEqualTo(2);
    assertThat(json().at("/stats/seconds").doubleValue()).isEqualTo(0.42);
    assertThat(bench.err()).contains("2  ecs:DescribeServices").contains("3 AWS calls, 0.4 s");
  }

  @Test
  void validate_in_json_lists_each_mistake_with_its_place() {
    bench.broken.put(
        "prod",
        List.of(
            new Problem(
                "unknown-key", new SourceSpan("prod.yaml", 3, 7), "spec.x", "no key 'x'", "y")));

    assertThat(bench.run("validate", "-o", "json")).isEqualTo(1);

    assertThat(json().get("valid").booleanValue()).isFalse();
    assertThat(json().at("/problems/0/line").intValue()).isEqualTo(3);
    assertThat(json().at("/problems/0/help").stringValue()).isEqualTo("y");
    assertThat(json().at("/environments/0/environment").stringValue()).isEqualTo("dev");
  }

  @Test
  void a_mistake_that_two_environments_share_is_told_once() {
    Problem shared =
        new Problem("unknown-key", new SourceSpan("base.yaml", 3, 7), "spec.x", "no key 'x'");
    bench.broken.put("prod", List.of(shared));
    bench.broken.put("test", List.of(shared));

    bench.run("validate");

    assertThat(bench.err()).containsOnlyOnce("no key 'x'").contains("1 problem in 1 file");
  }

  @Test
  void the_result_of_a_plan_ends_with_the_counts() {
    different();

    bench.run("plan", "dev");

    assertThat(bench.out())
        .contains("service/api")
        .endsWith("\nPlan: 0 to create, 1 to update, 0 to replace, 0 to delete\n");
  }

  @Test
  void schema_and_completion_are_results() {
    assertThat(bench.run("schema")).isEqualTo(0);
    assertThat(bench.out()).startsWith("{");

    Bench completion = new Bench();
    assertThat(completion.run("completion")).isEqualTo(0);
    assertThat(completion.out()).contains("complete").contains("--detailed-exitcode");
    assertThat(completion.err()).isEmpty();
  }
}
