package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the program, installed beside a jar. */
class LauncherTest {
  private static final String PROGRAM =
      """
      public class Told {
        public static void main(String[] words) {
          System.out.println(String.join("|", words));
        }
      }
      """;

  @TempDir private Path top;
  private Path installed = Path.of("");

  @BeforeEach
  void install() throws IOException {
    installed = Files.createDirectory(top.resolve("a place"));
    Files.copy(Path.of("steadystate"), installed.resolve("steadystate"));
    Path source = Files.writeString(top.resolve("Told.java"), PROGRAM);
    tool("javac", "-d", top.toString(), source.toString());
    String jar = installed.resolve("steadystate.jar").toString();
    tool("jar", "-cfe", jar, "Told", "-C", top.toString(), "Told.class");
  }

  @Test
  void words_arrive_as_they_were_written() throws Exception {
    assertThat(run("plan", "two words", "*")).isEqualTo("plan|two words|*\n");
  }

  @Test
  void a_cache_of_another_jar_or_java_is_passed_over_in_silence() throws Exception {
    Files.writeString(installed.resolve("steadystate.aot"), "of something else");

    assertThat(run("plan")).isEqualTo("plan\n");
  }

  @Test
  void a_cache_that_fits_is_used() throws Exception {
    Path cache = installed.resolve("steadystate.aot");
    run(List.of("-XX:AOTCacheOutput=" + top.resolve("made.aot"), "-Xlog:aot*=off"), "plan");
    Files.move(top.resolve("made.aot"), cache);

    String told = run(List.of("-Xlog:class+load:file=" + top.resolve("loaded")), "plan");

    assertThat(told).isEqualTo("plan\n");
    assertThat(Files.readString(top.resolve("loaded")))
        .containsPattern("Told source: shared objects file");
  }

  private String run(String... words) throws IOException, InterruptedException {
    return run(List.of(), words);
  }

  /** What it says on both streams. */
  private String run(List<String> options, String... words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", installed.resolve("steadystate").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("STEADYSTATE_JAVA_OPTIONS", String.join(" ", options));
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }

  private static void tool(String name, String... arguments) {
    assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments))
        .isZero();
  }
}
