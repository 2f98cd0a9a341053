package steadystate.lab;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import steadystate.kinds.Kinds;
import tools.jackson.databind.json.JsonMapper;

/** The program lives with what its container image holds, and no more. */
class ImageTest {
  private static final Path ROOT = Path.of("target/image/root").toAbsolutePath();
  private static final Path TAR = Path.of("target/jib-image.tar");
  private static final Path LIBRARIES = Path.of("target/lib");
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Less than the task definition's stopTimeout. */
  private static final Duration STOP = Duration.ofSeconds(25);

  /** 128 and the number of SIGTERM. */
  private static final int STOPPED = 143;

  @TempDir private Path folder;
  private Path specs = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<StartedProgram> started = Optional.empty();

  @BeforeEach
  void write() throws IOException {
    specs = Files.createDirectory(folder.resolve("environments"));
    Files.writeString(
        specs.resolve("dev.yaml"), Lab.HEAD + "  cluster: {}\n  logGroups: {kept: {}}\n");
    folder.toFile().setReadable(true, false);
    folder.toFile().setExecutable(true, false);
  }

  @AfterEach
  void end() {
    started.ifPresent(StartedProgram::close);
    http.close();
  }

  /** The runtime of the image has these modules alone; here the JDK shows no others. */
  @Test
  void the_modules_that_jdeps_finds_are_enough() throws Exception {
    assumeThat(LIBRARIES).as("Maven copies them").isDirectory();
    List<Path> jars = program();
    String path = jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(JDK.resolve("bin/java").toString()));
    command.addAll(List.of("--limit-modules", modules(jars)));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", path, "steadystate.Main"));

    StartedProgram program = sandbox(command);

    awaitSteady(program);
    assertThat(program.stop(STOP)).isEqualTo(STOPPED);
  }

  @Test
  @Tag("image")
  void its_layout_starts_as_in_a_container(TestReporter reporter) throws Exception {
    assertThat(ROOT).as("`make image` lays it out").isDirectory();
    List<String> command = new ArrayList<>(asAnyUser());
    command.add(ROOT.resolve("opt/java/bin/java").toString());
    // The cache must fit, or the JVM does not start.
    command.add("-XX:AOTMode=on");
    command.addAll(start());

    StartedProgram program = sandbox(command);

    awaitSteady(program);
    reporter.publishEntry(
        "start", program.sinceStart() + ", " + program.residentMegabytes() + " MB");
    assertThat(healthy(program)).isTrue();
    assertThat(program.stop(STOP)).isEqualTo(STOPPED);
    assertThat(healthy(program)).isFalse();
  }

  @Test
  @Tag("image")
  void its_tar_is_smaller_than_250_megabytes_and_holds_the_layout_alone() throws Exception {
    assertThat(TAR).as("`make image` makes it").isRegularFile();
    assertThat(Files.size(TAR)).isLessThan(250_000_000);
    Process tar =
        new ProcessBuilder(
                "sh", "-c", "tar xOf \"$0\" --wildcards '*.tar.gz' | tar tz -i", TAR.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> held = tar.inputReader().lines().map(line -> line.replaceAll("/$", "")).toList();

    assertThat(held).contains("opt/java/bin/java", "opt/steadystate/start", "tmp", "work");
    assertThat(held).containsExactlyInAnyOrderElementsOf(laidOut());
  }

  private static List<String> laidOut() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.skip(1).map(file -> ROOT.relativize(file).toString()).toList();
    }
  }

  /** The container's root user is nobody here: root could write anywhere. */
  private static List<String> asAnyUser() {
    boolean root = System.getProperty("user.name").equals("root");
    return root
        ? List.of("setpriv", "--reuid=10001", "--regid=10001", "--clear-groups")
        : List.of();
  }

  /** What the image starts with, at the place where the layout stands here. */
  private static List<String> start() throws IOException {
    return Files.readAllLines(ROOT.resolve("opt/steadystate/start")).stream()
        .map(word -> word.replace("/opt/steadystate/", ROOT + "/opt/steadystate/"))
        .toList();
  }

  private StartedProgram sandbox(List<String> java) throws IOException {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("sandbox", "-f", specs.toString(), "--listen", "127.0.0.1:0"));
    started = Optional.of(StartedProgram.of(command));
    return started.get();
  }

  /** A whole pass has been made: what is written lives, and nothing differs. */
  private void awaitSteady(StartedProgram program) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> program.get(http, "/readyz").statusCode() == 200);
    Awaitility.await().atMost(PATIENCE).until(() -> isReady(program));
  }

  private boolean isReady(StartedProgram program) {
    String body = program.get(http, "/api/v1/environments/dev").body();
    return JsonMapper.shared()
        .readTree(body)
        .path("conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asString("").equals("Ready"))
        .anyMatch(condition -> condition.path("status").asString("").equals("True"));
  }

  private static boolean healthy(StartedProgram program) throws Exception {
    ProcessBuilder check =
        new ProcessBuilder("bash", ROOT.resolve("opt/steadystate/healthy").toString());
    check.environment().put("STEADYSTATE_LISTEN", program.address().getAuthority());
    return check.start().waitFor() == 0;
  }

  /** Asked of the script that lays the image out. */
  private static String modules(List<Path> jars) throws IOException {
    List<String> command = new ArrayList<>(List.of(JDK.resolve("bin/java").toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("src/build/Modules.java");
    jars.forEach(jar -> command.add(jar.toString()));
    Process process = new ProcessBuilder(command).start();
    return process.inputReader().readLine();
  }

  /** What the image holds of the program, before it is in a jar. */
  private static List<Path> program() throws IOException, URISyntaxException {
    List<Path> jars = new ArrayList<>();
    jars.add(Path.of(Kinds.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      libraries.sorted().forEach(jars::add);
    }
    return jars;
  }
}
