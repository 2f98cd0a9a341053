package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import steadystate.cli.ProgressView.Work;
import steadystate.failure.Failure;
import steadystate.report.Paper;
import steadystate.report.Samples;
import steadystate.resource.ResourceId;

class ProgressViewTest {
  private static final ResourceId API = Samples.id("service/api");
  private static final ResourceId WEB = Samples.id("service/web");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private Instant now = Samples.NOON;
  private final InstantSource clock = () -> now;

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void pass(long seconds) {
    now = now.plusSeconds(seconds);
  }

  private ProgressView plain() {
    return new ProgressView(new PlainDisplay(stream, Paper.PLAIN), clock);
  }

  @Test
  void a_log_gets_a_line_for_each_change() {
    try (ProgressView view = plain()) {
      view.started(API, "update");
      pass(2);
      view.done(API, "update");
      view.started(WEB, "create");
      view.failed(WEB, "create", new Failure.Rejected("X", "ecs:CreateService: X: no"));
      view.skipped(Samples.id("scalableTarget/web"), "create", "it needs service/web");
      view.settling(API, "1 of 2 tasks running");
      pass(15);
      view.settling(API, "1 of 2 tasks running");
      pass(15);
      view.settling(WEB, "0 of 1 tasks running");
      pass(5);
      view.settling(WEB, "0 of 1 tasks running");
      view.settling(WEB, "0 of 1 tasks running");
      view.allSteady();
    }

    assertThat(written().lines())
        .containsExactly(
            "service/api: update",
            "service/api: update done in 2.0 s",
            "service/web: create",
            "service/web: create failed: ecs:CreateService: X: no",
            "scalableTarget/web: create skipped because it needs service/web",
            "service/api: waiting, 1 of 2 tasks running",
            "service/web: waiting, 0 of 1 tasks running",
            "service/api: steady after 35 s",
            "service/web: steady after 5.0 s");
  }

  @Test
  void what_is_tried_again_and_again_is_told_once() {
    ResourceId rule = Samples.id("listenerRule/web");
    try (ProgressView view = plain()) {
      for (int i = 0; i < 3; i++) {
        view.planned(i + 1, Samples.plan(List.of()));
        view.started(API, "create");
        view.failed(API, "create", new Failure.Busy("X", "the address is still in use"));
        view.skipped(rule, "create", "it needs service/api");
        pass(10);
      }
      view.started(API, "create");
      view.done(API, "create");
      view.started(rule, "create");
      view.done(rule, "create");
    }

    assertThat(written().lines())
        .containsExactly(
            "service/api: create",
            "service/api: waiting, the address is still in use",
            "listenerRule/web: create skipped because it needs service/api",
            "service/api: create done in 0.0 s",
            "listenerRule/web: create done in 0.0 s");
  }

  @Test
  void a_new_reason_is_a_change() {
    try (ProgressView view = plain()) {
      view.settling(API, "0 of 2 tasks running");
      view.settling(API, "1 of 2 tasks running");
    }

    assertThat(written()).contains("0 of 2").contains("1 of 2").doesNotContain("steady");
  }

  @Test
  void a_log_shows_that_the_program_lives() {
    PlainDisplay display = new PlainDisplay(stream, Paper.PLAIN);
    assertThat(display.pace()).isEqualTo(Duration.ofSeconds(30));

    display.tick(
        List.of(new Work(API, "1 of 2 tasks running", true, Samples.NOON)),
        Samples.NOON.plusSeconds(95));

    assertThat(written()).isEqualTo("service/api: still 1 of 2 tasks running (1 min 35 s)\n");
  }

  @Test
  void a_terminal_has_one_line_for_each_resource() {
    LiveDisplay display = new LiveDisplay(stream, new Paper(80, false));
    Work api = new Work(API, "update", false, Samples.NOON);
    Work web = new Work(WEB, "0 of 1 tasks running", true, Samples.NOON);

    display.tick(List.of(api, web), Samples.NOON.plusSeconds(1));
    display.tick(List.of(api, web), Samples.NOON.plusSeconds(2));
    display.ended(api, ProgressView.Ending.DONE, "", Duration.ofSeconds(3));
    display.tick(List.of(web), Samples.NOON.plusSeconds(4));
    display.clear();

    List<String> screen = Screen.of(written());
    assertThat(screen).hasSize(1);
    assertThat(screen.getFirst()).contains("✓").contains("service/api").contains("3.0 s");
  }

  @Test
  void no_line_is_wider_than_the_terminal() {
    LiveDisplay display = new LiveDisplay(stream, new Paper(80, false));
    Work long1 = new Work(API, "x".repeat(300), true, Samples.NOON);

    display.tick(List.of(long1), Samples.NOON.plusSeconds(1000));

    assertThat(Screen.of(written())).allMatch(line -> line.length() <= 80);
  }

  @Test
  void many_resources_do_not_flood_a_small_terminal() {
    LiveDisplay display = new LiveDisplay(stream, new Paper(80, false));
    List<Work> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(new Work(Samples.id("service/s" + i), "create", false, Samples.NOON));
    }

    display.tick(many, Samples.NOON);

    assertThat(Screen.of(written())).hasSize(13).last().asString().contains("and 28 more");
  }
}
