package steadystate.kinds.network;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Optional;

/**
 * A block of IPv4 or IPv6 addresses. Compared as addresses: two spellings of one block are equal
 * and have one text.
 */
public final class Cidr {
  private final byte[] address;
  private final int bits;

  private Cidr(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /** Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32} in any spelling; nothing is looked up. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(address -> bits <= address.length * 8)
        .map(address -> new Cidr(address, bits));
  }

  /** Whether the text is an address without the length of a block. */
  static boolean isAddress(String text) {
    return address(text).isPresent();
  }

  private static Optional<byte[]> address(String text) {
    return text.indexOf(':') >= 0 ? sixteen(text) : four(text);
  }

  private static Optional<byte[]> four(String text) {
    // A leading zero means octal to some readers and decimal to others: AWS takes neither.
    if (!text.matches("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}")) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    String[] parts = text.split("\\.", -1);
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) {
        return Optional.empty();
      }
      address[i] = (byte) part;
    }
    return Optional.of(address);
  }

  private static Optional<byte[]> sixteen(String text) {
    if (!text.matches("[0-9A-Fa-f:.]+")) {
      return Optional.empty();
    }
    try {
      // An IPv4 address in IPv6's clothes comes back as one of four bytes, which AWS has no use
      // for.
      byte[] address = Inet6Address.ofLiteral(text).getAddress();
      return address.length == 16 ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  boolean isV6() {
    return address.length == 16;
  }

  /** Whether every address of the family is in it. */
  boolean isWholeInternet() {
    return bits == 0;
  }

  /** Whether bits are set that the block leaves open, as in {@code 10.0.1.0/8}. */
  public boolean hasHostBits() {
    return !Arrays.equals(address, network().address);
  }

  /** The block that AWS would store: the same one with the open bits cleared. */
  public Cidr network() {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - i * 8L, 0, 8);
      masked[i] = (byte) (masked[i] & (0xFF << (8 - kept)));
    }
    return new Cidr(masked, bits);
  }

  /** Whether some address is in both. */
  boolean overlaps(Cidr other) {
    int both = Math.min(bits, other.bits);
    return address.length == other.address.length
        && new Cidr(address, both).network().equals(new Cidr(other.address, both).network());
  }

  /** The address alone as a block of one. */
  public static String single(String address) {
    return address + (address.indexOf(':') >= 0 ? "/128" : "/32");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cidr that && bits == that.bits && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) * 31 + bits;
  }

  /** The one spelling: lower case, the longest run of zero groups as {@code ::} (RFC 5952). */
  @Override
  public String toString() {
    return (isV6() ? groups() : octets()) + "/" + bits;
  }

  private String octets() {
    StringBuilder text = new StringBuilder();
    for (byte octet : address) {
      text.append(text.isEmpty() ? "" : ".").append(octet & 0xFF);
    }
    return text.toString();
  }

  private String groups() {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (address[2 * i] & 0xFF) << 8 | (address[2 * i + 1] & 0xFF);
    }
    int from = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int run = run(groups, i);
      if (run > length) {
        from = i;
        length = run;
      }
    }
    return length < 2
        ? hex(groups, 0, 8)
        : hex(groups, 0, from) + "::" + hex(groups, from + length, 8);
  }

  private static int run(int[] groups, int from) {
    int end = from;
    while (end < groups.length && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String hex(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
