package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamTest {
  private final House house = House.open();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void changes_and_events_arrive_with_their_ids() throws Exception {
    try (BufferedReader reader = follow()) {
      until(reader, "event: hello");
      house.world.engine.byHand("dev", 5);
      house.world.pass(Duration.ofSeconds(75));

      List<String> lines = until(reader, "StepDone");

      assertThat(lines).contains("event: change", "event: event");
      assertThat(lines).anyMatch(line -> line.matches("id: \\d+"));
    }
  }

  @Test
  void a_reader_who_was_away_goes_on_where_it_was() throws Exception {
    long before = house.world.controller.feed().last();
    house.world.engine.byHand("dev", 5);
    house.world.pass(Duration.ofSeconds(75));

    try (BufferedReader reader = follow("Last-Event-ID", Long.toString(before))) {
      List<String> lines = until(reader, "StepDone");

      assertThat(lines).contains("id: " + (before + 1));
    }
  }

  @Test
  void a_reader_who_was_away_too_long_is_told_to_begin_anew() throws Exception {
    try (BufferedReader reader = follow("Last-Event-ID", "99999999")) {
      assertThat(until(reader, "event: reset")).isNotEmpty();
    }
  }

  private BufferedReader follow(String... headers) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        house
            .client()
            .send(
                house.request("/api/v1/stream", headers).GET().build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static List<String> until(BufferedReader reader, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = reader.readLine();
    while (line != null) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
      line = reader.readLine();
    }
    throw new AssertionError("the stream ended without " + text);
  }
}
