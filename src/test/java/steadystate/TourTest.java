package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steadystate.cli.SandboxSettings;
import steadystate.cli.Terminal;
import steadystate.report.Paper;

/** What a newcomer sees first. */
class TourTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_story_goes_as_it_is_told() {
    Terminal terminal =
        new Terminal(
            stream(out),
            stream(err),
            new BufferedReader(Reader.nullReader()),
            false,
            false,
            new Paper(100, false),
            new Paper(100, false));
    Tour tour =
        new Tour(
            new SandboxSettings(
                Path.of("environments"), Map.of(), true, Optional.empty(), terminal));

    int exit = tour.play();

    assertThat(text(err)).doesNotContain("unexpected:");
    assertThat(exit).isZero();
    assertThat(text(out))
        .contains("dev is steady", "prod is steady", "delivery is steady")
        .contains("changed in AWS by kim", "rolled back by ECS")
        .doesNotContainPattern("(?m)^  [!·] \\S+ +(create|update|complete|delete) ");
  }
}
