package steadystate.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.cost.Amounts;
import steadystate.cost.Bill;
import steadystate.cost.Charge;
import steadystate.cost.Estimate;
import steadystate.cost.ResourceCost;
import steadystate.environment.Mode;
import steadystate.plan.CostChange;
import steadystate.resource.ResourceId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an environment costs a month, in its mode and in the others. */
public record CostReport(Bill bill) implements Report {
  private static final String MONTHLY = "monthly";

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.document("CostReport")
            .put("environment", bill.environment())
            .put("mode", bill.mode().word())
            .put("account", bill.account())
            .put("region", bill.region())
            .put("currency", "USD");
    sum(json, bill.now());
    ObjectNode modes = json.putObject("modes");
    bill.byMode().forEach((mode, estimate) -> sum(modes.putObject(mode.word()), estimate));
    bill.saving()
        .ifPresent(saving ->
            json.putObject("costSaveSaves")
                .put(MONTHLY, Amounts.cents(saving.monthly()))
                .put("percent", saving.percent()));
    ArrayNode resources = json.putArray("resources");
    bill.resources().forEach(id -> resources.add(resource(id)));
    ObjectNode prices = json.putObject("prices");
    bill.oldest().ifPresent(day -> prices.put("oldest", day.toString()));
    bill.newest().ifPresent(day -> prices.put("newest", day.toString()));
    return json;
  }

  private static void sum(ObjectNode json, Estimate estimate) {
    json.put(MONTHLY, Amounts.cents(estimate.monthly())).put("unknown", estimate.unknown());
  }

  private ObjectNode resource(ResourceId id) {
    Optional<ResourceCost> own = bill.now().find(id);
    ObjectNode json = Json.object().put("resource", id.toString());
    json.put(MONTHLY, Amounts.cents(own.map(ResourceCost::monthly).orElse(BigDecimal.ZERO)));
    json.put("unknown", own.filter(ResourceCost::isUnknown).isPresent());
    ObjectNode modes = json.putObject("modes");
    bill.byMode()
        .forEach((mode, estimate) ->
            estimate
                .find(id)
                .ifPresent(cost -> modes.put(mode.word(), Amounts.cents(cost.monthly()))));
    ArrayNode charges = json.putArray("charges");
    own.ifPresent(cost -> cost.charges().forEach(charge -> charges.add(charge(charge))));
    return json;
  }

  private static ObjectNode charge(Charge charge) {
    ObjectNode json =
        Json.object()
            .put("what", charge.what())
            .put("quantity", Amounts.quantity(charge.quantity()))
            .put("unit", charge.unit());
    charge
        .price()
        .ifPresentOrElse(
            price ->
                json.put("unitPrice", price.usd())
                    .put(MONTHLY, Amounts.cents(charge.monthly().orElse(BigDecimal.ZERO)))
                    .put("priceOf", price.date().toString())
                    .put("source", price.source()),
            () -> json.putNull("unitPrice").putNull(MONTHLY));
    return json.put("assumption", charge.assumption());
  }

  /** What a plan changes, in the words of the API. */
  static ObjectNode change(CostChange cost) {
    return Json.object()
        .put("monthlyChange", Amounts.cents(cost.monthly()))
        .put("currency", "USD")
        .put("unknown", cost.unknown());
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
