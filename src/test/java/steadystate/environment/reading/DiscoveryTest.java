package steadystate.environment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.environmentText;
import static steadystate.environment.Specs.said;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.environment.Specs;
import steadystate.environment.Toys;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;

class DiscoveryTest {

  private static final String ACCOUNT = "account: '123456789012'";
  private static final String REGION = "region: eu-west-1";

  @Test
  void a_folder_with_parts_is_an_environment_and_a_file_is_one_too() {
    SpecReading reading =
        new Specs()
            .base("base/base.yaml", REGION)
            .part("dev/environment.yaml", "dev", ACCOUNT, REGION)
            .part("dev/rds.yml", "dev", "tags: {team: shop}")
            .environment("prod")
            .read();

    assertThat(said(reading)).isEmpty();
    assertThat(reading.environments()).extracting(Environment::name).containsExactly("dev", "prod");
    assertThat(reading.find("dev").orElseThrow().settings().tags()).containsEntry("team", "shop");
  }

  @Test
  void several_documents_of_a_file_are_parts() {
    SpecReading reading =
        new Specs()
            .file(
                "dev.yaml",
                environmentText("dev")
                    + "---\n"
                    + "apiVersion: steadystate/v1\nkind: Environment\nmetadata: {name: dev}\n"
                    + "spec: {tags: {a: b}}\n---\n")
            .read();

    assertThat(reading.find("dev").orElseThrow().settings().tags()).containsEntry("a", "b");
  }

  @Test
  void files_in_the_root_with_one_name_are_parts_of_it() {
    SpecReading reading =
        new Specs().environment("dev").part("dev-more.yaml", "dev", "tags: {a: b}").read();

    assertThat(said(reading)).isEmpty();
    assertThat(reading.names()).containsExactly("dev");
  }

