package steadystate.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.cost.Amounts;
import steadystate.cost.ResourceCost;
import steadystate.orphan.Orphan;
import steadystate.orphan.Orphans;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What nobody uses in an account and region. */
public record OrphanReport(Orphans orphans) implements Report {
  private static final String MONTHLY = "monthly";

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.document("OrphanReport")
            .put("account", orphans.account())
            .put("region", orphans.region())
            .put("observedAt", orphans.at().toString())
            .put("currency", "USD")
            .put(MONTHLY, Amounts.cents(orphans.monthly()))
            .put("unknownPrices", orphans.unpriced());
    ArrayNode all = json.putArray("orphans");
    orphans.all().forEach(one -> all.add(orphan(one, orphans.at())));
    ArrayNode unknown = json.putArray("unknown");
    orphans
        .unread()
        .forEach((sort, message) ->
            unknown.addObject().put("kind", sort.word()).put("message", message));
    return json;
  }

  /** One of them, in the words of the API. */
  static ObjectNode orphan(Orphan one, Instant now) {
    ObjectNode json =
        Json.object()
            .put("resource", one.thing().resource().toString())
            .put("kind", one.thing().sort().word())
            .put("id", one.thing().id())
            .put("name", one.thing().name())
            .put("reason", one.reason());
    json.set("createdAt", Json.textOrNull(one.thing().createdAt().map(Instant::toString)));
    one.age(now)
        .map(Duration::toDays)
        .ifPresentOrElse(days -> json.put("ageDays", days), () -> json.putNull("ageDays"));
    monthly(json, one.cost());
    json.put("owner", one.whose().by().word());
    json.set("environment", Json.textOrNull(one.whose().environment()));
    json.set("madeBy", Json.textOrNull(one.whose().madeBy()));
    return json;
  }

  /** No number at all where a price is missing: a part of a sum would be read as the whole. */
  private static void monthly(ObjectNode json, ResourceCost cost) {
    if (cost.isUnknown()) {
      json.put(MONTHLY, "unknown");
    } else {
      json.put(MONTHLY, Amounts.cents(cost.monthly()));
    }
  }

  @Override
  public String text(Paper paper) {
    return new OrphanText(orphans, paper).write();
  }

  /** {@code $3.65 a month}, {@code free}, {@code price unknown}. */
  public static String money(ResourceCost cost) {
    if (cost.isUnknown()) {
      return "price unknown";
    }
    return cost.charges().isEmpty() ? "free" : Amounts.dollars(cost.monthly()) + " a month";
  }

  /** {@code 41 days}, or what is known instead. */
  public static String age(Optional<Duration> age) {
    return age.map(time -> time.toDays() > 0 ? Words.count(time.toDays(), "day") : "today")
        .orElse("age not told");
  }

  /** {@code 3 orphans, $12.40 a month + 1 of unknown price}. */
  public static String sum(List<Orphan> all) {
    return Words.count(all.size(), "orphan") + ", " + money(all);
  }

  /** {@code $12.40 a month + 1 of unknown price}. */
  static String money(List<Orphan> all) {
    BigDecimal monthly =
        all.stream().map(one -> one.cost().monthly()).reduce(BigDecimal.ZERO, BigDecimal::add);
    long unknown = all.stream().filter(one -> one.cost().isUnknown()).count();
    return Amounts.dollars(monthly)
        + " a month"
        + (unknown > 0 ? " + " + unknown + " of unknown price" : "");
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder("### Orphans of ");
    out.append(Markdown.code(orphans.account())).append(", ");
    out.append(Markdown.code(orphans.region())).append(": ").append(sum(orphans.all()));
    out.append("\n\n");
    if (!orphans.all().isEmpty()) {
      out.append("| orphan | name | age | a month | whose | why |\n|---|---|---|--:|---|---|\n");
    }
    for (Orphan one : orphans.all()) {
      out.append("| ").append(Markdown.code(one.thing().resource())).append(" | ");
      out.append(Markdown.text(one.thing().name())).append(" | ");
      out.append(age(one.age(orphans.at()))).append(" | ").append(money(one.cost()));
      out.append(" | ").append(Markdown.text(whose(one))).append(" | ");
      out.append(Markdown.text(one.reason())).append(" |\n");
    }
    orphans
        .unread()
        .forEach((sort, message) ->
            out.append("\n> `")
                .append(sort.word())
                .append("` unknown: ")
                .append(Markdown.text(message))
                .append('\n'));
    return out.toString();
  }

  /** {@code ours, dev; made by Steadystate for instance/box}. */
  public static String whose(Orphan one) {
    return one.whose().words() + one.whose().madeBy().map("; made by "::concat).orElse("");
  }
}
