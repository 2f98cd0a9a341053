package steadystate.environment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.model;
import static steadystate.environment.Specs.said;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.environment.Environment;
import steadystate.environment.Specs;

class VariablesTest {

  private static String image(Environment environment) {
    return model(environment, "service/api").text("image").orElseThrow();
  }

  private static Specs dev(String... spec) {
    return new Specs().environment("dev", spec);
  }

  @ParameterizedTest
  @CsvSource({
    "'app:${tag}', app:1.10",
    "'${tag}', 1.10",
    "'${tag}-${tag}', 1.10-1.10",
    "'$${tag}', '${tag}'",
    "'$$${tag}', '$${tag}'",
    "'$tag $ {tag} }', '$tag $ {tag} }'",
  })
  void a_variable_is_filled_in(String written, String text) {
    assertThat(
            image(
                Specs.dev(
                    "variables: {tag: 1.10}", "services: {api: {image: \"" + written + "\"}}")))
        .isEqualTo(text);
  }

  @Test
  void the_command_line_wins_and_may_define() {
    Specs specs =
        dev("variables: {tag: main}", "services: {api: {image: \"${repo}:${tag}\"}}")
            .given("tag", "v2")
            .given("repo", "app");

    assertThat(image(specs.sound("dev"))).isEqualTo("app:v2");
  }

  @Test
  void an_environment_wins_over_its_base() {
    Environment dev =
        new Specs()
            .base(
                "base/base.yaml",
                "region: eu-west-1",
                "variables: {tag: main}",
                "services: {api: {image: \"${tag}\"}}")
            .part(
                "dev.yaml",
                "dev",
                "extends: [base]",
                "account: '123456789012'",
                "variables: {tag: dev}")
            .sound("dev");

    assertThat(image(dev)).isEqualTo("dev");
  }

  @Test
  void a_lone_variable_keeps_what_it_is() {
    Environment dev =
        Specs.dev(
            "variables: {size: 512, open: true}",
            "services: {api: {image: x, cpu: \"${size}\", public: \"${open}\"}}");

    assertThat(model(dev, "service/api").whole("cpu")).contains(512);
    assertThat(model(dev, "service/api").flag("public")).contains(true);
  }

  @Test
  void a_variable_may_name_others_and_references() {
    Environment dev =
        Specs.dev(
            "variables: {host: \"api.${zone}\", zone: example.com, lb:"
                + " \"${balancer.public.dnsName}\"}",
            "loadBalancers: {public: {}}",
            "services: {api: {image: \"${host}\", environment: {URL: \"http://${lb}\"}}}");

    assertThat(image(dev)).isEqualTo("api.example.com");
    assertThat(model(dev, "service/api").get("environment").orElseThrow())
        .hasToString("{URL=http://${balancer.public.dnsName}}");
  }

  @Test
  void an_undefined_variable_names_the_nearest() {
    assertThat(said("variables: {image: x}", "services: {api: {image: \"${imgae}\"}}"))
        .containsExactly(
            "8:27 [undefined-variable] spec.services.api.image: no variable `imgae` is defined |"
                + " did you mean `image`? `$${` is a literal `${`");
  }

  @Test
  void an_undefined_variable_without_a_neighbour_says_where_to_define_it() {
    assertThat(said("services: {api: {image: \"${tag}\"}}"))
        .containsExactly(
            "7:27 [undefined-variable] spec.services.api.image: no variable `tag` is defined |"
                + " define it under `spec.variables`, or pass `--var tag=…`; `$${` is a literal"
                + " `${`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "${aws:username}; `${aws:username}` names neither a variable nor a resource's attribute",
        "${a.b}; `${a.b}` names neither a variable nor a resource's attribute",
        "${}; `${}` names neither a variable nor a resource's attribute",
        "${open; `${` is never closed with `}`",
      })
  void what_is_no_variable_is_told(String written, String message) {
    assertThat(said("services: {api: {image: \"" + written + "\"}}"))
        .singleElement()
        .asString()
        .startsWith("7:27 [bad-reference] spec.services.api.image: " + message)
        .contains("`$${` is a literal `${`");
  }

  @Test
  void variables_that_name_each_other_are_shown_as_a_way() {
    assertThat(said("variables: {a: \"${b}\", b: \"${a}\"}"))
        .containsExactly(
            "7:29 [variable-cycle] spec.variables.b: these variables name each other: a → b → a");
  }

  @Test
  void a_declared_variable_is_checked() {
    assertThat(
            said(
                "variables:",
                "  size: {type: integer, default: big}",
                "  stage: {allowed: [dev, prod], default: prd}",
                "  other: {typ: string}",
                "  list: [a, {b: c}]",
                "  'a.b': x"))
        .containsExactly(
            "8:36 [wrong-type] spec.variables.size: `big` is not of type integer",
            "9:44 [not-allowed] spec.variables.stage: `prd` is not allowed; allowed: dev, prod |"
                + " did you mean `prod`?",
            "10:13 [unknown-key] spec.variables.other.typ: unknown key `typ` | did you mean"
                + " `type`?",
            "11:15 [wrong-type] spec.variables.list: a list of a variable holds single values |"
                + " write text, numbers, true or false, as in `[a, b]`",
            "12:5 [bad-name] spec.variables[a.b]: a variable's name has letters, digits, `_` and"
                + " `-`, and starts with a letter");
  }

