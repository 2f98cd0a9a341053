package steadystate.sandbox.ec2;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses, its host bits dropped as AWS drops them.
 *
 * @param network the first address as a number
 * @param bits the length of the prefix
 * @param six whether this is IPv6
 */
public record Cidr(BigInteger network, int bits, boolean six) {

  /** Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty when the text is neither. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
      boolean six = address instanceof Inet6Address;
      int width = six ? 128 : 32;
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits > width || (!six && !text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+"))) {
        return Optional.empty();
      }
      BigInteger all = new BigInteger(1, address.getAddress());
      BigInteger network = all.shiftRight(width - bits).shiftLeft(width - bits);
      return Optional.of(new Cidr(network, bits, six));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean contains(Cidr other) {
    return six == other.six && other.bits >= bits && other.shortened(bits).equals(network);
  }

  boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The address so many places after the first, without a prefix length. */
  String address(long offset) {
    return text(network.add(BigInteger.valueOf(offset)));
  }

  long size() {
    return 1L << (width() - bits);
  }

  @Override
  public String toString() {
    return text(network) + "/" + bits;
  }

  private int width() {
    return six ? 128 : 32;
  }

  private BigInteger shortened(int length) {
    return network.shiftRight(width() - length).shiftLeft(width() - length);
  }

  private String text(BigInteger number) {
    return six ? six(number) : four(number.longValue());
  }

  private static String four(long number) {
    return "%d.%d.%d.%d"
        .formatted((number >> 24) & 255, (number >> 16) & 255, (number >> 8) & 255, number & 255);
  }

  /** Lower case, without leading zeros, the longest run of zero groups as {@code ::}. */
  private static String six(BigInteger number) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = number.shiftRight(112 - 16 * i).intValue() & 0xffff;
    }
    int best = 0;
    int length = 1;
    for (int from = 0; from < 8; from++) {
      int to = from;
      while (to < 8 && groups[to] == 0) {
        to++;
      }
      if (to - from > length) {
        best = from;
        length = to - from;
      }
    }
    return length < 2
        ? joined(groups, 0, 8)
        : joined(groups, 0, best) + "::" + joined(groups, best + length, 8);
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
