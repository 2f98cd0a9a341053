package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeSettingsTest {
  @TempDir Path folder;
  private final Bench bench = new Bench();
  private final Map<String, String> environment = new HashMap<>();
  private final List<ServeSettings> served = new ArrayList<>();

  @Test
  void every_setting_is_told_by_flag_variable_or_file_and_the_stronger_way_wins()
      throws IOException {
    for (Setting setting : Setting.values()) {
      String[] values =
          switch (setting.form()) {
            case TEXT, SECRET -> new String[] {"one", "two", "three"};
            case TIME -> new String[] {"1m", "2m", "3m"};
            case SWITCH -> new String[] {"true", "false", "true"};
          };
      environment.clear();
      environment.put("STEADYSTATE_CONFIG", file(setting.key() + ": " + values[0]));
      assertThat(serve().text(setting)).as(setting.key()).contains(values[0]);

      environment.put(setting.variable(), values[1]);
      assertThat(serve().text(setting)).as(setting.variable()).contains(values[1]);

      if (setting.form() != Setting.Form.SECRET) {
        assertThat(serve(setting.flag() + "=" + values[2]).text(setting)).contains(values[2]);
      }
    }
  }

  @Test
  void the_page_lists_them_all() throws IOException {
    String rows =
        Arrays.stream(Setting.values())
            .map(setting ->
                "| %s | `%s` | `%s` | %s |\n"
                    .formatted(
                        setting.form() == Setting.Form.SECRET
                            ? "no flag"
                            : "`" + setting.flag() + "`",
                        setting.variable(),
                        setting.key(),
                        setting.description()))
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("docs/settings.md"))).contains(rows);
  }

  @Test
  void nothing_told_is_nothing_and_an_empty_variable_says_nothing() {
    environment.put("STEADYSTATE_WEBHOOK_SECRET", "");
    environment.put("STEADYSTATE_DRY_RUN", " ");

    ServeSettings told = serve();

    for (Setting setting : Setting.values()) {
      assertThat(told.text(setting)).as(setting.key()).isEmpty();
    }
    assertThat(told.isOn(Setting.DRY_RUN)).isFalse();
  }

  @Test
  void a_switch_needs_no_word_and_times_are_read() {
    assertThat(serve("--dry-run").isOn(Setting.DRY_RUN)).isTrue();
    assertThat(serve("--dry-run=false").isOn(Setting.DRY_RUN)).isFalse();
    assertThat(serve("--interval", "5m").time(Setting.INTERVAL)).contains(Duration.ofMinutes(5));
    assertThat(serve("-f", "x").file(Setting.ENVIRONMENTS)).contains(Path.of("x"));
    assertThat(serve("--var", "tag=1").variables()).containsEntry("tag", "1");
  }

  @Test
  void a_wrong_value_names_where_it_was_told() {
    assertThat(run("--interval", "soon")).isEqualTo(64);
    assertThat(bench.err()).contains("--interval", "'soon'");

    environment.put("STEADYSTATE_INTERVAL", "0s");
    assertThat(run()).isEqualTo(1);
    assertThat(bench.err()).contains("STEADYSTATE_INTERVAL");

    environment.clear();
    assertThat(run("--git-token", "t")).isEqualTo(64);
    assertThat(served).isEmpty();
  }

  @Test
  void a_secret_comes_from_the_process_or_from_a_file_and_an_empty_one_is_none()
      throws IOException {
    String path = file("s3cret\n");
    ServeSettings told = serve("--webhook-secret-file", path);
    assertThat(secret(told)).contains("s3cret");

    environment.put("STEADYSTATE_WEBHOOK_SECRET", "other");
    assertThat(secret(serve())).contains("other");
    assertThat(secret(serve("--webhook-secret-file", path))).contains("s3cret");
    assertThat(secret(serve("--webhook-secret-file", file("\n")))).isEmpty();
  }

  @Test
  void of_two_ways_to_say_the_same_the_stronger_counts_and_equal_ones_are_refused() {
    environment.put("STEADYSTATE_GIT", "https://example.com/a.git");
    assertThat(serve("-f", "x").stronger(Setting.GIT, Setting.ENVIRONMENTS))
        .contains(Setting.ENVIRONMENTS);
    ServeSettings both = serve("-f", "x", "--git", "https://example.com/a.git");

    assertThatThrownBy(() -> both.stronger(Setting.GIT, Setting.ENVIRONMENTS))
        .hasMessageContaining("git")
        .hasMessageContaining("environments");
  }

  private static Optional<String> secret(ServeSettings told) {
    return told.secret(Setting.WEBHOOK_SECRET, Setting.WEBHOOK_SECRET_FILE);
  }

  private ServeSettings serve(String... words) {
    assertThat(run(words)).as(bench.err()).isZero();
    return served.removeLast();
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of("serve"));
    all.addAll(Arrays.asList(words));
    return bench
        .cli()
        .serving(name -> Optional.ofNullable(environment.get(name)), this::keep)
        .run(all.toArray(String[]::new));
  }

  private int keep(ServeSettings told) {
    served.add(told);
    return 0;
  }

  private String file(String text) throws IOException {
    Path file = Files.createTempFile(folder, "serve", ".yaml");
    return Files.writeString(file, text).toString();
  }
}
