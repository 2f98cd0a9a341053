package steadystate.news;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which machines may be written to. A spec is written by many people, and must not make the
 * controller knock at its own network's doors or ask the platform for credentials.
 */
final class Reach {
  /** Addresses that lead nowhere in the open, by IANA's registry of special-purpose addresses. */
  private static final List<Block> INNER =
      List.of(
          new Block(0, 0, 8),
          new Block(10, 0, 8),
          new Block(100, 64, 10),
          new Block(127, 0, 8),
          new Block(169, 254, 16),
          new Block(172, 16, 12),
          new Block(192, 0, 24),
          new Block(192, 168, 16),
          new Block(198, 18, 15),
          new Block(224, 0, 3));

  private final boolean everywhere;
  private final Names names;

  private record Block(int first, int second, int bits) {
    boolean holds(int address) {
      int base = first << 24 | second << 16;
      return (address ^ base) >>> (32 - bits) == 0;
    }
  }

  /** Looks a host up. */
  @FunctionalInterface
  interface Names {
    InetAddress[] lookup(String host) throws UnknownHostException;
  }

  /** The host is, or has among its addresses, one that is not in the open. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String host) {
      super(host + " leads to a private address; --allow-private-webhooks lets it be");
    }
  }

  /**
   * @param everywhere whether private addresses are allowed too
   */
  Reach(boolean everywhere, Names names) {
    this.everywhere = everywhere;
    this.names = names;
  }

  /** The address to connect to; the name is not looked up again, as it may then be another one. */
  InetAddress address(Destination to) throws UnknownHostException, Refused {
    InetAddress[] all = names.lookup(to.host());
    for (InetAddress one : all) {
      if (!everywhere && !isOpen(one)) {
        throw new Refused(to.host());
      }
    }
    return all[0];
  }

  static boolean isOpen(InetAddress address) {
    byte[] bytes = address.getAddress();
    int begin = number(bytes, 0);
    return bytes.length == 4
        ? INNER.stream().noneMatch(block -> block.holds(begin))
        : isOpenSix(begin);
  }

  /** Within 2000::/3, and neither special (2001::/23), an example (2001:db8::) nor 6to4. */
  private static boolean isOpenSix(int begin) {
    return begin >>> 29 == 1
        && begin >>> 9 != 0x2001_0000 >>> 9
        && begin != 0x2001_0db8
        && begin >>> 16 != 0x2002;
  }

  private static int number(byte[] bytes, int at) {
    return Byte.toUnsignedInt(bytes[at]) << 24
        | Byte.toUnsignedInt(bytes[at + 1]) << 16
        | Byte.toUnsignedInt(bytes[at + 2]) << 8
        | Byte.toUnsignedInt(bytes[at + 3]);
  }
}
