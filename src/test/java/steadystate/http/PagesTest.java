package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String EVIL = "<img src=x onerror=alert(1)>\"'`{{7*7}}${7*7}";

  @Test
  void the_first_page_shows_every_environment_with_two_badges_and_a_link() {
    try (House house = House.open()) {
      String page = house.get("/").body();

      assertThat(page)
          .contains("href=\"/environments/dev\"", "href=\"/environments/prod\"")
          .contains("In sync", "Healthy", "c0ffee1");
    }
  }

  @Test
  void the_page_of_an_environment_shows_what_differs() {
    try (House house = House.open()) {
      house.world.engine.byHand("dev", 5);
      house.world.engine.fixesStick = false;
      house.world.pass(Duration.ofSeconds(70));

      String page = house.get("/environments/dev").body();

      assertThat(page)
          .contains("Drifted", "desiredCount", "<del>5</del>", "<ins>1</ins>")
          .contains("data-post=\"/api/v1/environments/dev/reconcile\"");
    }
  }

  @Test
  void the_pages_tell_what_an_environment_costs() {
    try (House house = House.open()) {
      assertThat(house.get("/environments/dev").body())
          .contains("<h2>Cost</h2>", "a month now", "without taxes, data and credits");
      assertThat(house.get("/").body()).contains("standard · $");
    }
  }

  @Test
  void a_page_says_what_it_lacks_without_script_and_has_none_of_its_own() {
    try (House house = House.open()) {
      for (String path : List.of("/", "/environments/dev")) {
        String page = house.get(path).body();

        assertThat(page).contains("<noscript>").doesNotContainPattern("\\son[a-z]+=\"");
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(page).contains("<script src=\"/assets/app.js\" defer></script>");
      }
    }
  }

  @Test
  void words_of_strangers_stay_words() {
    try (House house = House.open()) {
      house.world.engine.waiting.put("dev", EVIL);
      house.post(
          "/api/v1/environments/dev/suspend",
          "{\"reason\": \"<img src=x onerror=alert(1)>\"}",
          bearer(House.OPERATOR));
      house.world.pass(Duration.ofSeconds(70));

      for (String path : List.of("/", "/environments/dev")) {
        String page = house.get(path).body();

        assertThat(page).doesNotContain("<img src=x").contains("&lt;img src=x");
        assertThat(page).doesNotContain("<script>").doesNotContain("style=\"");
      }
    }
  }

  @Test
  void the_sandbox_offers_changes_by_hand_to_operators_and_the_others_do_not() {
    List<String> done = new ArrayList<>();
    ByHand hand =
        new ByHand() {
          @Override
          public List<Deed> deeds() {
            return List.of(new Deed("open-22", "dev", "Open port 22", "securityGroup/api"));
          }

          @Override
          public void carryOut(String id) {
            if (!id.equals("open-22")) {
              throw new IllegalArgumentException(id);
            }
            done.add(id);
          }
        };
    try (House house = House.sandbox(hand);
        House other = House.open()) {
      assertThat(house.get("/environments/dev").body()).contains("Open port 22");
      assertThat(house.get("/environments/prod").body()).doesNotContain("Open port 22");
      assertThat(house.post("/api/v1/by-hand/open-22", "{}").statusCode()).isEqualTo(401);
      assertThat(post(house, "open-22")).isEqualTo(202);
      assertThat(post(house, "nothing")).isEqualTo(404);
      assertThat(post(other, "open-22")).isEqualTo(404);
      assertThat(done).containsExactly("open-22");
    }
  }

  private static int post(House house, String deed) {
    return house.post("/api/v1/by-hand/" + deed, "{}", bearer(House.OPERATOR)).statusCode();
  }
}
