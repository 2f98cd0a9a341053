package steadystate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KEYS =
      List.of("cpu", "memory", "desiredCount", "image", "securityGroups", "healthCheck");

  @ParameterizedTest
  @CsvSource({
    "cpus, cpu",
    "memroy, memory",
    "desiredcount, desiredCount",
    "Image, image",
    "securityGroup, securityGroups",
    "desired, desiredCount",
    "heathCheck, healthCheck"
  })
  void finds_what_was_probably_meant(String written, String meant) {
    assertThat(Suggestions.nearest(written, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"replicas", "xyz", "a", "m"})
  void says_nothing_when_nothing_is_near(String written) {
    assertThat(Suggestions.nearest(written, KEYS)).isEmpty();
  }

  @Test
  void a_swap_of_neighbours_is_one_slip() {
    assertThat(Suggestions.distance("prot", "port")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
  }
}
