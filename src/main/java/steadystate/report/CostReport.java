package steadystate.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.cost.Amounts;
import steadystate.cost.Bill;
import steadystate.cost.Charge;
import steadystate.cost.Estimate;
import steadystate.cost.Price;
import steadystate.cost.ResourceCost;
import steadystate.environment.mode.Mode;
import steadystate.plan.CostChange;
import steadystate.resource.ResourceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an environment costs a month, in its mode and in the others. */
public record CostReport(Bill bill) implements Report {
  private static final String MONTHLY = "monthly";

  /** One resource of a bill. */
  private record Line(Bill bill, ResourceId id) {
    Optional<ResourceCost> own() {
      return bill.now().find(id);
    }

    BigDecimal monthly() {
      return own().map(ResourceCost::monthly).orElse(BigDecimal.ZERO);
    }

    Map<String, JsonNode> modes() {
      Map<String, JsonNode> modes = new LinkedHashMap<>();
      bill.byMode()
          .forEach((mode, estimate) ->
              estimate.find(id).ifPresent(cost -> modes.put(mode.word(), cents(cost.monthly()))));
      return modes;
    }
  }

  private static final Form<Charge> CHARGE =
      Form.<Charge>of("Charge")
          .text("what", Charge::what)
          .number("quantity", charge -> number(Amounts.quantity(charge.quantity())))
          .text("unit", Charge::unit)
          .numberOrNull("unitPrice", charge -> charge.price().map(price -> number(price.usd())))
          .numberOrNull(MONTHLY, charge -> charge.monthly().map(CostReport::cents))
          .textIfAny("priceOf", charge -> charge.price().map(price -> price.date().toString()))
          .textIfAny("source", charge -> charge.price().map(Price::source))
          .text("assumption", Charge::assumption);

  private static final Form<Line> LINE =
      Form.<Line>of("ResourceCost")
          .text("resource", line -> line.id().toString())
          .number(MONTHLY, line -> cents(line.monthly()))
          .flag("unknown", line -> line.own().filter(ResourceCost::isUnknown).isPresent())
          .map("modes", "number", Line::modes)
          .list("charges", CHARGE, line -> line.own().map(ResourceCost::charges).orElse(List.of()));

  private static final Form<Estimate> ESTIMATE =
      Form.<Estimate>of("Estimate")
          .number(MONTHLY, estimate -> cents(estimate.monthly()))
          .whole("unknown", Estimate::unknown);

  private static final Form<Bill.Saving> SAVING =
      Form.<Bill.Saving>of("Saving")
          .number(MONTHLY, saving -> cents(saving.monthly()))
          .number("percent", saving -> number(saving.percent()));

  private static final Form<Bill> PRICES =
      Form.<Bill>of("Prices")
          .textIfAny("oldest", bill -> bill.oldest().map(Object::toString))
          .textIfAny("newest", bill -> bill.newest().map(Object::toString));

  public static final Form<CostReport> FORM =
      Form.<CostReport>document("CostReport")
          .text("environment", report -> report.bill().environment())
          .text("mode", report -> report.bill().mode().word())
          .text("account", report -> report.bill().account())
          .text("region", report -> report.bill().region())
          .text("currency", report -> "USD")
          .and(ESTIMATE, report -> report.bill().now())
          .mapOf("modes", ESTIMATE, CostReport::estimates)
          .oneIfAny("costSaveSaves", SAVING, report -> report.bill().saving())
          .list("resources", LINE, CostReport::lines)
          .one("prices", PRICES, CostReport::bill);

  /** What a plan changes, in the words of the API. */
  static final Form<CostChange> CHANGE =
      Form.<CostChange>of("CostChange")
          .number("monthlyChange", cost -> cents(cost.monthly()))
          .text("currency", cost -> "USD")
          .whole("unknown", CostChange::unknown);

  @Override
  public ObjectNode json() {
    return FORM.json(this);
  }

  private Map<String, Estimate> estimates() {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    bill.byMode().forEach((mode, estimate) -> estimates.put(mode.word(), estimate));
    return estimates;
  }

  private List<Line> lines() {
    return bill.resources().stream().map(id -> new Line(bill, id)).toList();
  }

  private static JsonNode cents(BigDecimal amount) {
    return number(Amounts.cents(amount));
  }

  private static JsonNode number(BigDecimal number) {
    return JsonNodeFactory.instance.numberNode(number);
  }

  /** {@code + $18.40 a month}. */
  static String words(CostChange cost) {
    String sign = cost.monthly().signum() < 0 ? "- " : "+ ";
    return sign + Amounts.dollars(cost.monthly().abs()) + " a month" + unknown(cost.unknown());
  }

  /** {@code + unknown: 2 resources}, or nothing. */
  static String unknown(int resources) {
    return resources == 0 ? "" : " + unknown: " + Words.count(resources, "resource");
  }

  /** The modes as columns: its own first. */
  public List<Mode> modes() {
    return Stream.concat(
            Stream.of(bill.mode()),
            bill.byMode().keySet().stream().filter(mode -> mode != bill.mode()))
        .toList();
  }

  /** What a resource costs in a mode; {@code -} where it is not or costs nothing. */
  public String cell(Mode mode, ResourceId id) {
    return estimate(mode)
        .flatMap(sum -> sum.find(id))
        .map(cost -> cost.isUnknown() ? partly(cost.monthly()) : Amounts.dollars(cost.monthly()))
        .orElse("-");
  }

  /** A price that is missing shows, also beside others that are not. */
  private static String partly(BigDecimal known) {
    return known.signum() == 0 ? "unknown" : Amounts.dollars(known) + " + ?";
  }

  /** What all of it costs in a mode. */
  public String total(Mode mode) {
    return estimate(mode)
        .map(sum -> sum.unknown() > 0 ? partly(sum.monthly()) : Amounts.dollars(sum.monthly()))
        .orElse("-");
  }

  /** {@code prices of 2026-05-01 to 2026-10-05, without taxes, data and credits}, or nothing. */
  public Optional<String> basis() {
    return bill.newest()
        .map(day ->
            "prices of "
                + bill.oldest().map(Object::toString).orElse("")
                + " to "
                + day
                + ", without taxes, data and credits");
  }

  /** In a mode, which may not have been read. */
  public Optional<Estimate> estimate(Mode mode) {
    return Optional.ofNullable(bill.byMode().get(mode));
  }

  @Override
  public String text(Paper paper) {
    return new CostText(this, paper).write();
  }

  @Override
  public String markdown() {
    return CostMarkdown.of(this);
  }
}
