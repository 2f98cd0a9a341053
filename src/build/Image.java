import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays out the files of the container image: {@code Image.java ROOT BASE} makes {@code ROOT} what a
 * container sees as {@code /}. The Dockerfile and Maven's profile {@code image} only copy it.
 *
 * <p>It holds a Java runtime of the modules that are used, the program, and an AOT cache. Where
 * {@code BASE} is {@code scratch} it holds the base too; any other base image brings that itself.
 */
final class Image {
  private static final Path JAR = Path.of("target/steadystate.jar");
  private static final Path LIBRARIES = Path.of("target/lib");
  private static final Path HEALTHY = Path.of("src/main/docker/healthy");
  private static final Path SPECS = Path.of("deploy/self");

  /** The cache is made and used with the same flags, or parts of it are of no use. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxRAMPercentage=70",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  /** Windows, fonts and sound come with java.beans, and want libraries that no container has. */
  private static final String NO_DESKTOP = "glob:/java.desktop/lib/*.so";

  /** The JVM takes a cache for stale when a jar has another time; Jib gives this one to all. */
  private static final FileTime ONE_TIME = FileTime.from(Instant.ofEpochSecond(1));

  private final Path root;
  private final Path java;
  private final Path program;

  private Image(Path root) {
    this.root = root;
    this.java = root.resolve("opt/java");
    this.program = root.resolve("opt/steadystate");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Image image = new Image(Path.of(arguments[0]).toAbsolutePath());
    delete(image.root);
    image.layRuntime();
    image.layProgram();
    image.layWork();
    image.giveOneTime();
    image.train();
    if (arguments[1].equals("scratch")) {
      new BaseFiles(image.root).lay();
    }
    image.giveOneTime();
    // Jib takes a layer out of its cache where no time has changed; nobody minds this file's.
    Files.setLastModifiedTime(image.program.resolve("start"), FileTime.from(Instant.now()));
  }

  private void layRuntime() throws IOException {
    List<Path> jars = new ArrayList<>(libraries());
    jars.add(JAR);
    Files.createDirectories(java.getParent());
    List<String> arguments = new ArrayList<>(List.of("--add-modules", Modules.of(jars)));
    arguments.addAll(List.of("--strip-debug", "--no-header-files", "--no-man-pages"));
    arguments.addAll(List.of("--compress", "zip-6", "--exclude-files", NO_DESKTOP));
    arguments.addAll(List.of("--output", java.toString()));
    Modules.tool("jlink", arguments);
  }

  private void layProgram() throws IOException {
    Files.createDirectories(program.resolve("lib"));
    for (Path library : libraries()) {
      copy(library, program.resolve("lib").resolve(library.getFileName()));
    }
    copy(JAR, program.resolve("steadystate.jar"));
    copy(HEALTHY, program.resolve("healthy"));
    List<String> start = new ArrayList<>(FLAGS);
    start.add("-XX:AOTCache=/opt/steadystate/steadystate.aot");
    start.addAll(List.of("-jar", "/opt/steadystate/steadystate.jar"));
    Files.write(program.resolve("start"), start);
  }

  /** Where the program may write, and where it begins. */
  private void layWork() throws IOException {
    Path writable = Files.createDirectories(root.resolve("tmp"));
    Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createDirectories(root.resolve("work"));
  }

  private void train() throws IOException, InterruptedException {
    new Training(java.resolve("bin/java"), program.resolve("steadystate.jar"), FLAGS)
        .make(program.resolve("steadystate.aot"), SPECS, root.resolveSibling("training.log"));
  }

  private void giveOneTime() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, ONE_TIME);
      }
    }
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.sorted().toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