  @Test
  void a_list_stands_for_a_list_or_for_some_of_its_elements() {
    Environment dev =
        dev(
                "variables:",
                "  args: [serve, \"${level}\"]",
                "  level: {type: string, default: info, pattern: '[a-z]+'}",
                "  more: {type: list, default: [x], allowed: [x, y, z]}",
                "services:",
                "  api: {image: a, command: \"${args}\", groups: [\"${more}\", w]}")
            .given("more", "y, z")
            .sound("dev");

    assertThat(texts(dev, "command")).containsExactly("serve", "info");
    assertThat(texts(dev, "groups")).containsExactly("w", "y", "z");
  }

  private static java.util.List<String> texts(Environment environment, String member) {
    return model(environment, "service/api").list(member).stream().map(Object::toString).toList();
  }

  @Test
  void a_value_over_a_declared_list_keeps_its_limits() {
    SpecReading reading =
        new Specs()
            .base(
                "base/base.yaml",
                "region: eu-west-1",
                "variables: {args: {type: list, allowed: [a, b]}}")
            .part(
                "dev.yaml",
                "dev",
                "extends: [base]",
                "account: '123456789012'",
                "variables: {args: [a, bb]}",
                "services: {api: {image: a, command: \"${args}\"}}")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev.yaml:7:21 [not-allowed] spec.variables.args: `bb` is not allowed;"
                + " allowed: a, b");
  }

  @Test
  void mistakes_with_lists_and_patterns_are_told_with_what_to_write() {
    assertThat(
            said(
                "variables:",
                "  tag: {pattern: 'v[0-9]+', default: main}",
                "  bad: {pattern: '(?=x)', default: x}",
                "  one: {type: list, default: a}",
                "  two: {type: string, default: [a]}",
                "  args: {pattern: '[a-z]+', default: [a, B]}",
                "  none: {type: list}",
                "services:",
                "  api: {image: \"x:${args}\", command: \"${none}\"}"))
        .containsExactly(
            "8:40 [not-allowed] spec.variables.tag: `main` does not match `v[0-9]+`",
            "9:20 [bad-pattern] spec.variables.bad.pattern: `(?=x)` is no pattern: invalid or"
                + " unsupported Perl syntax | patterns are RE2's: no look-around and no back"
                + " references",
            "10:32 [wrong-type] spec.variables.one.default: a single value is not of type list |"
                + " write it as a list, `[…]`",
            "11:34 [wrong-type] spec.variables.two.default: a list is not of type string | write"
                + " `type: list`",
            "12:40 [not-allowed] spec.variables.args: `B` does not match `[a-z]+`",
            "15:18 [wrong-type] spec.services.api.image: the variable `args` is a list, and this"
                + " is the place of a single value | write `${args}` alone where a list, or an"
                + " element of one, is expected",
            "15:40 [undefined-variable] spec.services.api.command: the variable `none` has no"
                + " value | give it one with `--var none=…`, or a `default`");
  }

  @Test
  void a_pattern_that_would_take_for_ever_elsewhere_does_not_here() {
    String text = "a".repeat(20_000) + "!";

    assertThat(said("variables: {slow: {pattern: '(a+)+b', default: " + text + "}}"))
        .singleElement()
        .asString()
        .contains("[not-allowed]");
    assertThat(said("variables: {huge: {pattern: '((((x{99}){99}){99}){99})', default: x}}"))
        .singleElement()
        .asString()
        .contains("[bad-pattern]", "it repeats too much");
    assertThat(
            said("variables: {host: {pattern: '[a-z]{1,63}([.][a-z]{2,63}){1,3}', default: a.bc}}"))
        .isEmpty();
  }

  @Test
  void a_declared_variable_without_a_value_needs_one_when_it_is_used() {
    assertThat(said("variables: {tag: {type: string}}", "services: {api: {image: \"${tag}\"}}"))
        .containsExactly(
            "8:27 [undefined-variable] spec.services.api.image: the variable `tag` has no value |"
                + " give it one with `--var tag=…`, or a `default`");
    assertThat(said("variables: {tag: {type: string}}")).isEmpty();
  }

  @Test
  void a_value_over_a_declaration_is_checked_by_it() {
    SpecReading reading =
        new Specs()
            .base(
                "base/base.yaml", "region: eu-west-1", "variables: {stage: {allowed: [dev, prod]}}")
            .part(
                "dev.yaml",
                "dev",
                "extends: [base]",
                "account: '123456789012'",
                "variables: {stage: qa}")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev.yaml:7:22 [not-allowed] spec.variables.stage: `qa` is not allowed;"
                + " allowed: dev, prod");
  }

  @Test
  void a_value_of_the_command_line_is_checked_by_the_declaration() {
    SpecReading reading =
        dev("variables: {size: {type: integer, default: 1}}").given("size", "big").read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev.yaml:7:15 [wrong-type] spec.variables.size: `--var size=big` is not"
                + " of type integer");
  }

  @Test
  void a_variable_of_the_command_line_that_nobody_has_is_a_mistake() {
    SpecReading reading = dev("variables: {image: x}").given("imgae", "y").read();

    assertThat(said(reading))
        .containsExactly(
            "--var imgae:1:1 [unknown-variable]: no environment has a variable `imgae` | did you"
                + " mean `image`?");
    assertThat(reading.find("dev")).isPresent();
  }

  @Test
  void variables_that_double_each_time_end_somewhere() {
    StringBuilder bomb = new StringBuilder("variables: {a0: xxxxxxxxxx");
    for (int i = 1; i < 40; i++) {
      bomb.append(", a%d: \"${a%d}${a%d}\"".formatted(i, i - 1, i - 1));
    }

    assertThat(said(bomb.append("}").toString())).anyMatch(line -> line.contains("[too-long]"));
  }
}
