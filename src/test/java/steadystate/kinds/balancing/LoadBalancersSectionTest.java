package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.balancing.Balanced.expose;
import static steadystate.kinds.balancing.Balanced.map;

import java.util.List;
import org.junit.jupiter.api.Test;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

class LoadBalancersSectionTest {

  private final LoadBalancersSection section = new LoadBalancersSection();

  @Test
  void a_balancer_comes_with_its_listeners_and_the_networks_public_subnets() {
    List<Declared> declared = expand(Balanced.shop(), "public");

    assertThat(declared)
        .extracting(d -> d.id().toString())
        .containsExactly("loadBalancer/public", "listener/public/http", "listener/public/https");
    Value.Entries balancer = declared.getFirst().model();
    assertThat(balancer.text("name")).contains("shop-public");
    assertThat(balancer.text("scheme")).contains("internet-facing");
    assertThat(balancer.text("subnets")).contains("${network.main.publicSubnetIds}");
    assertThat(balancer.has("listeners")).isFalse();
  }

  @Test
  void an_internal_balancer_stands_in_private_subnets() {
    Balanced written = new Balanced().with("loadBalancers", "inner", map("scheme", "internal"));

    assertThat(expand(written, "inner").getFirst().model().text("subnets"))
        .contains("${network.main.privateSubnetIds}");
  }

  @Test
  void a_redirect_waits_for_the_listener_that_answers() {
    Declared http = expand(Balanced.shop(), "public").get(1);

    assertThat(http.after()).containsExactly(new ResourceId("listener", "public/https"));
    assertThat(actions(http))
        .contains("protocol=HTTPS")
        .contains("port=443")
        .contains("statusCode=HTTP_301")
        .contains("path=/#{path}");
  }

  @Test
  void a_listener_nobody_is_exposed_on_answers_404() {
    assertThat(actions(expand(Balanced.shop(), "public").getLast())).contains("statusCode=404");
  }

  @Test
  void a_listener_forwards_to_the_service_exposed_without_conditions() {
    Balanced written =
        Balanced.shop()
            .service("web", expose("public", "https", "path", "/web"))
            .service("api", expose("public", "https"));

    assertThat(actions(expand(written, "public").getLast()))
        .contains("targetGroupArn=${targetGroup.api/public.arn}");
  }

  @Test
  void certificates_after_the_first_are_further_ones() {
    Value.Entries https = expand(Balanced.shop(), "public").getLast().model();

    assertThat(https.text("certificateArn")).contains("arn:cert/one");
    assertThat(https.text("additionalCertificates")).contains("[arn:cert/two]");
  }

  @Test
  void a_network_listener_without_a_service_is_a_mistake_with_advice() {
    Balanced written =
        new Balanced()
            .with(
                "loadBalancers",
                "fast",
                map(
                    "type",
                    "network",
                    "listeners",
                    map("tcp", map("port", 5432, "protocol", "TCP"))));

    expand(written, "fast");

    assertThat(written.problems).hasSize(1);
    assertThat(written.problems.getFirst().code()).isEqualTo("nothing-exposed");
    assertThat(written.problems.getFirst().path()).isEqualTo("listeners.tcp");
    assertThat(written.problems.getFirst().help()).contains("loadBalancer/fast, listener: tcp");
  }

  @Test
  void the_mistakes_of_listeners_are_all_told_with_their_fields() {
    Balanced written =
        new Balanced()
            .with(
                "loadBalancers",
                "public",
                map(
                    "subnets",
                    List.of("subnet-1"),
                    "listeners",
                    map(
                        "a",
                        map("port", 80, "protocol", "HTTP", "redirectTo", "bb"),
                        "b",
                        map("port", 80, "protocol", "TCP"),
                        "c",
                        map("port", 443, "protocol", "HTTPS"),
                        "d",
                        map("port", 81, "protocol", "HTTP", "redirectTo", "d"))));

    expand(written, "public");

    assertThat(written.problems)
        .extracting(Balanced.Told::path)
        .containsExactlyInAnyOrder(
            "subnets",
            "listeners.a.redirectTo",
            "listeners.b.protocol",
            "listeners.b.port",
            "listeners.c.certificates",
            "listeners.d.redirectTo");
  }

  private List<Declared> expand(Balanced written, String key) {
    return section.expand(written.entry("loadBalancers", key), written);
  }

  private static String actions(Declared listener) {
    return listener.model().get("defaultActions").orElseThrow().toString();
  }
}
