package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void hosts_and_ports_are_read_in_every_usual_form() {
    assertThat(Address.parse("127.0.0.1:8080")).contains(Address.USUAL);
    assertThat(Address.parse("[::1]:80")).contains(new Address("::1", 80));
    assertThat(Address.parse(":9000")).contains(new Address("0.0.0.0", 9000));
    assertThat(new Address("::1", 80)).hasToString("[::1]:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "host", "host:", "host:70000", "::1:80", "host:-1", "host:8x"})
  void other_forms_are_refused(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void only_loopback_is_loopback() {
    assertThat(new Address("127.0.0.1", 1).isLoopback()).isTrue();
    assertThat(new Address("::1", 1).isLoopback()).isTrue();
    assertThat(new Address("0.0.0.0", 1).isLoopback()).isFalse();
    assertThat(new Address("10.0.0.1", 1).isLoopback()).isFalse();
  }
}
