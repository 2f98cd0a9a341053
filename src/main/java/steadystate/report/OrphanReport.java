package steadystate.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.cost.Amounts;
import steadystate.cost.ResourceCost;
import steadystate.orphan.Orphan;
import steadystate.orphan.Orphans;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What nobody uses in an account and region. */
public record OrphanReport(Orphans orphans) implements Report {
  private static final String MONTHLY = "monthly";

  /** One of them, at a moment. */
  private record Seen(Orphan orphan, Instant now) {
    Thing thing() {
      return orphan.thing();
    }
  }

  private static final Form<Seen> ORPHAN =
      Form.<Seen>of("Orphan")
          .text("resource", seen -> seen.thing().resource().toString())
          .text("kind", seen -> seen.thing().sort().word())
          .text("id", seen -> seen.thing().id())
          .text("name", seen -> seen.thing().name())
          .text("reason", seen -> seen.orphan().reason())
          .timeOrNull("createdAt", seen -> seen.thing().createdAt())
          .wholeOrNull("ageDays", seen -> seen.orphan().age(seen.now()).map(Duration::toDays))
          .any(MONTHLY, seen -> monthly(seen.orphan().cost()))
          .text("owner", seen -> seen.orphan().whose().by().word())
          .textOrNull("environment", seen -> seen.orphan().whose().environment())
          .textOrNull("madeBy", seen -> seen.orphan().whose().madeBy());

  private static final Form<Map.Entry<Sort, String>> UNREAD =
      Form.<Map.Entry<Sort, String>>of("UnreadKind")
          .text("kind", unread -> unread.getKey().word())
          .text("message", Map.Entry::getValue);

  public static final Form<OrphanReport> FORM =
      Form.<OrphanReport>document("OrphanReport")
          .text("account", report -> report.orphans().account())
          .text("region", report -> report.orphans().region())
          .time("observedAt", report -> report.orphans().at())
          .text("currency", report -> "USD")
          .number(MONTHLY, report -> cents(report.orphans().monthly()))
          .whole("unknownPrices", report -> report.orphans().unpriced())
          .list("orphans", ORPHAN, OrphanReport::seen)
          .list("unknown", UNREAD, report -> report.orphans().unread().entrySet());

  @Override
  public ObjectNode json() {
    return FORM.json(this);
  }

  private List<Seen> seen() {
    return orphans.all().stream().map(one -> new Seen(one, orphans.at())).toList();
  }

  /** One of them, in the words of the API. */
  static ObjectNode orphan(Orphan one, Instant now) {
    return ORPHAN.json(new Seen(one, now));
  }

  /** No number at all where a price is missing: a part of a sum would be read as the whole. */
  private static JsonNode monthly(ResourceCost cost) {
    return cost.isUnknown()
        ? JsonNodeFactory.instance.stringNode("unknown")
        : cents(cost.monthly());
  }

  private static JsonNode cents(BigDecimal amount) {
    return JsonNodeFactory.instance.numberNode(Amounts.cents(amount));
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
