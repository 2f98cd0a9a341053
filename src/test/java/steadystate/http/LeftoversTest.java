package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;
import static steadystate.http.House.json;

import java.util.Map;
import org.junit.jupiter.api.Test;
import steadystate.orphan.Shed;
import steadystate.orphan.Sort;
import tools.jackson.databind.JsonNode;

class LeftoversTest {
  @Test
  void what_nobody_uses_is_told_by_account_and_region() {
    try (House house = House.open()) {
      house.shed.things.add(Shed.address("203.0.113.7"));
      house.shed.unread.put(Sort.LOG_GROUP, "logs:DescribeLogGroups: AccessDenied");

      JsonNode list = json(house.get("/api/v1/orphans"));

      assertThat(list.at("/items")).hasSize(1);
      assertThat(list.at("/items/0/kind").asString()).isEqualTo("OrphanReport");
      assertThat(list.at("/items/0/orphans/0/kind").asString()).isEqualTo("elasticIp");
      assertThat(list.at("/items/0/unknown/0/kind").asString()).isEqualTo("logGroup");
    }
  }

  @Test
  void an_environment_is_not_told_of_what_others_left() {
    try (House house = House.open()) {
      house.shed.things.add(Shed.volume("vol-dev", Map.of("steadystate:environment", "dev")));
      house.shed.things.add(Shed.volume("vol-prod", Map.of("steadystate:environment", "prod")));
      house.shed.things.add(Shed.volume("vol-x", Map.of()));

      assertThat(json(house.get("/api/v1/environments/dev/orphans")).at("/orphans"))
          .extracting(one -> one.path("id").asString())
          .containsExactly("vol-dev", "vol-x");
    }
  }

  @Test
  void aws_is_asked_once_for_all_who_ask_within_ten_minutes() {
    try (House house = House.open()) {
      house.get("/api/v1/orphans");
      house.get("/api/v1/environments/dev/orphans");
      house.get("/orphans");

      assertThat(house.shed.reads).isEqualTo(1);
    }
  }

  @Test
  void what_aws_does_not_tell_is_said_so() {
    try (House house = House.open()) {
      house.shed.closed = true;

      var answer = house.get("/api/v1/orphans");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(json(answer).at("/code").asString()).isEqualTo("aws-failed");
    }
  }

  @Test
  void a_token_for_some_environments_sees_no_more_than_theirs() {
    try (House house = House.guarded()) {
      assertThat(house.get("/api/v1/orphans", bearer(House.LIMITED)).statusCode()).isEqualTo(403);
      assertThat(house.get("/api/v1/environments/dev/orphans", bearer(House.LIMITED)).statusCode())
          .isEqualTo(200);
      assertThat(house.get("/api/v1/environments/prod/orphans", bearer(House.LIMITED)).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void the_page_shows_them_and_the_first_page_leads_there() {
    try (House house = House.open()) {
      house.shed.things.add(Shed.volume("vol-1", Map.of("Name", "<b>old</b>")));

      assertThat(house.get("/orphans").body())
          .contains("volume/vol-1", "$8.80 a month", "41 days", "&lt;b&gt;old")
          .doesNotContain("<b>old");
      assertThat(house.get("/").body()).contains("href=\"/orphans\"");
    }
  }
}
