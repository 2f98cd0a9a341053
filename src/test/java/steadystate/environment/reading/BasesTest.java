package steadystate.environment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.model;
import static steadystate.environment.Specs.said;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.environment.Environment;
import steadystate.environment.Specs;

class BasesTest {
  private static final String HERE = "account: '123456789012'";

  private static Specs dev(String... spec) {
    return new Specs()
        .base(
            "base/base.yaml",
            HERE,
            "region: eu-west-1",
            "tags: {team: shop, tier: base}",
            "services:",
            "  api: {image: x, cpu: 256, command: [a, b], environment: {A: '1', B: '2'}}")
        .part("dev/environment.yaml", "dev", spec);
  }

  @Test
  void maps_merge_lists_and_scalars_replace_and_null_removes() {
    Environment dev =
        dev(
                "extends: [../base]",
                "tags: {tier: dev}",
                "services:",
                "  api: {cpu: null, command: [c], environment: {B: '3', C: '4', A: null}}")
            .sound("dev");

    assertThat(dev.settings().tags()).containsEntry("team", "shop").containsEntry("tier", "dev");
    assertThat(model(dev, "service/api").entries().keySet()).doesNotContain("cpu");
    assertThat(model(dev, "service/api").get("command").orElseThrow()).hasToString("[c]");
    assertThat(model(dev, "service/api").get("environment").orElseThrow())
        .hasToString("{B=3, C=4}");
  }

  @Test
  void a_base_can_be_a_file_and_a_whole_entry_can_be_removed() {
    Environment dev =
        dev("extends: [../base/base.yaml]", "services: {api: null}", "tags: null").sound("dev");

    assertThat(dev.declared()).isEmpty();
    assertThat(dev.settings().tags()).isEmpty();
  }

  @Test
  void later_bases_win_over_earlier_ones_and_stand_on_their_own() {
    Environment dev =
        dev("extends: [../base, ../big]")
            .base("big/big.yaml", "extends: [../huge]", "tags: {tier: big}")
            .base("huge/huge.yaml", "tags: {tier: huge, size: huge}")
            .sound("dev");

    assertThat(dev.settings().tags())
        .containsEntry("team", "shop")
        .containsEntry("tier", "big")
        .containsEntry("size", "huge");
  }

  @Test
  void a_value_of_a_base_keeps_its_place() {
    Environment dev = dev("extends: [../base]").sound("dev");

    assertThat(model(dev, "service/api").get("cpu").orElseThrow().origin().at().orElseThrow())
        .hasToString("environments/base/base.yaml:9:26");
  }

  @Test
  void a_mistake_in_a_base_is_told_once_for_all_that_stand_on_it() {
    SpecReading reading =
        new Specs()
            .base("base/base.yaml", HERE, "region: eu-west-1", "mod: strict")
            .part("a.yaml", "a", "extends: [base]")
            .part("b.yaml", "b", "extends: [./base/]")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/base/base.yaml:7:3 [unknown-key] spec.mod: unknown key `mod` | did you"
                + " mean `mode`?");
    assertThat(reading.broken()).containsOnlyKeys("a", "b");
  }

  @Test
  void a_circle_is_shown_as_a_way() {
    SpecReading reading =
        dev("extends: [../one]")
            .base("one/a.yaml", "extends: [../two]")
            .base("two/a.yaml", "extends: [../one]")
            .environment("prod")
            .read();

    assertThat(said(reading))
        .contains(
            "environments/two/a.yaml:5:13 [extends-cycle] spec.extends[0]: these bases extend each"
                + " other: environments/one → environments/two → environments/one | put what they"
                + " share into one base");
    assertThat(reading.find("prod")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secrets", "/etc", "../base/../../x", "..\\\\base", "C:/base"})
  void a_path_that_leaves_the_root_is_refused(String path) {
    SpecReading reading = dev("extends: [\"" + path + "\"]").read();

    assertThat(said(reading))
        .singleElement()
        .asString()
        .startsWith("environments/dev/environment.yaml:5:13 [outside-root] spec.extends[0]: `")
        .contains("leaves the folder environments");
  }

  @Test
  void a_base_that_is_not_there_names_the_nearest_and_hides_nothing_else() {
    SpecReading reading = dev("extends: [../bse]", "mod: strict").read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev/environment.yaml:5:13 [unknown-base] spec.extends[0]: no spec file is"
                + " at environments/bse | did you mean environments/base?",
            "environments/dev/environment.yaml:6:3 [unknown-key] spec.mod: unknown key `mod` | did"
                + " you mean `mode`?");
  }

  @Test
  void only_bases_can_be_extended() {
    SpecReading reading = dev("extends: [../prod.yaml]").environment("prod").read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev/environment.yaml:5:13 [not-a-base] spec.extends[0]:"
                + " environments/prod.yaml holds no `kind: Base` | only bases can be extended; move"
                + " what is shared into one");
  }

  @Test
  void extends_is_a_list() {
    assertThat(said(dev("extends: ../base").read()))
        .containsExactly(
            "environments/dev/environment.yaml:5:12 [wrong-type] spec.extends: expected a list,"
                + " found `../base` | write `extends: [../base]`");
  }

  @Test
  void a_base_that_cannot_be_parsed_breaks_those_that_stand_on_it() {
    SpecReading reading =
        dev("extends: [../base]")
            .file("base/more.yaml", "kind: Base\na: [")
            .environment("prod")
            .read();

    assertThat(reading.broken()).containsOnlyKeys("dev");
    assertThat(said(reading)).hasSize(1).first().asString().contains("base/more.yaml");
    assertThat(reading.environments()).extracting(Environment::name).containsExactly("prod");
  }

  @Test
  void many_bases_on_top_of_each_other_end_somewhere() {
    Specs specs = dev("extends: [../b0]");
    for (int i = 0; i < 30; i++) {
      specs.base("b%d/a.yaml".formatted(i), "extends: [../b%d]".formatted(i + 1));
    }

    assertThat(said(specs.read())).anyMatch(line -> line.contains("[extends-depth]"));
  }

  @Test
  void a_base_on_which_nothing_stands_is_checked_as_far_as_it_goes() {
    SpecReading reading =
        new Specs()
            .environment("dev")
            .base("base/a.yaml", "services: {api: {cpu: \"${size}\", imge: x}}", "mod: strict")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/base/a.yaml:5:36 [unknown-key] spec.services.api.imge: unknown key `imge`"
                + " | did you mean `image`?",
            "environments/base/a.yaml:6:3 [unknown-key] spec.mod: unknown key `mod` | did you mean"
                + " `mode`?");
    assertThat(reading.find("dev")).isPresent();
  }
}
