package steadystate.environment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.model;
import static steadystate.environment.Specs.said;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.environment.Environment;
import steadystate.environment.Specs;
import steadystate.resource.Value;

class ShapeReaderTest {

  private static Value read(String field, String written) {
    return model(
            Specs.dev("services:", "  api:", "    image: x", "    " + field + ": " + written),
            "service/api")
        .get(field)
        .orElseThrow();
  }

  private static String saidOf(String field, String written) {
    var said = said("services:", "  api:", "    image: x", "    " + field + ": " + written);
    assertThat(said).hasSize(1);
    return said.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "8080, 8080",
    "1.10, 1.10",
    "true, true",
    "NO, NO",
    "0777, 0777",
    "22:22, 22:22",
    "1_000, 1_000",
    "2024-01-01, 2024-01-01",
    "'\"\"', ''",
    "'\"~\"', ~",
    "1e3, 1e3",
  })
  void text_is_the_very_text_written(String written, String text) {
    assertThat(read("environment", "{V: " + written + "}"))
        .isEqualTo(new Value.Entries(java.util.Map.of("V", Value.text(text)), null));
  }

  @ParameterizedTest
  @CsvSource({"256, 256", "'\"256\"', 256", "0x100, 256", "0o400, 256", "0256, 256", "+256, 256"})
  void a_whole_number_is_one_by_yaml_1_2_or_in_quotes(String written, long number) {
    assertThat(read("cpu", written)).isEqualTo(Value.number(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abc; expected a whole number, found `abc`",
        "2:56; expected a whole number, found `2:56`",
        "256.0; expected a whole number, found `256.0`",
        "1e3; expected a whole number, found `1e3`",
        "1_000; expected a whole number, found `1_000` | write 1000",
        "true; expected a whole number, found `true`",
        "[256]; expected a whole number, found a list",
        "{a: 1}; expected a whole number, found a map",
        "\"0x100\"; expected a whole number, found `0x100`",
      })
  void what_is_no_whole_number_is_refused(String written, String message) {
    assertThat(saidOf("cpu", written))
        .isEqualTo("10:12 [wrong-type] spec.services.api.cpu: " + message);
  }

  @Test
  void a_number_out_of_range_says_the_range() {
    assertThat(saidOf("cpu", "64"))
        .isEqualTo(
            "10:12 [out-of-range] spec.services.api.cpu: `64` is out of range; allowed: 128 to"
                + " 16384");
    assertThat(saidOf("cpu", "99999999999999999999")).contains("[out-of-range]");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "False, false", "TRUE, true"})
  void true_and_false_are_those_of_yaml_1_2(String written, boolean on) {
    assertThat(read("public", written)).isEqualTo(Value.flag(on));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "yes; found `yes` | YAML 1.2 knows `true` and `false`",
        "on; found `on` | YAML 1.2 knows `true` and `false`",
        "1; found `1` | YAML 1.2 knows `true` and `false`",
        "\"true\"; found `true` | take the quotes away for true or false",
      })
  void other_words_are_no_flag(String written, String message) {
    assertThat(saidOf("public", written))
        .isEqualTo(
            "10:15 [wrong-type] spec.services.api.public: expected true or false, " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1", "-3.25", ".5", "1e-3", "\"0.5\""})
  void a_number_may_have_a_fraction(String written) {
    assertThat(read("ratio", written)).isInstanceOf(Value.Number.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", ".nan", "1e999999", "abc", "0.5.5"})
  void a_number_has_an_end(String written) {
    assertThat(saidOf("ratio", written)).contains("expected a number");
  }

  @Test
  void a_time_is_brought_to_one_form() {
    assertThat(read("since", "2026-12-24T18:00:00+09:00"))
        .isEqualTo(Value.text("2026-12-24T09:00:00Z"));
    assertThat(saidOf("since", "yesterday"))
        .contains("expected a time such as 2026-12-24T18:00:00Z, found `yesterday`");
  }

  @Test
  void an_unknown_key_names_the_nearest() {
    assertThat(saidOf("imagee", "x"))
        .isEqualTo(
            "10:7 [unknown-key] spec.services.api.imagee: unknown key `imagee` | did you mean"
                + " `image`?");
  }

  @Test
  void an_unknown_key_without_a_neighbour_names_what_is_known() {
    assertThat(said("securityGroups: {api: {zzzzzz: 1}}"))
        .containsExactly(
            "7:26 [unknown-key] spec.securityGroups.api.zzzzzz: unknown key `zzzzzz` | known here:"
                + " description, peer, ingress, name, tags, adopt, deletionPolicy, dependsOn, ttl");
  }

  @Test
  void a_missing_key_is_pinned_to_the_entry() {
    assertThat(said("services:", "  api: {cpu: 256}"))
        .containsExactly("8:5 [missing-key] spec.services.api.image: `image` is missing");
  }

  @Test
  void a_value_that_is_not_allowed_names_the_allowed_and_the_nearest() {
    assertThat(saidOf("launchType", "FARGAT"))
        .isEqualTo(
            "10:19 [not-allowed] spec.services.api.launchType: `FARGAT` is not allowed here;"
                + " allowed: FARGATE, EC2 | did you mean `FARGATE`?");
  }

  @Test
  void a_text_of_another_form_is_told_what_is_wanted() {
    assertThat(saidOf("engine", "Postgres"))
        .isEqualTo(
            "10:15 [pattern] spec.services.api.engine: `Postgres` has not the form that is wanted"
                + " here | wanted: letters, a hyphen, digits");
  }

  @Test
  void a_text_that_is_too_long_says_how_long() {
    assertThat(said("securityGroups: {api: {description: aaaaaaaaaaaaaaaaaaaaaaa}}"))
        .containsExactly(
            "7:39 [out-of-range] spec.securityGroups.api.description: this text has 23 characters;"
                + " 1 to 20 are allowed");
  }

  @Test
  void a_single_value_is_no_list() {
    assertThat(saidOf("command", "serve"))
        .isEqualTo(
            "10:16 [wrong-type] spec.services.api.command: expected a list, found `serve` | write"
                + " `[serve]`");
  }

  @Test
  void a_single_value_is_a_list_of_one_where_the_shape_says_so() {
    Environment dev = Specs.dev("securityGroups: {api: {ingress: [{port: 80, from: 10.0.0.0/8}]}}");

    assertThat(model(dev, "group/api").get("ingress").orElseThrow())
        .hasToString("[{port=80, from=[10.0.0.0/8]}]");
  }

  @Test
  void a_map_is_no_list_and_a_list_no_map() {
    assertThat(saidOf("command", "{a: b}")).contains("expected a list, found a map");
    assertThat(said("loadBalancers: {public: {attributes: [a]}}"))
        .containsExactly(
            "7:40 [wrong-type] spec.loadBalancers.public.attributes: expected a map, found a list");
  }

  @Test
  void environment_variables_are_a_map_or_a_list_of_aws() {
    Value map = read("environment", "{PORT: 8080, VERSION: 1.10}");

    assertThat(read("environment", "[{name: PORT, value: 8080}, {name: VERSION, value: 1.10}]"))
        .isEqualTo(map);
  }

  @Test
  void a_variable_twice_in_a_list_names_both_places() {
    assertThat(saidOf("environment", "[{name: FOO, value: a}, {name: FOO, value: b}]"))
        .isEqualTo(
            "10:51 [duplicate-entry] spec.services.api.environment: `FOO` is in this list twice;"
                + " first at 10:28 | keep one of them");
  }

  @Test
  void elements_with_the_same_key_name_both_places() {
    assertThat(saidOf("ports", "[{containerPort: 80}, {containerPort: 80, protocol: tcp}]"))
        .isEqualTo(
            "10:36 [duplicate-entry] spec.services.api.ports: `80/tcp` is in this list twice; first"
                + " at 10:15 | keep one of them");
    assertThat(read("ports", "[{containerPort: 80}, {containerPort: 80, protocol: udp}]"))
        .isInstanceOf(Value.Items.class);
  }

  @Test
  void null_in_a_known_key_is_absence() {
    Environment dev = Specs.dev("services: {api: {image: x, cpu: null, command: ~, public: }}");

    assertThat(model(dev, "service/api").entries()).containsOnlyKeys("image", "name");
  }

  @Test
  void absent_null_empty_zero_and_false_are_told_apart() {
    Environment dev =
        Specs.dev(
            "services:",
            "  api:",
            "    image: ''",
            "    ratio: 0",
            "    public: false",
            "    command: []",
            "    environment: {}",
            "    cpu: null");

    Value.Entries model = model(dev, "service/api");
    assertThat(model.get("image")).contains(Value.text(""));
    assertThat(model.get("ratio")).contains(Value.number(0));
    assertThat(model.get("public")).contains(Value.flag(false));
    assertThat(model.get("command")).contains(Value.items(java.util.List.of()));
    assertThat(model.get("environment")).contains(Value.Entries.EMPTY);
    assertThat(model.has("cpu")).isFalse();
    assertThat(model.has("groups")).isFalse();
  }

  @Test
  void null_in_a_map_of_ones_own_keys_is_a_mistake() {
    assertThat(saidOf("environment", "{DEBUG: }"))
        .isEqualTo(
            "10:21 [null-value] spec.services.api.environment.DEBUG: `DEBUG` has no value, and no"
                + " base has one to remove | write `\"\"` for an empty text, or take the key away");
    assertThat(said("securityGroups:", "  api:"))
        .containsExactly(
            "8:5 [null-value] spec.securityGroups.api: `api` has no value, and no base has one to"
                + " remove | write `{}`, or take the key away");
  }

  @Test
  void a_secret_is_not_repeated() {
    assertThat(saidOf("password", "hunter2"))
        .isEqualTo(
            "10:17 [wrong-type] spec.services.api.password: expected a whole number, found"
                + " (sensitive)");
    assertThat(saidOf("environment", "{DB_PASSWORD: [hunter2]}")).doesNotContain("hunter2");
    assertThat(saidOf("environment", "[{name: DB_PASSWORD, value: [hunter2]}]"))
        .doesNotContain("hunter2");
  }

  @Test
  void a_free_form_is_read_as_it_stands() {
    assertThat(read("document", "{Version: 2012-10-17, on: true, n: 1, list: [a, 2]}"))
        .hasToString("{Version=2012-10-17, on=true, n=1, list=[a, 2]}");
  }

  @Test
  void every_value_remembers_its_place() {
    assertThat(read("cpu", "256").origin().at().orElseThrow())
        .hasToString("environments/dev.yaml:10:12");
  }

  @Test
  void all_mistakes_of_an_environment_are_told_together() {
    assertThat(
            said(
                "services:",
                "  api: {imag: x, cpu: none}",
                "  web: {image: y, command: serve, groups: [group/gone]}",
                "mode: cheap"))
        .hasSize(6);
  }
}
