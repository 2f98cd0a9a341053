package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.json;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

  @Test
  void the_description_names_what_the_server_answers_and_nothing_else() {
    try (House house = House.open()) {
      JsonNode document = json(house.get("/openapi.json"));

      Set<String> described = new HashSet<>();
      Set<String> ids = new HashSet<>();
      document
          .at("/paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(operation -> {
                    described.add(operation.getKey() + " " + path.getKey());
                    ids.add(operation.getValue().at("/operationId").asString());
                    assertThat(operation.getValue().at("/summary").asString()).isNotBlank();
                  }));
      Set<String> answered = new HashSet<>();
      house
          .server
          .routes()
          .forEach(r -> answered.add(r.method().name().toLowerCase(Locale.ROOT) + " " + r.path()));

      assertThat(document.at("/openapi").asString()).isEqualTo("3.1.0");
      assertThat(described).isEqualTo(answered).hasSizeGreaterThan(15);
      assertThat(ids).hasSameSizeAs(described);
      assertThat(house.registered()).isEqualTo(answered);
    }
  }

  @Test
  void a_path_with_a_name_in_it_describes_the_name() {
    try (House house = House.open()) {
      JsonNode drift =
          json(house.get("/openapi.json")).at("/paths").get("/api/v1/environments/{env}/drift");

      assertThat(drift.at("/get/parameters/0/name").asString()).isEqualTo("env");
      assertThat(drift.at("/get/parameters/0/required").asBoolean()).isTrue();
    }
  }
}
