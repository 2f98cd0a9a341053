package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl against the Kubernetes-style face, where there is one on the PATH. */
class KubectlTest {
  @TempDir Path home;
  private final House house = House.open();

  @BeforeEach
  void needsKubectl() {
    Optional<Path> found =
        Stream.of(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.err.println("NOT TESTED: no kubectl on the PATH; the real one was not tried");
    }
    assumeTrue(found.isPresent(), "no kubectl on the PATH");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private String kubectl(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("kubectl", "--server", house.base()));
    line.addAll(List.of("--cache-dir", home.resolve("cache").toString()));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("KUBECONFIG");
    Path out = Files.createTempFile(home, "kubectl", ".txt");
    Process process = builder.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(String.join(" ", words)).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void it_lists_shows_describes_and_waits() throws IOException, InterruptedException {
    assertThat(kubectl("get", "environments"))
        .containsPattern("NAME +MODE +SYNC +HEALTH +READY +REASON")
        .containsPattern("dev +standard +InSync +Healthy +True +Steady");
    assertThat(kubectl("get", "env", "dev", "-o", "yaml"))
        .contains("apiVersion: steadystate/v1\nkind: Environment\n")
        .contains("sync: InSync");
    assertThat(kubectl("get", "resources", "-n", "dev")).contains("service.api");
    assertThat(kubectl("describe", "environment", "dev"))
        .contains("Kind:         Environment")
        .containsPattern("Normal +Steady");
    assertThat(kubectl("wait", "--for=condition=Ready", "environment/dev", "--timeout=20s"))
        .isEqualTo("environment.steadystate/dev condition met\n");
  }

  @Test
  void it_explains_follows_and_is_sent_to_git() throws IOException, InterruptedException {
    assertThat(kubectl("explain", "environments")).contains("kept true to Git");
    assertThat(kubectl("get", "events")).containsPattern("Steady +environment/dev");
    assertThat(kubectl("get", "environments", "-w", "--request-timeout=2s")).contains("prod");
    assertThat(kubectl("delete", "environment", "dev"))
        .contains("MethodNotAllowed")
        .contains("owned by Git: commit instead");
    assertThat(kubectl("get", "environment", "nobody"))
        .contains("Error from server (NotFound): environments \"nobody\" not found");
  }
}
