package steadystate.aws;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.Filter;
import software.amazon.awssdk.services.pricing.model.FilterType;
import steadystate.cost.Price;
import steadystate.cost.PriceQuestion;
import steadystate.cost.Prices;
import steadystate.observe.Surroundings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS's Price List, asked for the items of a table. It takes {@code pricing:GetProducts}. */
public final class PriceList {
  /** The Price List answers in a few regions only, for all of them. */
  private static final String REGION = "us-east-1";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final PricingClient client;
  private final LocalDate today;

  PriceList(PricingClient client, LocalDate today) {
    this.client = client;
    this.today = today;
  }

  /** The Price List of AWS itself. */
  public static PriceList of(Surroundings surroundings) {
    return new PriceList(
        surroundings.client(PricingClient.class, REGION),
        LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC));
  }

  /**
   * The same table with what AWS says today. What AWS does not have, or has at more than one price,
   * stays as it was, with its old date.
   */
  public Prices refresh(Prices table, Set<String> regions) {
    List<Price> found = new ArrayList<>();
    for (String region : new TreeSet<>(regions)) {
      for (String item : table.in(region).keySet()) {
        PriceQuestion.about(item)
            .flatMap(
                question -> ask(region, question).map(usd -> price(region, item, usd, question)))
            .ifPresent(found::add);
      }
    }
    return table.with(found);
  }

  private Price price(String region, String item, BigDecimal usd, PriceQuestion question) {
    return new Price(region, item, usd, today, "Price List " + question.service());
  }

  private Optional<BigDecimal> ask(String region, PriceQuestion question) {
    Map<String, String> terms = new TreeMap<>(question.filters());
    terms.put("regionCode", region);
    List<Filter> filters =
        terms.entrySet().stream()
            .map(term ->
                Filter.builder()
                    .type(FilterType.TERM_MATCH)
                    .field(term.getKey())
                    .value(term.getValue())
                    .build())
            .toList();
    Set<BigDecimal> prices = new TreeSet<>();
    client
        .getProductsPaginator(request -> request.serviceCode(question.service()).filters(filters))
        .priceList()
        .forEach(product -> onDemand(MAPPER.readTree(product), question).ifPresent(prices::add));
    return prices.size() == 1 ? prices.stream().findFirst() : Optional.empty();
  }

  /** The first price that is paid: what comes before it is a free tier. */
  private static Optional<BigDecimal> onDemand(JsonNode product, PriceQuestion question) {
    String usage = product.at("/product/attributes/usagetype").asString("");
    if (!question.is(usage)) {
      return Optional.empty();
    }
    Map<BigDecimal, BigDecimal> byBegin = new TreeMap<>();
    for (JsonNode term : product.at("/terms/OnDemand")) {
      for (JsonNode dimension : term.path("priceDimensions")) {
        byBegin.put(
            new BigDecimal(dimension.path("beginRange").asString("0")),
            new BigDecimal(dimension.at("/pricePerUnit/USD").asString("0")));
      }
    }
    return byBegin.values().stream()
        .filter(usd -> usd.signum() > 0)
        .findFirst()
        .map(BigDecimal::stripTrailingZeros);
  }
}
