package steadystate.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steadystate.resource.Value;

class BoundedNameTest {

  @Test
  void a_name_that_fits_stays_readable() {
    assertThat(BoundedName.of("shop-dev", "api", "public")).isEqualTo("shop-dev-api-public");
  }

  @Test
  void a_long_name_is_cut_and_told_apart_by_a_hash() {
    String name = BoundedName.of("payments-production-eu", "notification-dispatcher", "public");

    assertThat(BoundedName.isAccepted(name)).isTrue();
    assertThat(name).matches("payments-production-eu-[0-9a-f]{8}");
    assertThat(name)
        .isEqualTo(BoundedName.of("payments-production-eu", "notification-dispatcher", "public"));
  }

  @Test
  void names_equal_in_their_first_thirty_letters_differ() {
    String start = "a-service-with-a-name-of-thirty";

    assertThat(BoundedName.of("dev", start + "-one", "lb"))
        .isNotEqualTo(BoundedName.of("dev", start + "-two", "lb"));
  }

  @Test
  void what_could_be_read_in_two_ways_gets_two_names() {
    assertThat(BoundedName.of("dev", "api", "blue-lb"))
        .isNotEqualTo(BoundedName.of("dev", "api-blue", "lb"));
    assertThat(BoundedName.of("dev", "a", "lb", "c"))
        .isNotEqualTo(BoundedName.of("dev", "a-lb", "c"));
    assertThat(BoundedName.of("dev", "a_b", "lb")).isNotEqualTo(BoundedName.of("dev", "a-b", "lb"));
    assertThat(BoundedName.of("dev", "a--b", "lb"))
        .isNotEqualTo(BoundedName.of("dev", "a-b", "lb"));
  }

  @Test
  void a_reserved_start_is_avoided() {
    assertThat(BoundedName.of("internal", "api", "lb")).doesNotStartWith("internal-");
    assertThat(BoundedName.isAccepted(BoundedName.of("Internal", "api", "lb"))).isTrue();
  }

  @Test
  void any_words_give_names_that_aws_takes_and_no_two_meet() {
    long seed = 20261123;
    Random random = new Random(seed);
    Map<String, List<String>> taken = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<String> parts = List.of("env", word(random), word(random).replace("-", ""));
      String name = BoundedName.of(parts.toArray(String[]::new));

      assertThat(BoundedName.isAccepted(name))
          .as("seed %s: %s gives %s", seed, parts, name)
          .isTrue();
      List<String> before = taken.put(name, parts);
      assertThat(before == null || before.equals(parts))
          .as("seed %s: %s and %s both give %s", seed, before, parts, name)
          .isTrue();
    }
  }

  @Test
  void the_name_beside_another_is_known_as_its_own() {
    String name = BoundedName.of("payments-production-eu", "notification-dispatcher", "public");
    String beside = BoundedName.beside(name, Value.text("port 9090"));

    assertThat(BoundedName.isAccepted(beside)).isTrue();
    assertThat(beside).isNotEqualTo(name);
    assertThat(BoundedName.isOf(beside, name)).isTrue();
    assertThat(BoundedName.isOf(name, name)).isTrue();
    assertThat(BoundedName.isOf(name + "x", name)).isFalse();
  }

  private static String word(Random random) {
    String letters = "abyz09-_.Q";
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 6);
    for (int i = 0; i < length; i++) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
