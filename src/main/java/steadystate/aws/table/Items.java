package steadystate.aws.table;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import steadystate.reconcile.lease.Possession;

/** Leases as items. What is read may have been written by anybody. */
final class Items {
  static final String MARK = "mark";

  private static final String HOLDER = "holder";
  private static final String FENCE = "fence";
  private static final String LEASE = "leaseMillis";
  private static final int LONGEST_TEXT = 300;
  private static final long HIGHEST_FENCE = 1L << 53;

  private Items() {}

  static Map<String, AttributeValue> of(Possession possession) {
    return Map.of(
        HOLDER,
        AttributeValue.fromS(possession.holder()),
        FENCE,
        AttributeValue.fromN(Long.toString(possession.fence())),
        MARK,
        AttributeValue.fromS(possession.mark()),
        LEASE,
        AttributeValue.fromN(Long.toString(possession.lease().toMillis())));
  }

  /** An item that is not understood belongs to somebody, until it has not changed for a lease. */
  static Possession possession(Map<String, AttributeValue> item) {
    return new Possession(
        text(item, HOLDER).orElse("somebody unknown"),
        number(item, FENCE).filter(fence -> fence < HIGHEST_FENCE).orElse(0L),
        mark(item).orElse(""),
        Duration.ofMillis(number(item, LEASE).orElse(0L)));
  }

  static Optional<String> mark(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(MARK)).flatMap(value -> Optional.ofNullable(value.s()));
  }

  private static Optional<String> text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .flatMap(value -> Optional.ofNullable(value.s()))
        .filter(text -> text.length() <= LONGEST_TEXT);
  }

  private static Optional<Long> number(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .flatMap(value -> Optional.ofNullable(value.n()))
        .filter(number -> number.matches("\\d{1,17}"))
        .map(Long::parseLong);
  }
}
