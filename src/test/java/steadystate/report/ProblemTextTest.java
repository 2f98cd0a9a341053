package steadystate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;

class ProblemTextTest {

  private static Problem at(int column) {
    return new Problem(
        "unknown-key",
        new SourceSpan("environments/dev/environment.yaml", 14, column),
        "spec.services.api.imgae",
        "unknown key `imgae`",
        "did you mean `image`?");
  }

  private static String snippet(String line, int column) {
    return ProblemText.of(at(column), Optional.of(line), Paper.PLAIN)
        .lines()
        .skip(2)
        .limit(2)
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  @Test
  void a_problem_shows_what_where_the_line_and_what_to_do() {
    assertThat(ProblemText.of(at(7), Optional.of("      imgae: shop:1.4"), Paper.PLAIN))
        .isEqualTo(
            """
            error[unknown-key]: spec.services.api.imgae: unknown key `imgae`
              --> environments/dev/environment.yaml:14:7
            14 |       imgae: shop:1.4
               |       ^^^^^
            help: did you mean `image`?
            """);
  }

  @Test
  void a_problem_without_a_line_or_help_is_shorter() {
    Problem bare =
        new Problem("source-empty", new SourceSpan("environments", 1, 1), "", "nothing there");

    assertThat(ProblemText.of(bare, Optional.empty(), Paper.PLAIN))
        .isEqualTo("error[source-empty]: nothing there\n  --> environments:1:1\n");
  }

  @Test
  void one_line_is_enough_for_a_log() {
    assertThat(ProblemText.line(at(7)))
        .isEqualTo(
            "environments/dev/environment.yaml:14:7: spec.services.api.imgae: unknown key `imgae`");
  }

  @Test
  void the_caret_stands_under_wide_letters_tabs_and_quotes() {
    assertThat(snippet("이름: {a: 1}", 6)).isEqualTo("14 | 이름: {a: 1}\n   |        ^");
    assertThat(snippet("\ta: 'b c', d", 5)).isEqualTo("14 |  a: 'b c', d\n   |     ^^^^^");
    assertThat(snippet("a: b", 99)).isEqualTo("14 | a: b\n   |     ^");
  }

  @Test
  void a_long_line_is_cut_around_the_place() {
    String line = "a: " + "x".repeat(300) + " here " + "y".repeat(300);

    assertThat(snippet(line, 305))
        .contains(" here ")
        .satisfies(text -> assertThat(text.lines()).allMatch(one -> one.length() <= 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      masterUserPassword: hunter2",
        "      environment: {LOG: info, DB_PASSWORD: hunter2}",
        "      - {name: API_TOKEN, value: hunter2}",
        "      \"client-secret\": hunter2",
      })
  void what_looks_like_a_secret_is_not_shown(String line) {
    assertThat(ProblemText.of(at(30), Optional.of(line), Paper.PLAIN)).doesNotContain("hunter2");
  }

  @Test
  void references_to_secrets_are_shown() {
    assertThat(snippet("secrets: {URL: arn:x}", 11)).contains("arn:x");
  }

  @Test
  void nothing_in_a_line_is_obeyed_by_a_terminal() {
    assertThat(ProblemText.of(at(1), Optional.of("a: \u001b[31m\u202Eb"), Paper.PLAIN))
        .doesNotContain("\u001b", "\u202E");
  }

  @Test
  void colours_are_only_there_when_they_are_asked_for() {
    String plain = ProblemText.of(at(1), Optional.of("imgae: x"), Paper.PLAIN);
    String coloured = ProblemText.of(at(1), Optional.of("imgae: x"), new Paper(100, true));

    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }
}
