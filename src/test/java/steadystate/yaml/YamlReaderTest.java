package steadystate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  private List<YamlNode> read(String text) {
    return YamlReader.read("dev.yaml", text, problems).documents();
  }

  /** Each problem as {@code line:column [code] path: message}. */
  private List<String> said() {
    return problems.all().stream()
        .map(p ->
            "%d:%d [%s] %s: %s"
                .formatted(p.at().line(), p.at().column(), p.code(), p.path(), p.message()))
        .toList();
  }

  private static YamlNode at(YamlNode node, String key) {
    return ((YamlNode.Mapping) node).entries().get(key).value();
  }

  private static YamlNode.Scalar scalar(YamlNode node, String key) {
    return (YamlNode.Scalar) at(node, key);
  }

  @Test
  void every_node_knows_its_place() {
    YamlNode root = read("spec:\n  account: '1'\n  list: [a, b]\n").getFirst();

    YamlNode spec = at(root, "spec");
    YamlNode.Entry account = ((YamlNode.Mapping) spec).entries().get("account");
    assertThat(account.keyAt()).hasToString("dev.yaml:2:3");
    assertThat(account.value().at()).hasToString("dev.yaml:2:12");
    YamlNode.Sequence list = (YamlNode.Sequence) at(spec, "list");
    assertThat(list.items().get(1).at()).hasToString("dev.yaml:3:13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NO",
        "on",
        "22:22",
        "0777",
        "08080",
        "1_000",
        "1.10",
        "2024-01-01",
        "~",
        "1e3",
        "0o17"
      })
  void a_plain_scalar_keeps_the_very_characters(String written) {
    YamlNode.Scalar value = scalar(read("a: " + written + "\n").getFirst(), "a");

    assertThat(value.text()).isEqualTo(written);
    assertThat(value.plain()).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {"'8080';8080", "\"8080\";8080", "!!str 8080;8080", "! 8080;8080", "|-\\n  x;x"})
  void quotes_blocks_and_the_text_tag_make_text(String written, String text) {
    YamlNode.Scalar value = scalar(read("a: " + written.replace("\\n", "\n")).getFirst(), "a");

    assertThat(value.text()).isEqualTo(text);
    assertThat(value.plain()).isFalse();
  }

  @Test
  void a_file_holds_several_documents_and_empty_ones_do_not_count() {
    List<YamlNode> documents = read("---\n---\na: 1\n---\n# nothing\n---\nb: 2\n...\n");

    assertThat(documents).hasSize(2);
    assertThat(scalar(documents.get(1), "b").at()).hasToString("dev.yaml:7:4");
    assertThat(read("")).isEmpty();
    assertThat(read("# only a comment\n")).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_change_nothing() {
    YamlNode root = read("\uFEFFa: 1\r\nb: 2\r\n").getFirst();

    assertThat(scalar(root, "b").text()).isEqualTo("2");
    assertThat(scalar(root, "b").at()).hasToString("dev.yaml:2:4");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_duplicate_key_names_both_places() {
    read("spec:\n  services:\n    api: {cpu: 256, cpu: 512}\n");

    assertThat(said())
        .containsExactly(
            "3:21 [duplicate-key] spec.services.api.cpu: `cpu` is written twice; first at"
                + " dev.yaml:3:11");
  }

  @Test
  void all_duplicates_of_a_file_are_reported_together() {
    read("a: 1\na: 2\nb: 1\nb: 2\n");

    assertThat(said()).hasSize(2);
  }

  @Test
  void an_alias_stands_for_its_anchor_and_has_its_place() {
    YamlNode root = read("a: &x {k: 1}\nb: *x\n").getFirst();

    assertThat(at(root, "b")).isSameAs(at(root, "a"));
    assertThat(at(root, "b").at()).hasToString("dev.yaml:1:4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a: !!java.net.URL [x]; 1:4 [unknown-tag] a: the tag `!!java.net.URL` means nothing here",
        "a: !secret x; 1:4 [unknown-tag] a: the tag `!secret` means nothing here",
        "a: !!binary x; 1:4 [unknown-tag] a: the tag `!!binary` means nothing here",
        "a: !!set {x}; 1:4 [unknown-tag] a: the tag `!!set` means nothing here",
        "a: [*gone]; 1:5 [unknown-alias] a[0]: no anchor `&gone` stands above",
        "a: &a [*a]; 1:8 [alias-cycle] a[0]: `*a` stands inside what it names",
        "? [x]; 1:3 [bad-key] : a key must be plain text",
        "'': x; 1:1 [bad-key] : a key is missing before the colon",
        "a: \"\\0\"; 1:4 [bad-character] a: this value holds the character U+0000",
      })
  void what_does_not_belong_is_named_with_its_place(String text, String said) {
    read(text + "\n");

    assertThat(said()).containsExactly(said);
  }

  @Test
  void merge_keys_are_no_part_of_yaml_1_2() {
    read("base: &b {x: 1}\nspec:\n  <<: *b\n  y: 2\n");

    assertThat(said())
        .containsExactly(
            "3:3 [unknown-key] spec[<<]: unknown key `<<`: merge keys are not part of YAML 1.2");
    assertThat(problems.all().getFirst().help().orElseThrow()).contains("extends");
  }

  @Test
  void invisible_characters_in_keys_are_refused() {
    read("\"nam\u202Ee\": x\nok: \"\u202Eleft alone in a value\"\n");

    assertThat(said())
        .containsExactly("1:1 [bad-character] : this key holds the invisible character U+202E");
  }

  @Test
  void nul_and_utf_16_are_refused_with_a_word_about_the_encoding() {
    assertThat(read("a: b\nc: \u0000\n")).isEmpty();

    assertThat(said())
        .containsExactly(
            "2:4 [bad-character] : this file holds the character U+0000, which YAML does not"
                + " allow");
    assertThat(problems.all().getFirst().help().orElseThrow()).contains("UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a:\\n\\tb: 1; 2:1; a tab stands where YAML wants spaces",
        "a: b: c; 1:5; a second `key:` on one line, or wrong indentation",
        "a: 'b; 1:4; the quotation that starts here is never closed",
        "a: [1\\nb: 2; 2:2; the `[` of line 1 is not closed here, or a comma is missing",
        "a: {x: ${y}}; 1:9; the `{` of line 1 is not closed here, or a comma is missing",
        "a: 1\\n  b: 2; 2:4; a second `key:` on one line, or wrong indentation",
        "a: 1\\nb; 2:2; a key without a colon near here",
        "@a; 1:1; a plain value cannot start with this character",
      })
  void a_file_that_is_not_yaml_says_where_and_what(String text, String place, String message) {
    read(text.replace("\\n", "\n").replace("\\t", "\t"));

    assertThat(said()).containsExactly(place + " [yaml-syntax] : this is not YAML: " + message);
  }

  @Test
  void documents_before_a_mistake_are_still_read() {
    assertThat(read("a: 1\n---\nb: [\n")).hasSize(1);
    assertThat(said()).hasSize(1);
  }
}
