package steadystate.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.1.2",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1"
      })
  void what_leads_to_inner_networks_is_refused(String address) throws Exception {
    assertThat(Reach.isOpen(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void what_is_in_the_open_is_allowed(String address) throws Exception {
    assertThat(Reach.isOpen(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void one_inner_address_among_open_ones_is_enough_to_refuse() throws UnknownHostException {
    InetAddress open = InetAddress.getByName("1.1.1.1");
    InetAddress inner = InetAddress.getByName("169.254.169.254");
    Destination to = Destination.parse("https://hooks.example.com/x").orElseThrow();

    assertThatThrownBy(() -> new Reach(false, host -> new InetAddress[] {open, inner}).address(to))
        .isInstanceOf(Reach.Refused.class)
        .hasMessageContaining("hooks.example.com")
        .hasMessageNotContaining("169.254");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:word@example.com/x",
        "ftp://example.com/x",
        "https:///x",
        "https://example.com/a b",
        "https://example.com/a\r\nX: y",
        "nonsense",
        ""
      })
  void what_is_no_plain_address_is_no_destination(String url) {
    assertThat(Destination.parse(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://2130706433/", "http://0x7f000001/", "http://127.1/"})
  void odd_spellings_of_loopback_lead_nowhere(String url) {
    Reach reach = new Reach(false, InetAddress::getAllByName);

    assertThatThrownBy(() -> reach.address(Destination.parse(url).orElseThrow()))
        .isInstanceOfAny(
            Reach.Refused.class,
            UnknownHostException.class,
            java.util.NoSuchElementException.class);
  }

  @Test
  void a_destination_shows_its_host_alone() {
    Destination to =
        Destination.parse("HTTPS://Hooks.Slack.com/services/T0/B0/secret?a=b").orElseThrow();

    assertThat(to).hasToString("hooks.slack.com");
    assertThat(to.target()).isEqualTo("/services/T0/B0/secret?a=b");
    assertThat(to.authority()).isEqualTo("hooks.slack.com");
    assertThat(to.isSlack()).isTrue();
    assertThat(Destination.parse("http://[::1]:8080").orElseThrow().authority())
        .isEqualTo("[::1]:8080");
  }
}
