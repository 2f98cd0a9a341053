package steadystate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.report.Samples.ABSENT;
import static steadystate.report.Samples.create;
import static steadystate.report.Samples.field;
import static steadystate.report.Samples.line;
import static steadystate.report.Samples.number;
import static steadystate.report.Samples.plan;
import static steadystate.report.Samples.text;
import static steadystate.report.Samples.update;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import steadystate.Golden;
import steadystate.drift.Status;
import steadystate.plan.Plan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanReportTest {
  private static final Stats STATS = new Stats(Map.of("ecs:DescribeServices", 1L), 0.4);

  private static PlanReport report(Plan plan) {
    return new PlanReport(plan, STATS);
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 100, 160})
  void a_plan_reads_well_at_any_width(int width) {
    String text = report(Samples.everything()).text(new Paper(width, false));

    Golden.check("report/plan-" + width + ".txt", text);
  }

  @Test
  void colours_stand_beside_words_that_say_the_same() {
    String colour = report(Samples.everything()).text(new Paper(100, true));
    String plain = report(Samples.everything()).text(Paper.PLAIN);

    Golden.check("report/plan-colour.txt", colour);
    assertThat(colour.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void the_json_is_that_of_the_interface() {
    Golden.check("report/plan.json", report(Samples.everything()).jsonText());
  }

  @Test
  void a_pull_request_gets_tables() {
    Golden.check("report/plan.md", report(Samples.everything()).markdown());
  }

  @Test
  void a_refused_plan_says_what_to_write_instead() {
    Golden.check("report/plan-refused.txt", report(Samples.refused()).text(Paper.PLAIN));
    Golden.check("report/plan-refused.md", report(Samples.refused()).markdown());
  }

  @Test
  void the_yaml_reads_back_as_the_json() {
    PlanReport report = report(Samples.everything());

    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(report.yaml());

    JsonNode back = JsonMapper.shared().valueToTree(yaml);
    assertThat(JsonMapper.shared().writeValueAsString(back))
        .isEqualTo(
            JsonMapper.shared()
                .writeValueAsString(JsonMapper.shared().readTree(report.jsonText())));
  }

  @Test
  void the_last_line_counts_what_is_done() {
    assertThat(report(Samples.everything()).text(Paper.PLAIN))
        .endsWith("\nPlan: 2 to create, 2 to update, 1 to replace, 1 to delete\n");
  }

  @Test
  void an_empty_plan_says_so() {
    assertThat(report(plan(List.of())).text(Paper.PLAIN))
        .contains("7 in sync, nothing to do")
        .endsWith("\nPlan: 0 to create, 0 to update, 0 to replace, 0 to delete\n");
  }

  @Test
  void no_line_is_wider_than_the_paper() {
    for (int width = 70; width < 180; width += 7) {
      int columns = width;
      assertThat(report(Samples.everything()).text(new Paper(width, false)).lines())
          .filteredOn(line -> Width.of(line) > columns)
          .allMatch(line -> line.strip().startsWith("arn:"));
    }
  }

  @Test
  void a_value_cannot_colour_the_terminal_or_break_a_line() {
    Plan plan =
        plan(
            List.of(
                update(
                    "service/api",
                    Status.DRIFTED,
                    field(text("a\u001b[2J\nb\u202e"), text("c"), line(3), "name"))));

    String shown = report(plan).text(Paper.PLAIN);

    assertThat(shown).contains("a\\u001b[2J↵b\\u202e → c").doesNotContain("\u001b");
  }

  @Test
  void two_long_values_are_cut_so_that_they_still_differ() {
    String same = "x".repeat(200);
    Plan plan =
        plan(
            List.of(
                update(
                    "service/api",
                    Status.DRIFTED,
                    field(text(same + "1" + same), text(same + "2" + same), line(3), "name"))));

    assertThat(report(plan).text(Paper.PLAIN)).contains("x1x").contains("x2x");
  }

  @Test
  void numbers_stay_numbers_and_absence_is_null() {
    Plan plan = plan(List.of(create("logGroup/api", field(ABSENT, number(100), line(3), "days"))));

    JsonNode field = report(plan).json().at("/changes/0/fields/0");

    assertThat(field.get("live").isNull()).isTrue();
    assertThat(field.get("desired").toString()).isEqualTo("100");
  }

  @Test
  void several_environments_make_a_list() {
    Report list = new ListReport(List.of(report(plan(List.of())), report(plan(List.of()))));

    assertThat(list.json().get("kind").stringValue()).isEqualTo("List");
    assertThat(list.json().get("items")).hasSize(2);
    assertThat(list.text(Paper.PLAIN)).containsPattern("(?s)Plan for dev.*Plan for dev");
  }

  @Test
  void wide_letters_keep_the_columns_straight() {
    Plan plan =
        plan(
            List.of(
                update(
                    "service/api",
                    Status.DRIFTED,
                    field(text("안녕"), text("b"), line(3), "name"),
                    field(text("abcd"), text("b"), line(4), "name"))));

    List<String> rows =
        report(plan).text(Paper.PLAIN).lines().filter(line -> line.contains(".yaml:")).toList();

    assertThat(rows)
        .extracting(row -> Width.of(row.substring(0, row.indexOf("environments/"))))
        .containsOnly(
            Width.of(rows.getFirst().substring(0, rows.getFirst().indexOf("environments/"))))
        .hasSize(2);
  }
}
