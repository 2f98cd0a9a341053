package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void says_so_when_it_runs_from_loose_classes() {
    assertThat(Main.version()).isEqualTo("development");
  }
}
