package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.failure.FailureException;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void settings_have_the_names_of_the_flags_with_or_without_dashes() throws IOException {
    SettingsFile file = read("listen: 127.0.0.1:9000\ndry-run: true\ntokenFile: tokens.yaml\n");

    assertThat(file.value("listen")).contains("127.0.0.1:9000");
    assertThat(file.value("dryRun")).contains("true");
    assertThat(file.value("tokenFile")).contains("tokens.yaml");
    assertThat(file.value("interval")).isEmpty();
  }

  @Test
  void a_mistake_names_its_place_and_what_was_meant() {
    assertThatThrownBy(() -> read("interval: 60s\nlistn: x\n"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("serve.yaml:2:1")
        .hasMessageContaining("listen");
    assertThatThrownBy(() -> read("listen: [a]"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("one value");
  }

  private SettingsFile read(String text) throws IOException {
    return SettingsFile.read(Files.writeString(folder.resolve("serve.yaml"), text));
  }
}
