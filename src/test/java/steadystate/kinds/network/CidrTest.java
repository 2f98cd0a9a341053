package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:db8:1::4:5:6:7/128, 2001:db8:1:0:4:5:6:7/128",
    "2001:DB8:1:0:4:5:6:7/128, 2001:db8:1:0:4:5:6:7/128",
    "2001:0db8:0000:0000:0000:0000:0000:0000/32, 2001:db8::/32",
    "1234:5678:90ab:cdef:3456:7890:abcd:ef10/128, 1234:5678:90ab:cdef:3456:7890:abcd:ef10/128",
    "0:0:0:0:0:0:0:0/0, ::/0",
    "fe80:0:0:1:0:0:0:0/64, fe80:0:0:1::/64",
    "2001:db8::192.0.2.33/128, 2001:db8::c000:221/128",
  })
  void one_block_has_one_spelling(String written, String canonical) {
    assertThat(Cidr.parse(written)).map(Cidr::toString).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "256.0.0.0/8", "010.0.0.0/8", "2001:db8::/129",
        "2001:db8:::/32", "fe80::1%eth0/64", "localhost/8", "/8", "10.0.0.0/", "10.0.0.0/-1"
      })
  void what_is_no_block_is_none(String written) {
    assertThat(Cidr.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.0/8, 10.0.0.0/8",
    "67.221.169.243/0, 0.0.0.0/0",
    "10.0.0.129/25, 10.0.0.128/25",
    "2001:db8::1/33, 2001:db8::/33",
  })
  void bits_beyond_the_block_are_seen_and_cleared(String written, String network) {
    Cidr cidr = Cidr.parse(written).orElseThrow();

    assertThat(cidr.hasHostBits()).isTrue();
    assertThat(cidr.network()).hasToString(network);
    assertThat(cidr.network().hasHostBits()).isFalse();
  }

  @Test
  void a_block_of_one_keeps_all_its_bits() {
    assertThat(Cidr.parse("10.0.0.1/32").orElseThrow().hasHostBits()).isFalse();
    assertThat(Cidr.single("10.0.0.1")).isEqualTo("10.0.0.1/32");
    assertThat(Cidr.single("::1")).isEqualTo("::1/128");
  }
}
