import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over folders: {@code Format.java check|fix STAMP FOLDER...}.
 *
 * <p>Maven starts it on the toolchain's JDK, since the formatter parses with the compiler of the
 * Java it runs on. STAMP is touched when all is well; the next run looks at younger files only.
 */
final class Format {

  public static void main(String[] arguments) throws IOException {
    boolean fix = arguments[0].equals("fix");
    Path stamp = Path.of(arguments[1]);
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());
    FileTime since = Files.exists(stamp) ? modified(stamp) : FileTime.fromMillis(0);

    List<Path> unformatted =
        Stream.of(arguments).skip(2).flatMap(folder -> sources(Path.of(folder))).toList().stream()
            .parallel()
            .filter(file -> modified(file).compareTo(since) >= 0)
            .filter(file -> !settled(file, fix))
            .toList();
    if (!unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("`make format` rewrites them.");
      System.exit(1);
    }
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, started);
  }

  /** Whether the file is formatted, now or after fixing it. */
  private static boolean settled(Path file, boolean fix) {
    try {
      String written = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(written);
      if (fix && !formatted.equals(written)) {
        Files.writeString(file, formatted);
        System.err.println("formatted " + file);
      }
      return fix || formatted.equals(written);
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
