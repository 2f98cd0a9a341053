package steadystate.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.yaml.SourceSpan;

/** Each sum is written out as somebody with a pencil would find it. */
class EstimateTest {
  private static final Prices PRICES =
      Prices.read(
          """
          region,item,usd,date,source
          eu-west-1,fargate.x86.vcpu,0.04,2026-01-01,hand
          eu-west-1,fargate.x86.gb,0.005,2026-01-01,hand
          eu-west-1,fargate-spot.arm.vcpu,0.01,2026-01-02,hand
          eu-west-1,fargate-spot.arm.gb,0.001,2026-01-02,hand
          eu-west-1,fargate.arm.vcpu,0.03,2026-01-01,hand
          eu-west-1,fargate.arm.gb,0.004,2026-01-01,hand
          eu-west-1,ipv4,0.005,2026-01-01,hand
          eu-west-1,alb.hour,0.02,2026-01-01,hand
          eu-west-1,alb.lcu,0.008,2026-01-01,hand
          eu-west-1,rds.postgres.db.t4g.micro,0.02,2026-01-01,hand
          eu-west-1,rds.postgres.db.t4g.small,0.03,2026-01-01,hand
          eu-west-1,rds.postgres.db.t4g.small.multi,0.07,2026-01-01,hand
          eu-west-1,rds.gp3,0.1,2026-01-01,hand
          eu-west-1,ec2.t3.micro,0.01,2026-01-01,hand
          eu-west-1,ebs.gp3,0.08,2026-01-01,hand
          eu-west-1,nat,0.05,2026-01-01,hand
          eu-west-1,vpce,0.01,2026-01-01,hand
          eu-west-1,logs.ingest,0.5,2026-01-01,hand
          eu-west-1,logs.store,0.03,2026-01-01,hand
          """);

  private final Map<ResourceId, Entries> models = new LinkedHashMap<>();

  private EstimateTest with(String id, Map<String, ? extends Value> model) {
    models.put(ResourceId.parse(id), Value.entries(model));
    return this;
  }

  private Estimate estimate(AwakeHours hours) {
    List<Declared> declared =
        models.entrySet().stream()
            .map(e -> new Declared(e.getKey(), e.getValue(), new SourceSpan("dev.yaml", 1, 1)))
            .toList();
    return Estimate.of(
        new Environment(
            "dev", Settings.of("123456789012", "eu-west-1"), Entries.EMPTY, declared, Map.of(), 1),
        PRICES,
        hours);
  }

  private BigDecimal dollars() {
    Estimate estimate = estimate(AwakeHours.ALL);
    assertThat(estimate.unknown()).isZero();
    return Amounts.cents(estimate.monthly());
  }

  private static Value provider(String name, long weight) {
    return Value.entries(
        Map.of("capacityProvider", Value.text(name), "weight", Value.number(weight)));
  }

  private static final Value PUBLIC =
      Value.entries(
          Map.of(
              "awsvpcConfiguration",
              Value.entries(Map.of("assignPublicIp", Value.text("ENABLED")))));

  private static final Value ARM = Value.entries(Map.of("cpuArchitecture", Value.text("ARM64")));

  @Test
  void two_tasks_of_a_quarter_and_half_a_gigabyte() {
    with(
        "service/api",
        Map.of(
            "cpu", Value.text("256"),
            "memory", Value.text("512"),
            "desiredCount", Value.number(2)));

    // vCPU 2 x 0.25 x 730 h x 0.04 = 14.60; memory 2 x 0.5 x 730 h x 0.005 = 3.65
    assertThat(dollars()).isEqualTo("18.25");
  }

  @Test
  void autoscaling_is_paid_at_its_least() {
    with(
        "service/api",
        Map.of(
            "cpu", Value.number(1024),
            "memory", Value.number(2048),
            "desiredCount", Value.number(5)));
    with("scalableTarget/api", Map.of("minCapacity", Value.number(3)));

    // vCPU 3 x 1 x 730 x 0.04 = 87.60; memory 3 x 2 x 730 x 0.005 = 21.90
    assertThat(dollars()).isEqualTo("109.50");
  }

  @Test
  void spot_capacity_on_arm_with_a_public_address() {
    with(
        "service/api",
        Map.of(
            "cpu", Value.number(256),
            "memory", Value.number(512),
            "runtimePlatform", ARM,
            "networkConfiguration", PUBLIC,
            "capacityProviderStrategy", Value.items(List.of(provider("FARGATE_SPOT", 1)))));

    // vCPU 0.25 x 730 x 0.01 = 1.825; memory 0.5 x 730 x 0.001 = 0.365; IPv4 730 x 0.005 = 3.65
    assertThat(dollars()).isEqualTo("5.84");
    assertThat(estimate(AwakeHours.ALL).resources().getFirst().charges().getFirst().assumption())
        .isEqualTo("price of 2026-01-02, it moves");
  }

  @Test
  void capacities_share_by_weight() {
    with(
        "service/api",
        Map.of(
            "cpu", Value.number(1024),
            "memory", Value.number(1024),
            "desiredCount", Value.number(4),
            "runtimePlatform", ARM,
            "capacityProviderStrategy",
                Value.items(List.of(provider("FARGATE", 1), provider("FARGATE_SPOT", 3)))));

    // 1 task on demand: 730 x (0.03 + 0.004) = 24.82; 3 on spot: 3 x 730 x (0.01 + 0.001) = 24.09
    assertThat(dollars()).isEqualTo("48.91");
  }

