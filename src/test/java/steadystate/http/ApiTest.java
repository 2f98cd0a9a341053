package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;
import static steadystate.http.House.json;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest {
  private static final String DEV = "/api/v1/environments/dev";
  private final House house = House.open();

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void the_list_tells_each_environment_in_short() {
    JsonNode list = json(house.get("/api/v1/environments"));

    assertThat(list.at("/kind").asString()).isEqualTo("List");
    assertThat(list.at("/items/0/name").asString()).isEqualTo("dev");
    assertThat(list.at("/items/0/sync").asString()).isEqualTo("InSync");
    assertThat(list.at("/items/0/health").asString()).isEqualTo("Healthy");
    assertThat(list.at("/items/1/name").asString()).isEqualTo("prod");
  }

  @Test
  void the_status_has_all_six_conditions_and_the_resources() {
    JsonNode status = json(house.get(DEV));

    List<String> types = new ArrayList<>();
    for (JsonNode condition : status.at("/conditions")) {
      types.add(condition.at("/type").asString());
      assertThat(condition.at("/reason").asString()).matches("[A-Z][A-Za-z0-9]*");
      assertThat(condition.at("/status").asString()).isIn("True", "False", "Unknown");
      assertThat(condition.at("/observedGeneration").asLong()).isLessThanOrEqualTo(1);
      assertThat(condition.at("/lastTransitionTime").asString()).startsWith("2026-03-02T12:");
    }
    assertThat(types)
        .containsExactly("Ready", "Reconciling", "Stalled", "Drifted", "Held", "Asleep");
    assertThat(status.at("/commit").asString()).isEqualTo("c0ffee1");
    assertThat(status.at("/mode").asString()).isEqualTo("standard");
    assertThat(status.at("/resources/0/resource").asString()).isEqualTo("service/api");
  }

  @Test
  void drift_is_told_as_the_command_tells_it() {
    house.world.engine.byHand("dev", 5);
    house.world.engine.fixesStick = false;
    house.world.pass(Duration.ofSeconds(70));

    JsonNode drift = json(house.get(DEV + "/drift"));
    JsonNode plan = json(house.get(DEV + "/plan"));
    JsonNode all = json(house.get("/api/v1/drift"));

    assertThat(drift.at("/kind").asString()).isEqualTo("DriftReport");
    assertThat(drift.at("/inSync").asBoolean()).isFalse();
    assertThat(drift.at("/resources/0/fields/0/path").asString()).isEqualTo("desiredCount");
    assertThat(drift.at("/resources/0/fields/0/live").asInt()).isEqualTo(5);
    assertThat(plan.at("/kind").asString()).isEqualTo("Plan");
    assertThat(plan.at("/changes/0/why").asString()).isEqualTo("drift");
    assertThat(all.at("/items/0/environment").asString()).isEqualTo("dev");
    assertThat(json(house.get(DEV)).at("/sync").asString()).isEqualTo("Drifted");
  }

  @Test
  void a_request_is_accepted_with_an_id_that_the_status_names_when_it_is_done() {
    HttpResponse<String> answer = house.post(DEV + "/reconcile", "", bearer(House.OPERATOR));
    String id = json(answer).at("/requestId").asString();

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(house.get(DEV).body()).doesNotContain(id);
    house.world.turn();
    assertThat(json(house.get(DEV)).at("/lastHandledRequest").asString()).isEqualTo(id);
    assertThat(json(house.get(DEV)).at("/requests/0/by").asString()).isEqualTo("ops");
  }

  @Test
  void what_is_suspended_over_http_is_not_written_and_its_drift_is_still_told() {
    house.post(DEV + "/suspend", "{\"reason\": \"fair\"}", bearer(House.OPERATOR));
    house.world.engine.byHand("dev", 5);
    house.world.pass(Duration.ofMinutes(2));

    assertThat(house.world.engine.writes("dev")).isZero();
    assertThat(json(house.get(DEV + "/drift")).at("/inSync").asBoolean()).isFalse();
    assertThat(json(house.get(DEV)).at("/conditions/4/message").asString())
        .isEqualTo("by ops: fair");
  }

  @Test
  void an_approval_without_or_with_another_fingerprint_is_refused() {
    HttpResponse<String> none = house.post(DEV + "/approve", "{}", bearer(House.OPERATOR));
    HttpResponse<String> other =
        house.post(DEV + "/approve", "{\"fingerprint\": \"sha256:0\"}", bearer(House.OPERATOR));

    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).at("/status").asInt()).isEqualTo(409);
    assertThat(json(other).at("/title").asString()).isEqualTo("Conflict");
  }

  @Test
  void a_hold_of_less_than_the_environment_is_refused_rather_than_widened() {
    HttpResponse<String> answer =
        house.post(DEV + "/hold", "{\"service\": \"api\"}", bearer(House.OPERATOR));

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void what_never_sleeps_is_not_woken_and_a_time_must_make_sense() {
    assertThat(house.post(DEV + "/wake", "{\"for\": \"3h\"}", bearer(House.OPERATOR)).statusCode())
        .isEqualTo(409);
    for (String wrong : List.of("3 hours", "0s", "-1h", "400d")) {
      HttpResponse<String> answer =
          house.post(DEV + "/sleep", "{\"for\": \"" + wrong + "\"}", bearer(House.OPERATOR));
      assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void who_is_not_there_is_not_found_in_the_form_of_problem_details() {
    HttpResponse<String> answer = house.get("/api/v1/environments/nobody");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(answer).at("/type").asString())
        .isEqualTo("urn:steadystate:problem:no-such-environment");
    assertThat(house.post("/api/v1/environments/nobody/reconcile", "", bearer(House.OPERATOR)))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
  }

  @Test
  void readiness_says_why_not() {
    assertThat(house.get("/readyz").statusCode()).isEqualTo(200);

    house.world.controller.stop(Duration.ZERO);

    assertThat(house.get("/readyz").statusCode()).isEqualTo(503);
    assertThat(house.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void events_and_history_tell_what_was_done() {
    house.world.engine.byHand("dev", 5);
    house.world.pass(Duration.ofSeconds(75));

    JsonNode events = json(house.get(DEV + "/events"));
    JsonNode history = json(house.get(DEV + "/history"));

    assertThat(events.toString()).contains("StepDone").contains("DriftFound");
    assertThat(history.at("/items/0/kind").asString()).isEqualTo("Receipt");
    assertThat(history.at("/items/0/steps/0/resource").asString()).isEqualTo("service/api");
    assertThat(history.at("/items/0/commit").asString()).isEqualTo("c0ffee1");
  }

  @Test
  void every_metric_has_a_description() {
    house.world.engine.byHand("prod", 5);
    house.world.engine.fixesStick = false;
    house.world.pass(Duration.ofSeconds(70));

    List<String> lines = house.get("/metrics").body().lines().toList();

    List<String> helps =
        lines.stream().filter(l -> l.startsWith("# HELP ")).map(l -> l.split(" ", 4)[2]).toList();
    assertThat(lines)
        .filteredOn(l -> l.startsWith("# TYPE "))
        .allMatch(l -> helps.contains(l.split(" ", 4)[2]));
    assertThat(lines)
        .contains(
            "steadystate_drifted_resources{environment=\"prod\"} 1.0",
            "steadystate_drifted_resources{environment=\"dev\"} 0.0",
            "steadystate_aws_calls_total{operation=\"ecs:DescribeServices\"} 3.0",
            "steadystate_queue_depth 0.0",
            "steadystate_monthly_cost_usd{environment=\"dev\"} 0.0");
    assertThat(lines).anyMatch(l -> l.startsWith("steadystate_reconcile_seconds_count{"));
    assertThat(lines)
        .filteredOn(l -> l.startsWith("# HELP "))
        .allMatch(l -> l.split(" ", 4).length == 4 && !l.split(" ", 4)[3].isBlank());
  }
}
