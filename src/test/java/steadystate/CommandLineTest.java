package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.aws.AwsAccess;
import steadystate.aws.AwsSurroundings;
import steadystate.cli.Cli;
import steadystate.cli.Terminal;
import steadystate.report.Paper;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

/** Whole commands, from the words on the command line to an AWS in memory and back. */
class CommandLineTest {
  private static final String SPEC =
      """
      apiVersion: steadystate/v1
      kind: Environment
      metadata: {name: dev}
      spec:
        account: "123456789012"
        region: eu-west-1
        services:
          api:
            image: nginx:1.27
            cpu: 256
            memory: 512
            port: 8000
            environment: {LOG_LEVEL: info}
            desiredCount: 2
      """;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final Sandbox aws = new Sandbox(clock);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final AwsAccess access =
      new AwsAccess() {
        @Override
        public <C> C client(Class<C> type, String region) {
          return type.cast(aws.client(type.asSubclass(SdkClient.class), region));
        }
      };

  @BeforeEach
  void write() throws IOException {
    write(SPEC);
  }

  private void write(String spec) throws IOException {
    Files.createDirectories(folder.resolve("dev"));
    Files.writeString(folder.resolve("dev/environment.yaml"), spec);
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "-f";
    all[words.length + 1] = folder.toString();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("")),
            false,
            false,
            Paper.PLAIN,
            Paper.PLAIN);
    AwsSurroundings surroundings = new AwsSurroundings(access, "test", clock, clock::advance);
    return new Cli(new CommandProgram(() -> surroundings), terminal).run(all);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void apply_ends_steady_and_the_next_plan_is_empty() {
    assertThat(run("plan", "dev", "--detailed-exitcode")).isEqualTo(2);
    assertThat(run("apply", "dev", "--yes")).as(out() + err()).isEqualTo(0);
    assertThat(out()).endsWith("dev is steady\n");
    assertThat(run("plan", "dev", "--detailed-exitcode")).isEqualTo(0);
    assertThat(run("drift", "dev")).isEqualTo(0);
  }

  @Test
  void a_change_by_hand_is_drift_until_it_is_healed() {
    run("apply", "dev", "--yes");
    access
        .client(EcsClient.class, "eu-west-1")
        .updateService(request -> request.cluster("dev").service("api").desiredCount(1));

    assertThat(run("drift", "dev")).isEqualTo(2);
    assertThat(out()).contains("desiredCount").contains("1 → 2").contains("environment.yaml:14");
    assertThat(run("apply", "dev", "--yes")).isEqualTo(0);
    assertThat(run("drift", "dev")).isEqualTo(0);
  }

  @Test
  void a_mistake_is_shown_with_its_line_and_a_caret_and_aws_is_left_alone() throws IOException {
    write(SPEC.replace("desiredCount", "desiredCuont"));

    assertThat(run("apply", "dev", "--yes")).isEqualTo(1);

    assertThat(err())
        .contains("error[unknown-key]: ")
        .contains("--> " + folder + "/dev/environment.yaml:14:7")
        .contains("14 |       desiredCuont: 2\n   |       ^^^^^^^^^^^^\n")
        .contains("help: ")
        .contains("desiredCount");
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void the_wrong_account_is_refused_before_anything_is_read() throws IOException {
    write(SPEC.replace("123456789012", "210987654321"));

    assertThat(run("plan", "dev")).isEqualTo(1);

    assertThat(err()).contains("error[WrongAccount]: dev: the credentials belong to account");
    assertThat(aws.calls()).extracting(call -> call.operation()).containsOnly("GetCallerIdentity");
  }

  @Test
  void a_saved_plan_is_refused_after_a_change_by_hand() {
    String file = folder.resolve("plan.json").toString();
    run("apply", "dev", "--yes");
    run("plan", "dev", "--out", file);
    access
        .client(EcsClient.class, "eu-west-1")
        .updateService(request -> request.cluster("dev").service("api").desiredCount(1));

    assertThat(run("apply", "dev", "--plan", file, "--yes")).isEqualTo(3);
    assertThat(err()).contains("AWS has changed since the plan of dev was made");
  }

  @Test
  void what_import_wrote_is_planned_with_nothing_to_do() throws IOException {
    run("apply", "dev", "--yes");
    Path written = folder.resolveSibling(folder.getFileName() + "-imported");

    int code = run("import", "--env", "dev", "--region", "eu-west-1", "--out", written.toString());

    assertThat(code).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("services 1", "written", "Next: `steadystate plan dev`");
    Files.delete(folder.resolve("dev/environment.yaml"));
    Files.copy(written.resolve("ecs.yaml"), folder.resolve("dev/ecs.yaml"));
    Files.copy(written.resolve("environment.yaml"), folder.resolve("dev/environment.yaml"));
    assertThat(run("plan", "dev", "--detailed-exitcode")).isEqualTo(0);
    assertThat(run("import", "--env", "dev", "--region", "eu-west-1", "--out", written.toString()))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("error[file-exists]");
  }
}
