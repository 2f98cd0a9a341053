package steadystate.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.environment.Notification;
import steadystate.environment.Settings;
import steadystate.environment.mode.CostSave;
import steadystate.environment.mode.Mode;
import steadystate.failure.Failure;
import steadystate.plan.Hold;
import steadystate.reconcile.ControllerWorld;
import steadystate.resource.Value;

class SubscribersTest {
  private static final InstantSource CLOCK = () -> Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Tries QUICK =
      new Tries(List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));

  private final ControllerWorld world = new ControllerWorld();
  private Listening there = Listening.answering(204);

  @AfterEach
  void close() {
    there.close();
  }

  @Test
  void drift_and_its_end_are_told_with_commit_and_words_for_a_chat() {
    follow(true);
    world.write(notifying(there.url() + "/hook/secret?x=1")).turn();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> there.events().contains("steady"));
    assertThat(there.events()).containsExactly("drift", "steady");
    Listening.Said drift = there.all().getFirst();
    assertThat(drift.path()).isEqualTo("/hook/secret?x=1");
    assertThat(drift.headers().getFirst("Content-Type")).startsWith("application/json");
    assertThat(drift.text("environment")).isEqualTo("dev");
    assertThat(drift.text("reason")).isEqualTo("ChangedInAws");
    assertThat(drift.text("message")).isEqualTo("service/api desiredCount");
    assertThat(drift.body().at("/commit/author").asString()).isEqualTo("ann");
    assertThat(drift.text("text")).startsWith("dev drift: service/api desiredCount (");
  }

  @Test
  void only_what_was_asked_for_is_told_and_to_each_who_asked() {
    follow(true);
    world
        .write(
            notifying(
                new Notification(there.url() + "/a", List.of("approvalNeeded", "Stalled")),
                new Notification(there.url() + "/b", List.of("NEEDSAPPROVAL"))))
        .turn();

    world.engine.held.put("dev", new Hold.NeedsApproval("the database would be replaced"));
    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> there.all().size() == 2);
    assertThat(there.events()).containsOnly("approvalNeeded");
    assertThat(there.all()).extracting(Listening.Said::path).containsExactlyInAnyOrder("/a", "/b");
    assertThat(there.all().getFirst().text("message"))
        .contains("service/api: the database would be replaced", "(plan sha256:");
  }

  @Test
  void a_step_that_fails_and_fails_is_told_once_and_that_it_stalls_too() {
    follow(true);
    world.write(notifying(there.url())).turn();

    world.engine.stepsFail.put("dev", new Failure.Rejected("InvalidParameter", "no <such> image"));
    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(90));
    world.engine.stepsFail.clear();
    world.pass(Duration.ofMinutes(40));

    await().atMost(LIMIT).until(() -> there.events().contains("steady"));
    assertThat(there.events()).containsOnlyOnce("failed", "stalled", "drift", "steady");
    assertThat(told("failed").text("text")).contains("no &lt;such&gt; image");
    assertThat(told("failed").text("message")).contains("no <such> image");
  }

  @Test
  void a_receiver_in_trouble_is_tried_again_a_few_times_and_never_delays_a_turn() {
    there.close();
    there = Listening.answering(nth -> nth < 3 ? 503 : 200);
    follow(true);
    world.write(notifying(there.url())).turn();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> there.events().contains("steady"));
    assertThat(there.events()).containsExactly("drift", "drift", "drift", "steady");
  }

  @Test
  void what_is_answered_with_an_error_for_good_is_given_up() {
    there.close();
    there = Listening.answering(nth -> nth == 1 ? 404 : 200);
    follow(true);
    world.write(notifying(there.url())).turn();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> there.events().contains("steady"));
    assertThat(there.events()).containsExactly("drift", "steady");
  }

  @Test
  void se_07_a_redirect_is_not_followed() {
    there.close();
    there = Listening.answering(nth -> nth == 1 ? 302 : 200);
    follow(true);
    world.write(notifying(there.url() + "/hook")).turn();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> there.events().contains("steady"));
    assertThat(there.all()).extracting(Listening.Said::path).containsOnly("/hook");
  }

  @Test
  void se_08_a_name_is_looked_up_once_and_what_it_named_then_is_connected_to() {
    AtomicInteger lookups = new AtomicInteger();
    Reach reach =
        new Reach(
            true,
            host -> {
              lookups.incrementAndGet();
              return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
            });
    Subscribers.of(world.controller, CLOCK, reach, QUICK);
    String url = "http://hooks.example.com:" + there.port() + "/x";
    world.write(notifying(new Notification(url, List.of("drift")))).turn();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(3));

    await().atMost(LIMIT).until(() -> !there.all().isEmpty());
    assertThat(lookups).hasValue(1);
    assertThat(there.all().getFirst().headers().getFirst("Host"))
        .isEqualTo("hooks.example.com:" + there.port());
  }

  @Test
  void se_07_without_permission_no_inner_address_is_written_to() {
    try (Listening permitted = Listening.answering(200)) {
      AtomicInteger refused = new AtomicInteger();
      Reach reach =
          new Reach(
              false,
              host -> {
                refused.incrementAndGet();
                return InetAddress.getAllByName(host);
              });
      Subscribers.of(world.controller, CLOCK, reach, QUICK);
      Subscribers.of(world.controller, CLOCK, new Reach(true, InetAddress::getAllByName), QUICK);
      world.write(notifying(there.url(), permitted.url())).turn();
      there.close();

      world.engine.byHand("dev", 5);
      world.pass(Duration.ofMinutes(3));

      await().atMost(LIMIT).until(() -> permitted.events().contains("steady"));
      await().atMost(LIMIT).until(() -> refused.get() == 4);
      assertThat(permitted.events()).containsExactly("drift", "steady");
    }
  }

  private Listening.Said told(String event) {
    return there.all().stream().filter(said -> said.text("event").equals(event)).findFirst().get();
  }

  private void follow(boolean privateToo) {
    Subscribers.of(
        world.controller, CLOCK, new Reach(privateToo, InetAddress::getAllByName), QUICK);
  }

  private static Environment notifying(String... urls) {
    return notifying(
        Stream.of(urls).map(url -> new Notification(url, List.of())).toArray(Notification[]::new));
  }

  private static Environment notifying(Notification... notifications) {
    Settings settings =
        new Settings(
            "111122223333",
            "eu-west-1",
            Mode.STANDARD,
            Map.of(),
            Settings.INTERVAL,
            true,
            false,
            Optional.empty(),
            true,
            false,
            Settings.MAX_DELETES,
            List.of(),
            Optional.empty(),
            CostSave.DEFAULT,
            List.of(),
            List.of(),
            List.of(notifications));
    return new Environment("dev", settings, Value.Entries.EMPTY, List.of(), Map.of(), 1);
  }
}
