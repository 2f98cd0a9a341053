package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import steadystate.lab.Lab;
import steadystate.yaml.Problem;

/** Task definitions: values as they are written, and mistakes that are found before any call. */
class TaskDefinitionValueCasesTest {
  private final Case web = new Case();

  private Problem mistake(String yaml) {
    List<Problem> all = web.lab.reading(Lab.HEAD + yaml.indent(2)).problems();
    assertThat(all).hasSize(1);
    assertThat(web.lab.sandbox().recording().attempts()).isEmpty();
    return all.getFirst();
  }

  /** The line of the file in which a text stands. */
  private static int line(String yaml, String text) {
    List<String> lines = (Lab.HEAD + yaml.indent(2)).lines().toList();
    return 1
        + IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(text))
            .findFirst()
            .orElseThrow();
  }

  private ContainerDefinition container() {
    return web.definition().containerDefinitions().getFirst();
  }

  @Test
  void td_16_a_number_in_quotes_is_sent_as_a_number() {
    String quoted = Case.app("cpu: \"256\"");
    web.lab.apply(quoted);

    assertThat(container().cpu()).isEqualTo(256);
    web.nothing(quoted);
    web.nothing(Case.app("cpu: 256"));
  }

  @Test
  void td_17_a_variable_is_sent_as_it_is_written() {
    String bare =
        Case.edited(
            Case.WEB,
            "{LOG: info,",
            "{VERSION: 1.10, FLAG: true, PORT: 8080, OCTAL: 0777, EXP: 1e3, DAY: 2024-01-01,");
    web.lab.apply(bare);

    Map<String, String> sent =
        container().environment().stream()
            .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
    assertThat(sent)
        .containsEntry("VERSION", "1.10")
        .containsEntry("FLAG", "true")
        .containsEntry("PORT", "8080")
        .containsEntry("OCTAL", "0777")
        .containsEntry("EXP", "1e3")
        .containsEntry("DAY", "2024-01-01");
    web.nothing(bare);
  }

  @Test
  void td_19_a_variable_listed_twice_is_a_mistake_that_names_both_lines() {
    String twice =
        Case.edited(
            Case.WEB,
            "environment: {LOG: info, MODE: api, DB_PASSWORD: canary-8f14e45f}",
            "environment:\n"
                + "          - {name: FOO, value: one}\n"
                + "          - {name: FOO, value: two}");

    Problem problem = mistake(twice);

    assertThat(problem.at().line()).isEqualTo(line(twice, "value: two"));
    assertThat(problem.message()).contains("FOO").contains(":" + line(twice, "value: one") + ":");
  }

  @Test
  void td_19_a_variable_written_twice_in_a_map_is_a_mistake_that_names_both_lines() {
    String twice =
        Case.edited(
            Case.WEB,
            "environment: {LOG: info, MODE: api, DB_PASSWORD: canary-8f14e45f}",
            "environment:\n          FOO: one\n          FOO: two");

    Problem problem = mistake(twice);

    assertThat(problem.at().line()).isEqualTo(line(twice, "FOO: two"));
    assertThat(problem.message()).contains("FOO").contains(String.valueOf(line(twice, "FOO: one")));
  }

  @Test
  void td_20_a_name_in_environment_and_in_secrets_is_a_mistake() {
    String both = Case.app("secrets: {LOG: \"arn:aws:ssm:eu-west-1:123456789012:parameter/x\"}");

    Problem problem = mistake(both);

    assertThat(problem.code()).isEqualTo("variable-twice");
    assertThat(problem.path()).contains("containers.app.secrets.LOG");
    assertThat(problem.at().line()).isEqualTo(line(both, "secrets:"));
    assertThat(problem.message()).contains(":" + line(both, "environment:") + ":");
  }

  @Test
  void td_22_the_folder_of_a_shared_volume_is_sent_and_read_back() {
    String root = shared("/");
    web.given(root);

    web.changes(
        shared("/cache"), "volumes[files].efsVolumeConfiguration.rootDirectory: / -> /cache");

    assertThat(web.registered().volumes().getFirst().efsVolumeConfiguration().rootDirectory())
        .isEqualTo("/cache");
    assertThat(web.definition().volumes().getFirst().efsVolumeConfiguration().rootDirectory())
        .isEqualTo("/cache");
  }

  @Test
  void td_22_the_root_of_a_shared_volume_need_not_be_written() {
    web.given(shared("/"));

    web.nothing(Case.edited(shared("/"), ", rootDirectory: /", ""));
  }

  private static String shared(String folder) {
    return Case.web(
        "taskDefinition: {volumes: [{name: files, efsVolumeConfiguration: {fileSystemId: fs-1,"
            + " rootDirectory: "
            + folder
            + "}}]}");
  }

  @Test
  void td_23_a_volume_of_two_kinds_is_a_mistake() {
    String two =
        Case.web(
            """
            taskDefinition:
              volumes:
                - name: files
                  host: {sourcePath: /srv}
                  efsVolumeConfiguration: {fileSystemId: fs-1}
            """);

    Problem problem = mistake(two);

    assertThat(problem.code()).isEqualTo("volume-with-two-forms");
    assertThat(problem.path()).contains("taskDefinition.volumes[files]");
    assertThat(problem.at().line()).isEqualTo(line(two, "efsVolumeConfiguration"));
  }

  @Test
  void td_32_options_of_a_log_driver_are_texts() {
    String logged =
        Case.app(
            """
            logConfiguration:
              logDriver: json-file
              options: {mode: non-blocking, max-buffer-size: 25m, max-file: 10, compress: true}
            """);
    web.lab.apply(logged);

    assertThat(container().logConfiguration().options())
        .containsEntry("mode", "non-blocking")
        .containsEntry("max-buffer-size", "25m")
        .containsEntry("max-file", "10")
        .containsEntry("compress", "true");
    web.nothing(logged);
  }

  @Test
  void a_secret_that_changes_is_told_without_its_values_beside_what_is_no_secret() {
    web.given(Case.WEB);

    web.changes(
        Case.edited(Case.edited(Case.WEB, Case.CANARY, Case.CANARY + "-2"), "info", "debug"),
        "containerDefinitions[app].environment[DB_PASSWORD]: (sensitive) -> (sensitive)",
        "containerDefinitions[app].environment[LOG]: info -> debug");
  }

  @Test
  void a_container_that_comes_and_one_that_goes_are_told_without_their_secrets() {
    web.given(Case.WEB);
    String renamed = Case.edited(Case.WEB, "      app:\n", "      front:\n");

    assertThat(web.differences(renamed))
        .hasSize(2)
        .allMatch(line -> line.contains("DB_PASSWORD=(sensitive)"));
  }
}
