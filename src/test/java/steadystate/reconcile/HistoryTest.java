package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.reconcile.ControllerWorld.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.disk.FolderArchive;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.lease.Leases;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class HistoryTest {
  @TempDir private Path folder;

  @Test
  void an_entry_tells_before_and_after_who_approved_and_how_aws_names_the_calls() {
    ControllerWorld world = world();
    world.engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    JsonNode entry = world.controller.history("dev").getFirst();

    assertThat(entry.path("commit").asString()).isEqualTo("c0ffee1");
    assertThat(entry.path("fingerprint").asString()).startsWith("sha256:");
    assertThat(entry.at("/changes/0/fields/0/path").asString()).isEqualTo("desiredCount");
    assertThat(entry.at("/changes/0/fields/0/live").asInt()).isEqualTo(5);
    assertThat(entry.at("/changes/0/fields/0/desired").asInt()).isEqualTo(1);
    assertThat(entry.at("/writes/0/operation").asString()).isEqualTo("ecs:UpdateService");
    assertThat(entry.at("/writes/0/requestId").asString()).isEqualTo("req-of-aws");
    assertThat(entry.path("approvedBy").isNull()).isTrue();
  }

  @Test
  void it_is_there_after_a_restart_and_has_an_end() {
    ControllerWorld first = world();
    first.write(environment("dev")).turn();
    for (int i = 0; i < 60; i++) {
      first.engine.byHand("dev", 5 + i);
      first.pass(Duration.ofMinutes(2));
    }

    List<ObjectNode> after = world().controller.history("dev");

    assertThat(after).hasSize(Archive.SHOWN);
    assertThat(ids(after)).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    assertThat(after).isEqualTo(first.controller.history("dev"));
  }

  @Test
  void an_archive_in_trouble_stops_no_pass_and_gets_later_what_waited() {
    List<Long> kept = new ArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean down = new AtomicBoolean(true);
    ControllerWorld world = world(archive(kept, asked, down));
    world.write(environment("dev")).turn();
    for (int i = 0; i < 5; i++) {
      world.engine.byHand("dev", 5 + i);
      world.pass(Duration.ofSeconds(70));
    }
    int passes = world.controller.history("dev").size();
    int minutes = 6;

    assertThat(passes).isGreaterThan(3);
    assertThat(kept).isEmpty();
    assertThat(asked.get()).isBetween(2, minutes);

    down.set(false);
    world.pass(Duration.ofMinutes(3));

    assertThat(kept).hasSize(passes).isSorted();
    assertThat(ids(world.controller.history("dev"))).isEqualTo(kept.reversed());
  }

  private static Archive archive(List<Long> kept, AtomicInteger asked, AtomicBoolean down) {
    Archive behind = Archive.inMemory();
    return new Archive() {
      @Override
      public void add(String environment, ObjectNode entry) {
        asked.incrementAndGet();
        answers();
        kept.add(entry.path("id").asLong());
        behind.add(environment, entry);
      }

      @Override
      public List<ObjectNode> latest(String environment) {
        answers();
        return behind.latest(environment);
      }

      private void answers() {
        if (down.get()) {
          throw new FailureException(new Failure.Unavailable("NoAnswer", "s3:PutObject"));
        }
      }
    };
  }

  @Test
  void se_43_lines_that_nobody_wrote_who_knows_the_form_are_left_out() throws IOException {
    String sound = "{\"at\": \"2026-03-02T10:00:00Z\", \"steps\": []}";
    Files.writeString(
        folder.resolve("dev.history.jsonl"),
        String.join(
            "\n",
            "",
            "nonsense",
            "[]",
            "[".repeat(9_000),
            "{\"at\": \"now\", \"steps\": []}",
            sound));

    assertThat(new FolderArchive(folder).latest("dev")).hasSize(1);
  }

  private ControllerWorld world() {
    return world(new FolderArchive(folder));
  }

  private static ControllerWorld world(Archive archive) {
    return new ControllerWorld(
        ControllerOptions.USUAL, new Sharing(Leases.ALONE, Notebook.inMemory(), archive));
  }

  private static List<Long> ids(List<ObjectNode> entries) {
    return entries.stream().map(entry -> entry.path("id").asLong()).toList();
  }
}
