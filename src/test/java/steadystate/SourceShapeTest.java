package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Files and methods stay short enough to be read in one go. */
class SourceShapeTest {

  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_METHOD = 40;

  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void the_sources_are_found() {
    assertThat(sources(MAIN)).contains(MAIN.resolve("steadystate/Main.java"));
  }

  @Test
  void no_file_is_too_long() {
    assertThat(sources(MAIN).filter(file -> text(file).lines().count() > LONGEST_FILE)).isEmpty();
  }

  @Test
  void no_method_is_too_long() throws IOException {
    assertThat(longMethods()).isEmpty();
  }

  @Test
  void every_package_is_null_marked() {
    Stream<Path> unmarked =
        sources(MAIN)
            .map(Path::getParent)
            .distinct()
            .map(folder -> folder.resolve("package-info.java"))
            .filter(info ->
                !Files.exists(info) || text(info).lines().noneMatch(SourceShapeTest::marks));

    assertThat(unmarked).isEmpty();
  }

  /** Surefire looks for *Test and says nothing about the others. */
  @Test
  void every_class_with_tests_is_run() {
    Stream<Path> skipped =
        sources(TESTS)
            .filter(file -> !file.toString().endsWith("Test.java"))
            .filter(
                file -> text(file).lines().anyMatch(line -> line.matches("\\s*@(\\w+)?Test\\b.*")))
            .filter(file -> text(file).lines().noneMatch(SourceShapeTest::startsSharedSuite));

    assertThat(skipped).isEmpty();
  }

  private static boolean marks(String line) {
    return line.matches("@(org\\.jspecify\\.annotations\\.)?NullMarked");
  }

  private static boolean startsSharedSuite(String line) {
    return line.matches("(public )?(abstract class|interface) .*");
  }

  private static List<String> longMethods() throws IOException {
    var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources(MAIN).toList());
      JavacTask task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<String> found = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new LongMethods(unit, positions, found).scan(unit, null);
      }
      return found;
    }
  }

  /** Counts from the signature to the closing brace; the documentation above does not count. */
  private static final class LongMethods extends TreeScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      if (last - first + 1 > LONGEST_METHOD) {
        found.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName());
      }
      return super.visitMethod(method, null);
    }
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
