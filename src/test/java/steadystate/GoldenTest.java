package steadystate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoldenTest {

  /** A run that rewrites what it should check proves nothing. */
  @Test
  void golden_files_are_never_rewritten_where_they_count() {
    boolean inCi = "true".equalsIgnoreCase(System.getenv("CI"));

    assertThat(inCi && Boolean.getBoolean(Golden.UPDATE)).isFalse();
  }
}
