package steadystate.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.pricing.model.GetProductsRequest;
import software.amazon.awssdk.services.pricing.model.GetProductsResponse;
import software.amazon.awssdk.services.pricing.paginators.GetProductsIterable;
import steadystate.cost.PriceQuestion;
import steadystate.cost.Prices;

class PriceListTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  /** Answers with what AWS says of some products, narrowed by service as AWS does. */
  private static final class Recorded implements PricingClient {
    private final List<String> asked = new ArrayList<>();

    @Override
    public String serviceName() {
      return "pricing";
    }

    @Override
    public void close() {}

    @Override
    public GetProductsIterable getProductsPaginator(GetProductsRequest request) {
      return new GetProductsIterable(this, request);
    }

    @Override
    public GetProductsResponse getProducts(GetProductsRequest request) {
      asked.add(
          request.serviceCode()
              + " "
              + request.filters().stream()
                  .map(filter -> filter.field() + "=" + filter.value())
                  .collect(Collectors.joining(" ")));
      return switch (request.serviceCode()) {
        case "AmazonECS" ->
            request.nextToken() == null
                ? GetProductsResponse.builder()
                    .priceList(
                        product("APN2-Fargate-ARM-vCPU-Hours:perCPU", "0.0372500000"),
                        product("APN2-Fargate-Windows-vCPU-Hours:perCPU", "0.0535440000"))
                    .nextToken("more")
                    .build()
                : GetProductsResponse.builder()
                    .priceList(product("APN2-Fargate-vCPU-Hours:perCPU", "0.0477700000"))
                    .build();
        case "AmazonCloudWatch" ->
            GetProductsResponse.builder()
                .priceList(tiered("APN2-DataProcessing-Bytes", "0.0000000000", "0.7600000000"))
                .build();
        case "AmazonVPC" ->
            GetProductsResponse.builder()
                .priceList(
                    product("APN2-PublicIPv4:InUseAddress", "0.0050000000"),
                    product("APN2-PublicIPv4:InUseAddress", "0.0060000000"))
                .build();
        default -> GetProductsResponse.builder().priceList(List.of()).build();
      };
    }

    private static String product(String usage, String usd) {
      return """
      {"product": {"attributes": {"usagetype": "%s", "regionCode": "ap-northeast-2"}},
       "terms": {"OnDemand": {"A.B": {"priceDimensions": {"A.B.C":
         {"unit": "hours", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "%s"}}}}}}}
      """
          .formatted(usage, usd);
    }

    private static String tiered(String usage, String free, String paid) {
      return """
      {"product": {"attributes": {"usagetype": "%s"}},
       "terms": {"OnDemand": {"A.B": {"priceDimensions": {
         "A.B.D": {"beginRange": "5", "pricePerUnit": {"USD": "%s"}},
         "A.B.C": {"beginRange": "0", "pricePerUnit": {"USD": "%s"}}}}}}}
      """
          .formatted(usage, paid, free);
    }
  }

  private static final Prices OLD =
      Prices.read(
          """
          region,item,usd,date,source
          ap-northeast-2,fargate.x86.vcpu,0.04656,2026-10-05,old
          ap-northeast-2,fargate-spot.x86.vcpu,0.0142,2021-01-10,old
          ap-northeast-2,logs.ingest,0.5,2026-10-05,old
          ap-northeast-2,ipv4,0.005,2026-10-05,old
          ap-northeast-2,secret,0.4,2026-10-05,old
          eu-west-1,fargate.x86.vcpu,0.04048,2026-10-05,old
          """);

  private final Recorded aws = new Recorded();

  @Test
  void a_price_is_taken_from_its_own_product_on_whatever_page_it_is() {
    String table = new PriceList(aws, TODAY).refresh(OLD, Set.of("ap-northeast-2")).write();

    assertThat(table.lines())
        .contains("ap-northeast-2,fargate.x86.vcpu,0.04777,2026-11-24,Price List AmazonECS")
        .as("the first tier that is paid")
        .contains("ap-northeast-2,logs.ingest,0.76,2026-11-24,Price List AmazonCloudWatch");
  }

  @Test
  void what_aws_does_not_have_or_prices_twice_keeps_its_old_price_and_date() {
    String table = new PriceList(aws, TODAY).refresh(OLD, Set.of("ap-northeast-2")).write();

    assertThat(table.lines())
        .contains("ap-northeast-2,fargate-spot.x86.vcpu,0.0142,2021-01-10,old")
        .contains("ap-northeast-2,ipv4,0.005,2026-10-05,old")
        .contains("ap-northeast-2,secret,0.4,2026-10-05,old")
        .contains("eu-west-1,fargate.x86.vcpu,0.04048,2026-10-05,old");
    assertThat(aws.asked)
        .contains("AmazonECS productFamily=Compute regionCode=ap-northeast-2")
        .noneMatch(asked -> asked.contains("eu-west-1"));
  }

  @Test
  void usage_types_are_known_with_and_without_a_region_before_them() {
    PriceQuestion nat = PriceQuestion.about("nat").orElseThrow();
    assertThat(nat.is("NatGateway-Hours")).isTrue();
    assertThat(nat.is("EU-NatGateway-Hours")).isTrue();
    assertThat(nat.is("APN2-NatGateway-Hours")).isTrue();
    assertThat(nat.is("EU-RegionalNatGateway-Hours")).isFalse();
    assertThat(nat.is("EU-NatGateway-Prvd-Hours")).isFalse();
    PriceQuestion balancer = PriceQuestion.about("alb.hour").orElseThrow();
    assertThat(balancer.is("TS-LoadBalancerUsage")).as("a trust store").isFalse();
    assertThat(PriceQuestion.about("rds.postgres.db.t4g.micro.multi").orElseThrow().usage())
        .isEqualTo("Multi-AZUsage:db.t4g.micro");
    assertThat(PriceQuestion.about("rds.gp3.multi").orElseThrow().usage())
        .isEqualTo("RDS:Multi-AZ-GP3-Storage");
    assertThat(PriceQuestion.about("fargate-spot.x86.vcpu")).isEmpty();
  }
}
