package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.failure.FailureException;
import steadystate.http.Tokens.Caller;
import steadystate.http.Tokens.Role;

class TokensTest {
  @TempDir Path folder;

  @Test
  void tokens_are_written_plainly_or_as_a_digest() throws IOException {
    Tokens tokens =
        read(
            """
            tokens:
              - {name: ops, role: operator, token: s3cret}
              - name: eyes
                role: viewer
                tokenSha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            """);

    assertThat(tokens.caller("s3cret")).contains(new Caller("ops", Role.OPERATOR));
    assertThat(tokens.caller("test")).contains(new Caller("eyes", Role.VIEWER));
    assertThat(tokens.caller("other")).isEmpty();
    assertThat(tokens.caller("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens: [{name: ops, role: admin, token: s3cret}]",
        "tokens: [{name: ops, role: operator}]",
        "tokens: [{name: ops, role: operator, token: ''}]",
        "tokens: [{role: operator, token: s3cret}]",
        "tokens: [{name: ops, role: operator, token: s3cret, tokn: x}]",
        "tokens: [{name: ops, role: operator, tokenSha256: abc}]",
        "tokens: []",
        "tokens: s3cret",
        "other: []",
        ""
      })
  void a_mistake_keeps_the_server_from_starting_and_tells_no_token(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("tokens.yaml")
        .hasMessageNotContaining("s3cret");
  }

  private Tokens read(String text) throws IOException {
    return Tokens.read(Files.writeString(folder.resolve("tokens.yaml"), text));
  }
}
