package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Results kept as files beside the tests. {@code mvn test -Dgolden.update=true} rewrites them; the
 * change then shows in the commit.
 */
public final class Golden {
  static final String UPDATE = "golden.update";
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Fails when the text differs from the file. */
  public static void check(String file, String text) {
    check(FOLDER.resolve(file), text);
  }

  /** The same for a file that has its place elsewhere. */
  public static void check(Path path, String text) {
    try {
      if (Boolean.getBoolean(UPDATE)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      }
      assertThat(path).as("written by -D" + UPDATE + "=true").exists();
      assertThat(text).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
