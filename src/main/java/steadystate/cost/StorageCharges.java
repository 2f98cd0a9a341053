package steadystate.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/** What is kept, where the spec cannot say how much. */
final class StorageCharges {
  private static final BigDecimal DAYS = new BigDecimal("30.4");

  private StorageCharges() {}

  static void logGroup(Tab tab, Part group) {
    BigDecimal kept = group.number("retentionInDays").orElse(DAYS);
    boolean forEver = group.get("retentionInDays").isEmpty();
    tab.add("logs written", "logs.ingest", 1, "GB", "1 GB a month")
        .add(
            "logs kept",
            "logs.store",
            kept.divide(DAYS, MathContext.DECIMAL64),
            "GB",
            forEver ? "kept for ever: more every month" : "kept " + Amounts.plain(kept) + " days");
  }
}