  @Test
  void a_key_in_two_parts_names_both_places() {
    SpecReading reading =
        new Specs()
            .part("dev/a.yaml", "dev", ACCOUNT, REGION, "services: {api: {image: x, cpu: 256}}")
            .part("dev/b.yaml", "dev", "services: {api: {cpu: 512}, web: {image: y}}", REGION)
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev/b.yaml:5:20 [set-twice] spec.services.api.cpu: `cpu` is set in two"
                + " parts; first at environments/dev/a.yaml:7:30 | keep one of them, or put the"
                + " shared one into a base",
            "environments/dev/b.yaml:6:3 [set-twice] spec.region: `region` is set in two parts;"
                + " first at environments/dev/a.yaml:6:3 | keep one of them, or put the shared one"
                + " into a base");
    assertThat(reading.broken()).containsOnlyKeys("dev");
  }

  @Test
  void a_part_with_another_name_is_a_mistake() {
    SpecReading reading =
        new Specs()
            .part("dev/environment.yaml", "dev", ACCOUNT, REGION)
            .part("dev/rds.yaml", "prod", "tags: {}")
            .part("prod/environment.yaml", "prod", ACCOUNT, REGION)
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev/rds.yaml:3:18 [name-mismatch] metadata.name: this part is called"
                + " `prod`, others in its folder `dev` (environments/dev/environment.yaml:3:18) |"
                + " one folder holds one environment");
    assertThat(reading.names()).containsExactly("dev", "prod");
    assertThat(reading.environments()).extracting(Environment::name).containsExactly("prod");
  }

  @Test
  void an_environment_in_two_places_is_neither_of_them() {
    SpecReading reading =
        new Specs()
            .part("dev/environment.yaml", "prod", ACCOUNT, REGION)
            .part("prod/environment.yaml", "prod", ACCOUNT, REGION)
            .read();

    assertThat(said(reading)).hasSize(2).allMatch(line -> line.contains("[duplicate-environment]"));
    assertThat(reading.environments()).isEmpty();
    assertThat(reading.names()).containsExactly("prod");
  }

  @Test
  void a_file_that_cannot_be_parsed_harms_its_own_environment_alone() {
    Specs specs = new Specs();
    for (int i = 0; i < 9; i++) {
      specs.environment("e" + i);
    }
    SpecReading reading = specs.file("shop.yaml", environmentText("shop-prod", "a: [")).read();

    assertThat(reading.environments()).hasSize(9);
    assertThat(reading.broken()).containsOnlyKeys("shop-prod");
    assertThat(reading.problems("shop-prod"))
        .extracting(Problem::code)
        .containsExactly("yaml-syntax");
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void a_part_that_cannot_be_parsed_breaks_its_environment_without_follies() {
    SpecReading reading =
        new Specs()
            .file("dev/environment.yaml", environmentText("dev", "services: ["))
            .part("dev/more.yaml", "dev", "securityGroups: {api: {nonsense: 1, peer: group/gone}}")
            .read();

    assertThat(reading.problems("dev"))
        .extracting(Problem::code)
        .containsExactly("yaml-syntax", "unknown-key");
  }

  @Test
  void a_file_without_a_readable_name_is_known_by_its_own() {
    SpecReading reading = new Specs().file("dev.yaml", "{{{").file("qa/x.yaml", "- a\n").read();

    assertThat(reading.broken()).containsOnlyKeys("dev", "qa");
  }

  @Test
  void a_refused_file_breaks_the_environment_it_would_have_been() {
    Problem link =
        new Problem("symbolic-link", new SourceSpan("environments/prod.yaml", 1, 1), "", "no");

    SpecReading reading = new Specs().environment("dev").refused("prod.yaml", link).read();

    assertThat(reading.environments()).extracting(Environment::name).containsExactly("dev");
    assertThat(reading.broken()).containsOnlyKeys("prod");
  }

  @Test
  void nothing_at_all_is_a_mistake_with_a_name() {
    SpecReading reading = new Specs().read();

    assertThat(said(reading).getFirst())
        .startsWith("environments:1:1 [source-empty]: no spec file is in environments | point -f");
    assertThat(reading.complete()).isFalse();
  }

  @Test
  void bases_alone_are_no_environments() {
    SpecReading reading = new Specs().base("base/base.yaml", REGION).read();

    assertThat(said(reading).getFirst()).contains("[source-empty]", "only bases");
    assertThat(reading.complete()).isFalse();
  }

  @Test
  void an_emptied_file_is_a_mistake_and_not_the_end_of_its_environment() {
    SpecReading reading =
        new Specs().environment("dev").file("prod.yaml", "").file("qa/env.yaml", "# gone\n").read();

    assertThat(reading.broken()).containsOnlyKeys("prod", "qa");
    assertThat(said(reading))
        .containsExactly(
            "environments/prod.yaml:1:1 [empty-file]: nothing stands in environments/prod.yaml |"
                + " delete the file if the environment is to go",
            "environments/qa/env.yaml:1:1 [empty-file]: nothing stands in environments/qa/env.yaml"
                + " | delete the file if the environment is to go");
  }

  @Test
  void an_empty_part_beside_others_is_fine() {
    SpecReading reading =
        new Specs()
            .part("dev/environment.yaml", "dev", ACCOUNT, REGION)
            .file("dev/rds.yaml", "# not yet\n")
            .read();

    assertThat(said(reading)).isEmpty();
  }

  @Test
  void a_document_says_what_it_is() {
    SpecReading reading =
        new Specs()
            .file("a.yaml", "apiVersion: steadystate/v2\nkind: Environmint\nmetadata: {nam: x}\n")
            .file("b.yaml", "kind: Environment\nspec: []\nextra: 1\n")
            .file("c.yaml", "just text\n")
            .read();

    assertThat(said(reading))
        .contains(
            "environments/a.yaml:1:13 [not-allowed] apiVersion: `steadystate/v2` is not allowed"
                + " here; allowed: steadystate/v1 | did you mean `steadystate/v1`?",
            "environments/a.yaml:2:7 [not-allowed] kind: `Environmint` is not allowed here;"
                + " allowed: Environment, Base | did you mean `Environment`?",
            "environments/a.yaml:3:12 [unknown-key] metadata.nam: unknown key `nam` | did you mean"
                + " `name`?",
            "environments/a.yaml:3:1 [missing-key] metadata.name: `name` is missing",
            "environments/b.yaml:1:1 [missing-key] apiVersion: `apiVersion` is missing",
            "environments/b.yaml:1:1 [missing-key] metadata.name: `name` is missing",
            "environments/b.yaml:2:7 [wrong-type] spec: expected a map, found a list",
            "environments/b.yaml:3:1 [unknown-key] extra: unknown key `extra` | known here:"
                + " apiVersion, kind, metadata, spec",
            "environments/c.yaml:1:1 [wrong-type]: expected a map, found `just text`");
    assertThat(reading.broken()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void a_name_that_aws_would_refuse_is_a_mistake() {
    SpecReading reading =
        new Specs()
            .environment("Dev_Env")
            .environment("a-very-long-name-of-more-than-forty-letters")
            .read();

    assertThat(said(reading)).hasSize(2).allMatch(line -> line.contains("[pattern] metadata.name"));
    assertThat(said(reading).getFirst()).contains("wanted: lowercase letters, digits and hyphens");
  }

  @Test
  void account_and_region_are_required_and_have_a_form() {
    SpecReading reading =
        new Specs()
            .part("dev.yaml", "dev", "account: 12345", "region: Frankfurt")
            .part("x.yaml", "x")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev.yaml:5:12 [pattern] spec.account: `12345` has not the form that is"
                + " wanted here | wanted: the AWS account, 12 digits",
            "environments/dev.yaml:6:11 [pattern] spec.region: `Frankfurt` has not the form that is"
                + " wanted here | wanted: an AWS region such as ap-northeast-2",
            "environments/x.yaml:4:1 [missing-key] spec.account: `account` is missing",
            "environments/x.yaml:4:1 [missing-key] spec.region: `region` is missing");
  }

  @Test
  void a_section_that_is_promised_and_not_there_says_so() {
    assertThat(said("databases: {main: {}}", "service: {}"))
        .containsExactly(
            "7:3 [not-supported-yet] spec.databases: `databases` is part of the format, but this"
                + " version cannot manage it yet | take it out; what stands in AWS is left alone",
            "8:3 [unknown-key] spec.service: unknown key `service` | did you mean `services`?");
  }

  @Test
  void a_failed_snapshot_is_passed_on_and_nothing_is_gone() {
    Problem why = new Problem("source-empty", new SourceSpan("environments", 1, 1), "", "gone");

    SpecReading reading =
        SpecReader.read(SpecFiles.failed("environments", why), Toys.CATALOGUE, new TreeMap<>());

    assertThat(reading.problems()).containsExactly(why);
    assertThat(reading.complete()).isFalse();
  }

  @Test
  void a_section_that_fails_harms_its_own_environment_alone() {
    SpecReading reading =
        new Specs()
            .environment("dev", "services: {api: {image: broken}}")
            .environment("prod")
            .read();

    assertThat(said(reading))
        .containsExactly(
            "environments/dev.yaml:7:14 [defect] spec.services.api: reading this entry failed:"
                + " IllegalStateException");
    assertThat(reading.environments()).extracting(Environment::name).containsExactly("prod");
  }
}
