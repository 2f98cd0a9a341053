package steadystate.reconcile.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

class LeaseTest {
  private final Shelf shelf = new Shelf();
  private final HandClocks clocks = new HandClocks();
  private final Lease mine = new Lease("dev", "me", Terms.USUAL, shelf, clocks);
  private final Lease other = new Lease("dev", "other", Terms.USUAL, shelf, new HandClocks());

  @Test
  void a_new_lease_is_taken_at_once_and_kept_by_renewing() {
    mine.step();
    long fence = fence(mine);

    for (int i = 0; i < 30; i++) {
      clocks.pass(Duration.ofSeconds(2));
      mine.step();
      assertThat(fence(mine)).isEqualTo(fence);
    }
  }

  @Test
  void a_holder_that_cannot_renew_stops_writing_before_the_lease_ends() {
    mine.step();
    shelf.trouble = Trouble.NOTHING_IS_WRITTEN;
    clocks.pass(Duration.ofSeconds(9));
    assertThat(mine.standing()).isInstanceOf(Standing.Mine.class);

    clocks.pass(Duration.ofSeconds(1));

    assertThat(mine.standing()).isInstanceOf(Standing.Nobody.class);
  }

  @Test
  void ap_29_a_renewal_without_an_answer_is_lost_until_a_read_proves_otherwise() {
    mine.step();
    long fence = fence(mine);
    shelf.trouble = Trouble.WRITTEN_WITHOUT_ANSWER_AND_READS_FAIL;
    clocks.pass(Duration.ofSeconds(2));

    mine.step();
    assertThat(mine.standing()).isInstanceOf(Standing.Nobody.class);

    shelf.trouble = Trouble.NONE;
    mine.step();
    assertThat(fence(mine)).isEqualTo(fence);
  }

  @Test
  void ap_29_a_read_that_shows_another_holder_proves_the_loss() {
    mine.step();
    shelf.trouble = Trouble.NOTHING_IS_WRITTEN;
    mine.step();
    shelf.trouble = Trouble.NONE;
    shelf.stored = Optional.of(new Possession("other", 99, "other/1", Duration.ofSeconds(15)));

    mine.step();

    assertThat(mine.standing()).isEqualTo(new Standing.Theirs("other"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-600, 600})
  void ap_31_a_jump_of_the_wall_clock_never_lengthens_a_lease(long seconds) {
    mine.step();
    clocks.wall = clocks.wall.plusSeconds(seconds);
    clocks.pass(Duration.ofSeconds(10));

    assertThat(mine.standing()).isInstanceOf(Standing.Nobody.class);
  }

  @Test
  void a_machine_that_slept_finds_its_lease_gone_although_its_steady_clock_stood_still() {
    mine.step();
    clocks.wall = clocks.wall.plusSeconds(60);

    assertThat(mine.standing()).isInstanceOf(Standing.Nobody.class);
  }

  @Test
  void ap_32_a_waiter_begins_to_wait_anew_when_the_record_changes() {
    other.step();
    mine.step();
    clocks.pass(Duration.ofSeconds(14));
    other.step();
    mine.step();
    clocks.pass(Duration.ofSeconds(14));
    mine.step();
    assertThat(mine.standing()).isEqualTo(new Standing.Theirs("other"));

    clocks.pass(Duration.ofSeconds(2));
    mine.step();

    assertThat(mine.standing()).isInstanceOf(Standing.Mine.class);
  }

  @Test
  void each_change_of_hands_raises_the_fence_also_after_the_record_was_lost() {
    other.step();
    long first = fence(other);
    mine.step();
    shelf.stored = Optional.empty();
    mine.step();
    assertThat(mine.standing())
        .as("the holder may still write")
        .isNotInstanceOf(Standing.Mine.class);

    clocks.pass(Duration.ofSeconds(16));
    mine.step();

    assertThat(fence(mine)).isGreaterThan(first);
  }

  @Test
  void a_lease_that_was_given_back_is_taken_without_waiting_and_not_sought_again() {
    other.step();
    mine.step();

    other.release();
    mine.step();
    other.step();

    assertThat(mine.standing()).isInstanceOf(Standing.Mine.class);
    assertThat(other.standing()).isInstanceOf(Standing.Nobody.class);
  }

  private static long fence(Lease lease) {
    assertThat(lease.standing()).isInstanceOf(Standing.Mine.class);
    return ((Standing.Mine) lease.standing()).fence();
  }

  private enum Trouble {
    NONE,
    NOTHING_IS_WRITTEN,
    WRITTEN_WITHOUT_ANSWER_AND_READS_FAIL
  }

  /** A store of one lease. */
  private static final class Shelf implements LeaseStore {
    private Optional<Possession> stored = Optional.empty();
    private Trouble trouble = Trouble.NONE;

    @Override
    public Optional<Possession> read(String key) {
      if (trouble != Trouble.NONE) {
        throw silent();
      }
      return stored;
    }

    @Override
    public boolean swap(String key, Optional<Possession> before, Possession after) {
      if (trouble == Trouble.NOTHING_IS_WRITTEN) {
        throw silent();
      }
      boolean fits = stored.equals(before);
      stored = fits ? Optional.of(after) : stored;
      if (trouble == Trouble.WRITTEN_WITHOUT_ANSWER_AND_READS_FAIL) {
        throw silent();
      }
      return fits;
    }

    private static FailureException silent() {
      return new FailureException(new Failure.Unavailable("NoAnswer", "no answer"));
    }
  }

  /** Clocks that a test turns. */
  private static final class HandClocks implements Clocks {
    private Duration steady = Duration.ofHours(5);
    private Instant wall = Instant.parse("2026-03-02T10:00:00Z");

    private void pass(Duration time) {
      steady = steady.plus(time);
      wall = wall.plus(time);
    }

    @Override
    public Duration steady() {
      return steady;
    }

    @Override
    public Instant wall() {
      return wall;
    }
  }
}
