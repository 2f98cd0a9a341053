package steadystate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarPlaceTest {

  private static SourceSpan find(String yaml, String word) {
    Problems problems = new Problems();
    YamlNode.Mapping root =
        (YamlNode.Mapping) YamlReader.read("a.yaml", yaml, problems).documents().getFirst();
    YamlNode.Scalar scalar =
        (YamlNode.Scalar) java.util.Objects.requireNonNull(root.entries().get("e")).value();
    List<String> lines = yaml.lines().skip(scalar.at().line() - 1L).toList();
    int offset = scalar.text().indexOf(word);
    int codePoints = scalar.text().codePointCount(0, offset);
    return ScalarPlace.of(scalar.at(), lines, scalar.text(), codePoints);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\ne: size(spec) < HERE\n",
        "a: 1\ne:   'it''s <  HERE'\n",
        "a: 1\ne: \"say \\\"so\\\" && HERE\"\n",
        "e: |\n  one == 1 &&\n    HERE\n",
        "e: |-  # why\n\n  one == 1\n  && HERE && x\n",
        "e: >\n  one == 1 &&\n  two == 2 &&\n  HERE\n",
        "e: one &&\n  two &&\n  HERE\n",
        "{e: \"über &&\n   HERE\"}\n",
        "a: 1\ne: !!str HERE\n",
      })
  void a_word_is_found_where_it_was_written(String yaml) {
    SourceSpan found = find(yaml, "HERE");

    String line = yaml.lines().toList().get(found.line() - 1);
    assertThat(line.substring(found.column() - 1)).startsWith("HERE");
  }

  @org.junit.jupiter.api.Test
  void behind_the_end_is_behind_the_last_visible_character() {
    SourceSpan at = new SourceSpan("a.yaml", 3, 5);

    assertThat(ScalarPlace.of(at, List.of("  e: spec.a +"), "spec.a +", 8))
        .isEqualTo(new SourceSpan("a.yaml", 3, 14));
  }
}
