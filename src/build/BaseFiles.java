import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a base image would bring, taken from the machine that builds: a shell for the health check,
 * the C library, and a user.
 */
final class BaseFiles {
  private static final Path SHELL = Path.of("/bin/bash");
  private static final Pattern LINKED = Pattern.compile("(/\\S+) \\(0x");

  private final Path root;

  BaseFiles(Path root) {
    this.root = root;
  }

  void lay() throws IOException, InterruptedException {
    Set<Path> files = new TreeSet<>(Set.of(SHELL, Path.of("/etc/os-release")));
    files.addAll(libraries(SHELL));
    for (Path binary : binaries()) {
      files.addAll(libraries(binary));
    }
    for (Path file : files) {
      Path copy = root.resolve(file.toString().substring(1));
      Files.createDirectories(copy.getParent());
      Image.copy(file.toRealPath(), copy);
    }
    Path etc = root.resolve("etc");
    Files.writeString(etc.resolve("passwd"), "steadystate:x:10001:10001::/tmp:/bin/bash\n");
    Files.writeString(etc.resolve("group"), "steadystate:x:10001:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
  }

  private List<Path> binaries() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("opt/java"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".so") || file.getParent().endsWith("bin"))
          .toList();
    }
  }

  /** The libraries outside of the root folder that the loader finds for a file. */
  private Set<Path> libraries(Path binary) throws IOException, InterruptedException {
    Process ldd = new ProcessBuilder("ldd", binary.toString()).redirectErrorStream(true).start();
    String told = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ldd.waitFor();
    return LINKED
        .matcher(told)
        .results()
        .map(match -> Path.of(match.group(1)))
        .filter(library -> !library.startsWith(root))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
