package steadystate.kinds.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.DnsRecord;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;

class DiscoveryTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String TWO =
      """
      services:
        api:
          image: "nginx:1.27.0"
          serviceDiscovery: {namespace: shop.local, ttl: 30, description: the shop}
        web:
          image: "nginx:1.27.0"
          serviceDiscovery: {namespace: shop.local, name: www}
      """;

  private static final String CONNECTED =
      """
      namespaces:
        inner: {name: shop, type: HTTP, description: between services}
      services:
        api:
          image: "nginx:1.27.0"
          containers: {api: {portMappings: [{containerPort: 80, name: http}]}}
          serviceConnect:
            enabled: true
            namespace: namespace/inner
            services: [{portName: http, clientAliases: [{port: 80, dnsName: api}]}]
      """;

  private final Lab lab = Lab.inMemory();
  private final ServiceDiscoveryClient map = lab.byHand(ServiceDiscoveryClient.class);

  @Test
  void services_are_found_under_their_names_in_one_namespace() {
    assertThat(lab.apply(TWO).outcome()).isEqualTo(STEADY);

    assertThat(map.listNamespaces(r -> {}).namespaces())
        .singleElement()
        .satisfies(space -> assertThat(space.name()).isEqualTo("shop.local"));
    assertThat(services()).extracting(ServiceSummary::name).containsExactlyInAnyOrder("api", "www");
    assertThat(ecs("api").serviceRegistries())
        .singleElement()
        .satisfies(registry -> assertThat(registry.registryArn()).isEqualTo(named("api").arn()));
    assertThat(named("api").dnsConfig().dnsRecords())
        .extracting(DnsRecord::typeAsString, DnsRecord::ttl)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("A", 30L));
    assertThat(lab.differences(TWO)).isEmpty();
  }

  private List<ServiceSummary> services() {
    return map.listServices(r -> {}).services();
  }

  private ServiceSummary named(String name) {
    return services().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private Service ecs(String name) {
    return lab.byHand(EcsClient.class)
        .describeServices(r -> r.cluster("dev").services(name))
        .services()
        .getFirst();
  }

  @Test
  void a_namespace_that_aws_is_still_making_is_waited_for_and_made_once() {
    lab.sandbox().conditions().loseAnswers("servicediscovery:CreatePrivateDnsNamespace", 1);

    lab.apply(TWO);
    lab.sandbox().conditions().clear();
    lab.clock().advance(Duration.ofMinutes(2));

    assertThat(lab.apply(TWO).outcome()).isEqualTo(STEADY);
    assertThat(map.listNamespaces(r -> {}).namespaces()).hasSize(1);
  }

  @Test
  void what_hands_changed_is_named_and_healed() {
    lab.apply(TWO);
    String id = named("api").id();
    map.updateService(r ->
        r.id(id)
            .service(
                s -> s.description("mine").dnsConfig(d -> d.dnsRecords(x -> x.type("A").ttl(5L)))));
    map.untagResource(r -> r.resourceARN(named("api").arn()).tagKeys(Owner.RESOURCE));

    assertThat(lab.differences(TWO))
        .containsExactlyInAnyOrder(
            "discoveryService/api description",
            "discoveryService/api dnsConfig.dnsRecords[A].ttl",
            "discoveryService/api tags[steadystate:resource]");
  }

  @Test
  void a_changed_record_is_brought_back() {
    lab.apply(TWO);
    String id = named("api").id();
    map.updateService(
        r -> r.id(id).service(s -> s.dnsConfig(d -> d.dnsRecords(x -> x.type("A").ttl(5L)))));

    assertThat(lab.apply(TWO).outcome()).isEqualTo(STEADY);
    assertThat(named("api").dnsConfig().dnsRecords().getFirst().ttl()).isEqualTo(30L);
    assertThat(named("api").description()).isEqualTo("the shop");
  }

  @Test
  void names_go_after_the_services_that_are_found_under_them() {
    String three =
        TWO
            + "  other: {image: 'nginx:1.27.0'}\n"
            + "  more: {image: 'nginx:1.27.0'}\n"
            + "  last: {image: 'nginx:1.27.0'}\n";
    lab.apply(three);
    String two = "services:\n" + three.substring(three.indexOf("  other:"));

    assertThat(lab.apply(two).outcome()).isEqualTo(STEADY);

    assertThat(services()).isEmpty();
    assertThat(map.listNamespaces(r -> {}).namespaces()).isEmpty();
    assertThat(lab.differences(two)).isEmpty();
  }

  @Test
  void a_service_that_stays_leaves_the_name_that_left_the_spec() {
    lab.apply(TWO);
    String left = TWO.replace("    serviceDiscovery: {namespace: shop.local, name: www}\n", "");

    assertThat(lab.differences(left)).contains("service/web serviceRegistries[" + arn("www") + "]");
    assertThat(lab.finding(left, "service/web").status()).isEqualTo(Status.PENDING);
    assertThat(lab.apply(left).outcome()).isEqualTo(STEADY);

    assertThat(ecs("web").serviceRegistries()).isEmpty();
    assertThat(services()).extracting(ServiceSummary::name).containsExactly("api");
    assertThat(lab.look(left).plan().isEmpty()).isTrue();
  }

  @Test
  void a_registry_that_others_made_is_left_alone() {
    String plain = "services: {api: {image: 'nginx:1.27.0'}}";
    lab.apply(plain);
    map.createPrivateDnsNamespace(r -> r.name("other.local").vpc("vpc-1"));
    lab.clock().advance(Duration.ofMinutes(2));
    String space = map.listNamespaces(r -> {}).namespaces().getFirst().id();
    String theirs = map.createService(r -> r.name("old").namespaceId(space)).service().arn();
    lab.byHand(EcsClient.class)
        .updateService(
            r -> r.cluster("dev").service("api").serviceRegistries(x -> x.registryArn(theirs)));
    lab.clock().advance(Duration.ofMinutes(5));

    assertThat(lab.differences(plain)).isEmpty();
  }

  private String arn(String name) {
    return named(name).arn();
  }

  @Test
  void service_connect_names_a_namespace_of_the_environment() {
    assertThat(lab.apply(CONNECTED).outcome()).isEqualTo(STEADY);

    String arn = map.listNamespaces(r -> {}).namespaces().getFirst().arn();
    assertThat(ecs("api").deployments().getFirst().serviceConnectConfiguration().namespace())
        .isEqualTo(arn);
    assertThat(lab.differences(CONNECTED)).isEmpty();

    lab.byHand(EcsClient.class)
        .updateService(r ->
            r.cluster("dev").service("api").serviceConnectConfiguration(c -> c.enabled(false)));
    assertThat(lab.finding(CONNECTED, "service/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.apply(CONNECTED).outcome()).isEqualTo(STEADY);
    assertThat(ecs("api").deployments().getFirst().serviceConnectConfiguration().enabled())
        .isTrue();
  }

  @Test
  void an_environment_without_cloud_map_asks_nothing_of_it() {
    String plain = "services: {api: {image: 'nginx:1.27.0'}}";
    lab.apply(plain);

    assertThat(lab.look(plain).calls().keySet())
        .noneMatch(call -> call.startsWith("servicediscovery:"));
  }

  @Test
  void the_type_of_a_namespace_stays() {
    lab.apply(CONNECTED);

    assertThat(lab.finding(CONNECTED.replace("HTTP", "DNS_PRIVATE"), "namespace/inner").refused())
        .hasSize(1);
  }
}
