package steadystate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of the environments that the tour may edit; the project's own files stay as they are. */
final class TourFolder implements AutoCloseable {
  private final Path top;
  private final Path copy;

  TourFolder(Path environments) {
    try {
      this.top = Files.createTempDirectory("steadystate-tour");
      this.copy = top.resolve("environments");
      copy(environments);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void copy(Path environments) throws IOException {
    Files.walkFileTree(
        environments,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes unused)
              throws IOException {
            Files.createDirectories(copy.resolve(environments.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
              throws IOException {
            Files.copy(file, copy.resolve(environments.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  Path path() {
    return copy;
  }

  /**
   * Replaces text in the first file, by path, that holds it.
   *
   * @return the file, relative to the folder; empty when none holds the text
   */
  Optional<Path> edit(String before, String after) {
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = Files.readString(file);
        if (file.toString().endsWith(".yaml") && text.contains(before)) {
          Files.writeString(file, text.replace(before, after));
          return Optional.of(copy.relativize(file));
        }
      }
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(top)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
