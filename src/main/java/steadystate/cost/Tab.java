package steadystate.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What comes together on one resource. */
final class Tab {
  private final Site site;
  private final List<Charge> charges = new ArrayList<>();

  Tab(Site site) {
    this.site = site;
  }

  List<Charge> charges() {
    return List.copyOf(charges);
  }

  Tab add(String what, String item, BigDecimal quantity, String unit, String assumption) {
    charges.add(
        new Charge(what, quantity, unit, site.prices().of(site.region(), item), assumption));
    return this;
  }

  Tab add(String what, String item, long quantity, String unit, String assumption) {
    return add(what, item, BigDecimal.valueOf(quantity), unit, assumption);
  }

  /** So many of something that never sleeps, by the hour. */
  Tab always(String what, String item, BigDecimal each, String unit, String assumption) {
    return add(what, item, each.multiply(site.hours().always()), unit, assumption);
  }

  /** So many of something that stands still outside the awake hours. */
  Tab awake(String what, String item, BigDecimal each, String unit, String assumption) {
    String why = site.hours().said();
    String both =
        why.isEmpty() || assumption.isEmpty() ? why + assumption : assumption + ", " + why;
    return add(what, item, each.multiply(site.hours().awake()), unit, both);
  }

  /** Something that costs, and nobody can say how much. */
  Tab unknown(String what, String why) {
    return add(what, "", BigDecimal.ONE, "month", why);
  }

  /** The price of one unit as this table has it at present. */
  boolean knows(String item) {
    return site.prices().of(site.region(), item).isPresent();
  }

  /** The day of a price, for one that moves. */
  String day(String item) {
    return site.prices()
        .of(site.region(), item)
        .map(price -> "price of " + price.date() + ", it moves")
        .orElse("");
  }
}
