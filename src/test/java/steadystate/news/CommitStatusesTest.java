package steadystate.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static steadystate.reconcile.ControllerWorld.environment;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.ControllerWorld;

class CommitStatusesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Tries QUICK = new Tries(List.of(Duration.ofMillis(1), Duration.ofMillis(1)));

  private final ControllerWorld world = new ControllerWorld();
  private Listening github = Listening.answering(201);

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void a_commit_is_pending_with_its_plan_and_then_done_for_each_environment() {
    follow();
    world.engine.byHand("dev", 5);

    world.write(environment("dev"), environment("prod")).turn();
    world.pass(Duration.ofMinutes(2));

    await().atMost(LIMIT).until(() -> marks("dev").contains("success"));
    await().atMost(LIMIT).until(() -> marks("prod").contains("success"));
    assertThat(marks("dev")).startsWith("pending").endsWith("success");
    Listening.Said first = github.all().getFirst();
    assertThat(first.path()).isEqualTo("/repos/acme/envs/statuses/c0ffee1");
    assertThat(first.headers().getFirst("Authorization")).isEqualTo("Bearer word");
    assertThat(first.headers().getFirst("Accept")).isEqualTo("application/vnd.github+json");
    assertThat(github.all())
        .extracting(said -> said.text("description"))
        .contains("0 to create, 1 to update, 0 to replace, 0 to delete")
        .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(140));
  }

  @Test
  void a_commit_that_was_carried_out_keeps_its_mark_and_the_next_gets_its_own() {
    follow();
    world.write(environment("dev")).turn();
    await().atMost(LIMIT).until(() -> marks("dev").contains("success"));
    int before = github.all().size();

    world.engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(5));
    world.write(environment("dev", "other")).turn();

    await().atMost(LIMIT).until(() -> marks("dev").getLast().equals("success"));
    await().atMost(LIMIT).until(() -> github.all().size() > before);
    assertThat(github.all().subList(before, github.all().size()))
        .extracting(Listening.Said::path)
        .containsOnly("/repos/acme/envs/statuses/c0ffee2");
  }

  @Test
  void what_aws_refuses_and_what_cannot_be_read_is_a_failure() {
    follow();
    world.engine.byHand("dev", 5);
    world.engine.stepsFail.put("dev", new Failure.Rejected("InvalidParameter", "no such image"));

    world.write(environment("dev"), environment("prod")).turn();
    await().atMost(LIMIT).until(() -> marks("dev").contains("failure"));
    world.breakFile("prod");

    await().atMost(LIMIT).until(() -> marks("prod").contains("failure"));
    assertThat(github.all())
        .filteredOn(said -> said.text("state").equals("failure"))
        .extracting(said -> said.text("description"))
        .anySatisfy(text -> assertThat(text).startsWith("InvalidParameter: no such image"))
        .anySatisfy(text -> assertThat(text).startsWith("SpecInvalid: dev.yaml:3:5"));
  }

  @Test
  void github_in_trouble_is_asked_again_and_a_redirect_is_not_followed() {
    github.close();
    github = Listening.answering(nth -> nth == 1 ? 502 : nth == 2 ? 301 : 201);
    follow();

    world.write(environment("dev")).turn();

    await().atMost(LIMIT).until(() -> github.all().size() >= 2);
    assertThat(github.all()).extracting(Listening.Said::path).doesNotContain("/elsewhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.github.com", "ftp://x", "nonsense", "https://", "a b"})
  void a_token_goes_to_nothing_but_https(String api) {
    assertThatThrownBy(() -> GitHub.of(api, "/acme/envs", "word"))
        .isInstanceOf(FailureException.class)
        .hasMessageNotContaining("word");
  }

  @Test
  void a_repository_is_an_owner_and_a_name() {
    assertThat(GitHub.of(GitHub.API, "/acme/envs.git", "word").repository()).isEqualTo("acme/envs");
    assertThat(GitHub.of(GitHub.API + "/", "acme/envs/", "word").toString())
        .isEqualTo("GitHub[https://api.github.com acme/envs]");
    assertThatThrownBy(() -> GitHub.of(GitHub.API, "/srv/git/envs", "word"))
        .isInstanceOf(FailureException.class);
  }

  private List<String> marks(String environment) {
    return github.all().stream()
        .filter(said -> said.text("context").equals("steadystate/" + environment))
        .map(said -> said.text("state"))
        .toList();
  }

  private void follow() {
    CommitStatuses.of(world.controller, GitHub.of(github.url(), "/acme/envs.git", "word"), QUICK);
  }
}
