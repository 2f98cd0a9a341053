package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import tools.jackson.databind.JsonNode;

/** Two real processes share one environment; one of them is killed in the middle of an apply. */
class TwoProcessesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path specs;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(7);
  private final List<String> writers = new CopyOnWriteArrayList<>();
  private final List<Replica> running = new ArrayList<>();
  private String table = "";
  private final List<Duration> takeovers = new ArrayList<>();
  private volatile long killedAt;
  private volatile long firstWriteOfHeir;
  private volatile int expected;
  private volatile int killAt = Integer.MAX_VALUE;
  private volatile boolean killBefore;
  private volatile Optional<Replica> killed = Optional.empty();
  private int writesInRound;
  private int started;
  private Duration lease = Duration.ZERO;

  @BeforeEach
  void begin(TestInfo test) throws IOException {
    lease = Duration.ofSeconds(test.getTags().contains("soak") ? 15 : 6);
    MotoServer.fresh();
    try (DynamoDbClient dynamo = LocalDynamo.client()) {
      table = LocalDynamo.table(dynamo, "id");
    }
    write(0);
    start();
    start();
  }

  @AfterEach
  void end() {
    running.forEach(Replica::close);
    http.close();
  }

  @Test
  void one_is_killed_in_the_middle_of_an_apply_and_one_is_stopped_and_another_goes_on(
      TestReporter reporter) throws IOException {
    rounds(1, reporter);

    Replica first = steady();
    first.stop();
    running.remove(first);
    first.close();

    assertThat(steady()).isNotSameAs(first);
  }

  @Test
  @Tag("soak")
  void ten_times(TestReporter reporter) throws IOException {
    rounds(10, reporter);

    assertThat(takeovers).allSatisfy(took -> assertThat(took).isLessThan(lease.multipliedBy(2)));
  }

  private void rounds(int count, TestReporter reporter) throws IOException {
    steady();
    for (int round = 1; round <= count; round++) {
      killed = Optional.empty();
      synchronized (this) {
        writesInRound = 0;
      }
      killBefore = random.nextBoolean();
      killAt = 2 + random.nextInt(7);
      write(round);
      Awaitility.await().atMost(PATIENCE).until(() -> killed.isPresent());
      Replica dead = killed.orElseThrow();
      running.remove(dead);
      dead.close();

      Replica heir = steady();

      takeovers.add(Duration.ofNanos(firstWriteOfHeir - killedAt));
      reporter.publishEntry("takeover", takeovers.getLast().toString());
      assertThat(heir).isNotSameAs(dead);
      assertThat(new LinkedHashSet<>(writers).stream().toList())
          .as("each process writes in one stretch: %s", writers)
          .isEqualTo(stretches());
      assertThatNothingIsThereTwice(round);
      assertThat(heir.history(http).at("/items/0/writes/0/requestId").asString("")).isNotEmpty();
      start();
    }
  }

  private List<String> stretches() {
    List<String> stretches = new ArrayList<>();
    for (String writer : writers) {
      if (stretches.isEmpty() || !stretches.getLast().equals(writer)) {
        stretches.add(writer);
      }
    }
    return stretches;
  }

  private void assertThatNothingIsThereTwice(int rounds) {
    EmulatorAccess access = new EmulatorAccess(MotoServer.running());
    List<String> groups =
        access
            .client(CloudWatchLogsClient.class, "eu-west-1")
            .describeLogGroups()
            .logGroups()
            .stream()
            .map(LogGroup::logGroupName)
            .toList();
    List<String> tagged =
        access
            .client(Ec2Client.class, "eu-west-1")
            .describeSecurityGroups()
            .securityGroups()
            .stream()
            .map(SecurityGroup::tags)
            .flatMap(List::stream)
            .filter(tag -> tag.key().equals("steadystate:resource"))
            .map(tag -> tag.value())
            .toList();

    assertThat(groups).doesNotHaveDuplicates().hasSize(3 * (rounds + 1));
    assertThat(tagged).doesNotHaveDuplicates().hasSize(2 * (rounds + 1));
  }

  private void start() {
    running.add(
        new Replica("replica-" + ++started, specs, table, lease, this::before, this::after));
  }

  private void before(Replica replica) {
    synchronized (this) {
      if (!writers.isEmpty() && !writers.getLast().equals(replica.name)) {
        firstWriteOfHeir = System.nanoTime();
      }
      writers.add(replica.name);
      writesInRound++;
      if (!killBefore || writesInRound != killAt) {
        return;
      }
    }
    dies(replica);
    throw new IllegalStateException("it died before it could send this");
  }

  private void after(Replica replica) {
    synchronized (this) {
      if (killBefore || writesInRound < killAt || killed.isPresent()) {
        return;
      }
    }
    dies(replica);
  }

  private void dies(Replica replica) {
    killAt = Integer.MAX_VALUE;
    replica.kill();
    killedAt = System.nanoTime();
    killed = Optional.of(replica);
  }

  /** The replica that writes, once everything is as written. */
  private Replica steady() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                running.stream()
                    .filter(one -> isMine(one.status(http)) && isInSync(one.status(http)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean isMine(JsonNode status) {
    return status.path("lease").path("state").asString("").equals("Mine");
  }

  private boolean isInSync(JsonNode status) {
    return status.path("sync").asString("").equals("InSync")
        && status.path("resourceCount").asInt(0) >= expected;
  }

  private void write(int round) throws IOException {
    StringBuilder yaml = new StringBuilder(Lab.HEAD);
    yaml.append("  logGroups:\n");
    for (int i = 0; i < 3 * (round + 1); i++) {
      yaml.append("    log").append(i).append(": {retentionInDays: 7}\n");
    }
    yaml.append("  securityGroups:\n");
    for (int i = 0; i < 2 * (round + 1); i++) {
      yaml.append("    group").append(i).append(":\n      ingress:\n");
      yaml.append("        - {protocol: tcp, ports: 80, from: [10.0.0.0/8]}\n");
    }
    expected = 5 * (round + 1);
    Path draft = specs.resolveSibling(specs.getFileName() + ".draft");
    Files.writeString(draft, yaml);
    Files.move(
        draft,
        specs.resolve("dev.yaml"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