  @Test
  void a_load_balancer_with_a_unit_of_capacity_and_an_address_in_each_zone() {
    with(
        "loadBalancer/public",
        Map.of("subnets", Value.texts(List.of("subnet-a", "subnet-b", "subnet-c"))));

    // 730 x (0.02 + 0.008) = 20.44; 3 addresses x 730 x 0.005 = 10.95
    assertThat(dollars()).isEqualTo("31.39");
  }

  @Test
  void an_internal_load_balancer_has_no_public_address() {
    with("loadBalancer/inner", Map.of("scheme", Value.text("internal")));

    // 730 x (0.02 + 0.008)
    assertThat(dollars()).isEqualTo("20.44");
  }

  @Test
  void a_network_with_its_gateway_address_and_endpoint() {
    with("natGateway/a", Map.of());
    with("elasticIp/nat-a", Map.of());
    with(
        "vpcEndpoint/ecr",
        Map.of(
            "vpcEndpointType", Value.text("Interface"),
            "subnetIds", Value.texts(List.of("subnet-a", "subnet-b"))));
    with("vpcEndpoint/s3", Map.of("vpcEndpointType", Value.text("Gateway")));
    with("vpc/main", Map.of());

    // NAT 730 x 0.05 = 36.50; IPv4 730 x 0.005 = 3.65; endpoint 2 zones x 730 x 0.01 = 14.60
    assertThat(dollars()).isEqualTo("54.75");
    assertThat(estimate(AwakeHours.ALL).resources()).hasSize(3);
  }

  @Test
  void a_database_and_its_storage() {
    with("database/main", database("db.t4g.micro", false));

    // 730 x 0.02 = 14.60; 20 GB x 0.1 = 2.00
    assertThat(dollars()).isEqualTo("16.60");
  }

  @Test
  void two_zones_cost_twice_where_they_have_no_price_of_their_own() {
    with("database/main", database("db.t4g.micro", true));
    // 2 x 730 x 0.02 = 29.20; 2 x 20 GB x 0.1 = 4.00
    assertThat(dollars()).isEqualTo("33.20");

    with("database/main", database("db.t4g.small", true));
    // its own price: 730 x 0.07 = 51.10; storage as above, 4.00
    assertThat(dollars()).isEqualTo("55.10");
  }

  private static Map<String, Value> database(String type, boolean two) {
    return Map.of(
        "engine", Value.text("postgres"),
        "dbInstanceClass", Value.text(type),
        "allocatedStorage", Value.number(20),
        "storageType", Value.text("gp3"),
        "multiAZ", Value.flag(two));
  }

  @Test
  void what_sleeps_is_paid_while_awake_and_its_disks_always() {
    with("database/main", database("db.t4g.micro", false));
    with("instance/box", Map.of("instanceType", Value.text("t3.micro")));
    AwakeHours some = new AwakeHours(BigDecimal.valueOf(730), BigDecimal.valueOf(100), "awake");

    // database 100 x 0.02 = 2.00 and 2.00 of storage; box 100 x 0.01 = 1.00 and 8 GB x 0.08 = 0.64
    assertThat(Amounts.cents(estimate(some).monthly())).isEqualTo("5.64");
  }

  @Test
  void logs_are_assumed_and_kept_as_long_as_they_are() {
    with("logGroup/api", Map.of("retentionInDays", Value.number(304)));

    // 1 GB x 0.5 = 0.50; ten months of it kept: 10 GB x 0.03 = 0.30
    assertThat(dollars()).isEqualTo("0.80");
    assertThat(estimate(AwakeHours.ALL).resources().getFirst().charges())
        .extracting(Charge::assumption)
        .containsExactly("1 GB a month", "kept 304 days");
  }

  @Test
  void what_has_no_price_is_unknown_and_never_nothing() {
    with("database/main", database("db.x9.huge", false));
    with("instance/box", Map.of("instanceType", Value.text("z9.large")));
    with("somethingNew/x", Map.of());

    Estimate estimate = estimate(AwakeHours.ALL);

    assertThat(estimate.unknown()).isEqualTo(3);
    // what is known of them: 20 GB x 0.1 of storage, 8 GB x 0.08 of disk
    assertThat(Amounts.cents(estimate.monthly())).isEqualTo("2.64");
  }

  @Test
  void a_region_without_prices_knows_nothing() {
    assertThat(PRICES.of("eu-north-1", "ipv4")).isEqualTo(Optional.empty());
    assertThat(PRICES.oldest("eu-north-1")).isEmpty();
  }

  @Test
  void the_table_of_the_jar_is_read_and_written_alike() {
    Prices shipped = Prices.shipped();

    assertThat(Prices.read(shipped.write()).write()).isEqualTo(shipped.write());
    for (String region : List.of("us-east-1", "eu-west-1", "eu-central-1", "ap-northeast-2")) {
      assertThat(shipped.in(region).values())
          .isNotEmpty()
          .allSatisfy(price -> {
            assertThat(price.usd()).isPositive();
            assertThat(price.source()).isNotBlank();
            assertThat(price.date().atStartOfDay(java.time.ZoneOffset.UTC).toInstant())
                .isBetween(
                    Instant.parse("2021-01-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"));
          });
    }
  }
}
