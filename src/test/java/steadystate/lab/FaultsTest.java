package steadystate.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every story is broken at every place; it must end as if nothing had happened. */
class FaultsTest {
  static List<Story> stories() {
    return Stories.all();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_process_that_dies_at_any_write_is_survived(Story story) {
    tell(story, "deaths", new Faults(story), Faults::killedAtEachWrite);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void an_answer_that_is_lost_makes_no_twin(Story story) {
    tell(story, "lost answers", new Faults(story), Faults::lostAnswers);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_read_from_the_past_makes_and_destroys_nothing(Story story) {
    tell(story, "stale reads", new Faults(story), faults -> faults.staleReads(8));
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("stories")
  void every_single_read_may_come_from_the_past(Story story) {
    tell(story, "stale reads, all", new Faults(story), faults -> faults.staleReads(10_000));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_new_thing_that_is_not_seen_yet_is_not_made_again(Story story) {
    tell(story, "unseen", new Faults(story), Faults::newThingsUnseen);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void the_order_in_which_aws_answers_means_nothing(Story story) {
    tell(story, "shuffles", new Faults(story), faults -> faults.shuffledAnswers(20));
  }

  private interface Breaking {
    Faults breakIt(Faults faults);
  }

  private static void tell(Story story, String what, Faults faults, Breaking breaking) {
    Instant begin = Instant.now();
    int runs = breaking.breakIt(faults).runs();
    double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    System.out.printf("faults: %-40s %-16s %4d runs %6.1f s%n", story, what, runs, seconds);
  }
}
