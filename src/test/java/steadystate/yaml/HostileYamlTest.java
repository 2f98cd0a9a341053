package steadystate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small files that want to become large ones, and large files that want to be read. */
class HostileYamlTest {
  private final Problems problems = new Problems();

  private List<YamlNode> read(String text) {
    return YamlReader.read("bad.yaml", text, problems).documents();
  }

  private String said() {
    assertThat(problems.all()).hasSize(1);
    Problem only = problems.all().getFirst();
    return only.code() + ": " + only.message();
  }

  @Test
  void nine_lists_of_nine_aliases_are_refused() {
    // A first list of one element: the weight alone does not break a limit before the count does.
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 9; i++) {
      String aliases = "*a0, ".repeat(9);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, aliases));
    }

    assertThat(read(bomb.toString())).isEmpty();
    assertThat(said()).startsWith("yaml-limit: more than 50 aliases");
  }

  @Test
  void few_aliases_that_double_each_time_are_refused_by_what_they_bring_in() {
    String bomb =
        "a0: &a0 {k: v}\n"
            + IntStream.range(1, 25)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(Collectors.joining());

    assertThat(read(bomb)).isEmpty();
    assertThat(said()).startsWith("yaml-limit: more than 100,000");
  }

  @Test
  void aliases_that_nest_deeper_each_time_are_refused_by_their_depth() {
    String nest =
        "a0: &a0 "
            + "[".repeat(20)
            + "]".repeat(20)
            + "\n"
            + "a1: &a1 "
            + "[".repeat(20)
            + "*a0"
            + "]".repeat(20)
            + "\n"
            + "a2: "
            + "[".repeat(20)
            + "*a1"
            + "]".repeat(20)
            + "\n";

    assertThat(read(nest)).isEmpty();
    assertThat(said()).startsWith("yaml-limit: maps and lists are nested more than 50 deep");
  }

  @Test
  void an_alias_of_itself_is_refused() {
    read("a: &a [*a]\n");

    assertThat(said()).startsWith("alias-cycle");
  }

  @Test
  void ten_thousand_levels_are_refused() {
    assertThat(read("[".repeat(10_000))).isEmpty();
    assertThat(said()).startsWith("yaml-limit: maps and lists are nested more than 50 deep");
  }

  @Test
  void ten_thousand_levels_in_block_style_are_refused() {
    String deep =
        IntStream.range(0, 2_000)
            .mapToObj(i -> " ".repeat(i) + "a:\n")
            .collect(Collectors.joining());

    assertThat(read(deep)).isEmpty();
    assertThat(said()).startsWith("yaml-limit: maps and lists are nested more than 50 deep");
  }

  @Test
  void fifty_levels_are_allowed() {
    assertThat(read("[".repeat(50) + "]".repeat(50))).hasSize(1);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_scalar_of_fifty_megabytes_is_refused() {
    assertThat(read("a: " + "x".repeat(50 * 1024 * 1024))).isEmpty();
    assertThat(said()).isEqualTo("yaml-limit: this file is larger than 3 MB");
  }

  @Test
  void a_million_keys_are_refused() {
    String lines = "k:\n".repeat(1_000_000);

    assertThat(read(lines)).isEmpty();
    assertThat(said()).isEqualTo("yaml-limit: more than 100,000 lines in one file");
  }

  @Test
  void a_million_values_on_one_line_are_refused() {
    assertThat(read("[" + "x,".repeat(1_000_000) + "]")).isEmpty();
    assertThat(said()).isEqualTo("yaml-limit: more than 100,000 keys and values in one file");
  }

  @Test
  void the_size_counts_letters_and_not_bytes() {
    assertThat(read("a: " + "한".repeat(2 * 1024 * 1024))).hasSize(1);
    assertThat(problems.all()).isEmpty();
  }
}
