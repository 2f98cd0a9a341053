package steadystate.kinds.network;

import java.util.Optional;

/**
 * The blocks of a VPC's subnets: sixteen of the same size, the first eight for public subnets and
 * the others for private ones, one for each letter of a zone. A zone that comes later takes a block
 * that was free for it, so no other moves.
 */
record Blocks(String base, int bits) {
  static final int ZONES = 8;
  private static final int SPLIT = 4;

  /** The smallest VPC that sixteen subnets of AWS's smallest size fill: a /24. */
  static final int SMALLEST = 28 - SPLIT;

  /** Empty for what is no IPv4 block that AWS makes a VPC of, or too small to be split. */
  static Optional<Blocks> of(String cidrBlock) {
    return Cidr.parse(cidrBlock)
        .filter(cidr -> !cidr.isV6() && !cidr.hasHostBits())
        .map(cidr -> cidr.toString().split("/", 2))
        .map(parts -> new Blocks(parts[0], Integer.parseInt(parts[1])))
        .filter(blocks -> blocks.bits >= 16 && blocks.bits <= SMALLEST);
  }

  String open(int zone) {
    return block(zone);
  }

  String inner(int zone) {
    return block(ZONES + zone);
  }

  private String block(int index) {
    long address = 0;
    for (String octet : base.split("\\.", -1)) {
      address = address << 8 | Integer.parseInt(octet);
    }
    int size = bits + SPLIT;
    long start = address + ((long) index << (32 - size));
    return (start >> 24 & 255)
        + "."
        + (start >> 16 & 255)
        + "."
        + (start >> 8 & 255)
        + "."
        + (start & 255)
        + "/"
        + size;
  }
}
