package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final WorkQueue queue = new WorkQueue();
  private final Instant now = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void a_key_is_with_one_worker_at_most() {
    queue.ask("dev", now);

    assertThat(queue.take(now)).contains("dev");
    queue.ask("dev", now);
    assertThat(queue.take(now)).isEmpty();
    assertThat(queue.depth(now)).isZero();
  }

  @Test
  void asking_many_times_during_work_means_once_more_after() {
    queue.ask("dev", now);
    queue.take(now);
    for (int i = 0; i < 1000; i++) {
      queue.ask("dev", now);
    }

    queue.giveBack("dev", now.plusSeconds(60));

    assertThat(queue.take(now)).contains("dev");
    queue.giveBack("dev", now.plusSeconds(60));
    assertThat(queue.take(now)).isEmpty();
    assertThat(queue.take(now.plusSeconds(60))).contains("dev");
  }

  @Test
  void of_several_times_the_earliest_counts_and_who_waits_longest_is_first() {
    queue.ask("late", now.plusSeconds(30));
    queue.ask("dev", now.plusSeconds(20));
    queue.ask("dev", now.plusSeconds(10));
    queue.ask("dev", now.plusSeconds(40));

    assertThat(queue.next()).contains(now.plusSeconds(10));
    assertThat(queue.take(now.plusSeconds(30))).contains("dev");
    assertThat(queue.take(now.plusSeconds(30))).contains("late");
  }

  @Test
  void a_closed_queue_gives_out_nothing() {
    queue.ask("dev", now);
    queue.close();

    assertThat(queue.take(now)).isEmpty();
  }
}
