package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.kinds.Kinds;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.sandbox.ManualClock;

/** The same files mean another thing at night. */
class AwakeHoursTest {
  @TempDir Path folder;

  @Test
  void a_source_reads_again_when_a_schedule_turns_and_not_before() throws IOException {
    Files.writeString(
        folder.resolve("dev.yaml"),
        """
        apiVersion: steadystate/v1
        kind: Environment
        metadata: {name: dev}
        spec:
          account: "123456789012"
          region: eu-west-1
          mode: cost-save
          costSave: {awake: {windows: ["Mon-Fri 09:00-20:00"]}}
          services: {api: {image: "repo/api:1", cpu: 256, memory: 512}}
        """);
    ManualClock clock = new ManualClock(Instant.parse("2026-03-02T19:00:00Z"));
    FolderSource source = new FolderSource(folder, Kinds.catalogue(), Map.of(), clock);

    Snapshot day = source.read();
    clock.advance(Duration.ofMinutes(59));
    assertThat(source.read()).isSameAs(day);
    clock.advance(Duration.ofMinutes(1));
    Snapshot night = source.read();

    assertThat(day.sound().firstEntry().getValue().hours().asleep()).isFalse();
    assertThat(night.sound().firstEntry().getValue().hours().asleep()).isTrue();
    assertThat(night.revision()).isEqualTo(day.revision());
    assertThat(source.read()).isSameAs(night);
  }
}
