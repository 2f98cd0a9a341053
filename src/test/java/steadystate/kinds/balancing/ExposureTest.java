package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.balancing.Balanced.expose;
import static steadystate.kinds.balancing.Balanced.map;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadystate.resource.Declared;
import steadystate.resource.Value;

class ExposureTest {

  @Test
  void a_service_with_a_host_gets_a_target_group_and_a_rule() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose("public", "https", "host", "Api.Example.com", "path", "/*", "priority", 10));

    Exposure exposure = of(written, "api");

    assertThat(ids(exposure))
        .containsExactly("targetGroup/api/public", "listenerRule/public/https/api");
    assertThat(exposure.after())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("listener/public/https", "listenerRule/public/https/api");
    assertThat(exposure.loadBalancers().getFirst())
        .hasToString(
            "{targetGroupArn=${targetGroup.api/public.arn}, containerName=api,"
                + " containerPort=8000}");
    Value.Entries rule = exposure.resources().getLast().model();
    assertThat(rule.text("priority")).contains("10");
    assertThat(rule.get("conditions").orElseThrow())
        .hasToString(
            "[{field=host-header, values=[api.example.com]}, {field=path-pattern, values=[/*]}]");
    assertThat(written.problems).isEmpty();
  }

  @Test
  void the_target_group_speaks_http_with_tasks_by_address() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose(
                    "public",
                    "https",
                    "path",
                    "/*",
                    "healthCheck",
                    map("path", "/health", "interval", 10, "timeout", 5, "matcher", "200-299"),
                    "targetGroup",
                    map("attributes", map("deregistration_delay.timeout_seconds", "5"))));

    Value.Entries group = of(written, "api").resources().getFirst().model();

    assertThat(group.text("name")).contains("shop-api-public");
    assertThat(group.text("protocol")).contains("HTTP");
    assertThat(group.text("targetType")).contains("ip");
    assertThat(group.text("vpcId")).contains("${network.main.vpcId}");
    assertThat(group.text("healthCheckPath")).contains("/health");
    assertThat(group.text("healthCheckIntervalSeconds")).contains("10");
    assertThat(group.text("matcher")).contains("{httpCode=200-299}");
    assertThat(group.has("attributes")).isTrue();
  }

  @Test
  void a_service_without_host_or_path_is_the_default_of_its_listener() {
    Balanced written = Balanced.shop().service("api", expose("public", "https"));

    Exposure exposure = of(written, "api");

    assertThat(ids(exposure)).containsExactly("targetGroup/api/public");
    assertThat(exposure.after())
        .extracting(Object::toString)
        .containsExactly("listener/public/https");
  }

  @Test
  void without_a_listener_the_only_one_that_answers_is_meant() {
    Map<String, Object> entry = expose("public", "", "path", "/*");
    entry.remove("listener");

    assertThat(ids(of(Balanced.shop().service("api", entry), "api")))
        .contains("listenerRule/public/https/api");
  }

  @Test
  void several_rules_on_one_listener_are_told_apart_by_priority_and_share_the_group() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose("public", "https", "host", "a.example.com", "priority", 10),
                expose("public", "https", "host", "b.example.com", "priority", 20));

    assertThat(ids(of(written, "api")))
        .containsExactly(
            "targetGroup/api/public",
            "listenerRule/public/https/api:10",
            "listenerRule/public/https/api:20");
  }

  @Test
  void a_container_of_its_own_gets_a_group_of_its_own() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose("public", "https", "path", "/*"),
                expose(
                    "public",
                    "https",
                    "path",
                    "/admin",
                    "containerName",
                    "admin",
                    "containerPort",
                    9000));

    Exposure exposure = of(written, "api");

    assertThat(ids(exposure))
        .contains("targetGroup/api/public", "targetGroup/api/public/admin:9000");
    assertThat(exposure.loadBalancers())
        .extracting(entry -> entry.text("containerName").orElse(""))
        .containsExactly("api", "admin");
  }

  @Test
  void a_derived_priority_is_the_same_at_every_run_and_leaves_low_numbers_to_people() {
    Balanced written = Balanced.shop().service("api", expose("public", "https", "path", "/*"));

    String first = of(written, "api").resources().getLast().model().text("priority").orElseThrow();
    String second = of(written, "api").resources().getLast().model().text("priority").orElseThrow();

    assertThat(first).isEqualTo(second);
    assertThat(Integer.parseInt(first)).isBetween(Priorities.LOWEST, Priorities.HIGHEST);
  }

  @Test
  void a_priority_claimed_twice_is_told_with_both_places() {
    Balanced written =
        Balanced.shop()
            .service("api", expose("public", "https", "path", "/a", "priority", 10))
            .service("web", expose("public", "https", "path", "/b", "priority", 10));

    of(written, "web");

    assertThat(written.problems).hasSize(1);
    Balanced.Told told = written.problems.getFirst();
    assertThat(told.code()).isEqualTo("priority-taken");
    assertThat(told.place()).isEqualTo("shop.yaml:3:1");
    assertThat(told.message()).contains("priority 10").contains("service/api (shop.yaml:2:1)");
  }

  @Test
  void two_services_cannot_both_be_the_default_of_a_listener() {
    Balanced written =
        Balanced.shop()
            .service("api", expose("public", "https"))
            .service("web", expose("public", "https"));

    of(written, "api");

    assertThat(codes(written)).containsExactly("listener-taken");
    assertThat(written.problems.getFirst().message()).contains("service/web (shop.yaml:3:1)");
  }

  @Test
  void everything_on_a_listener_that_redirects_cannot_be_had() {
    Balanced written = Balanced.shop().service("api", expose("public", "http"));

    of(written, "api");

    assertThat(codes(written)).containsExactly("listener-taken");
  }

  @Test
  void unknown_names_are_told_with_the_nearest_known_ones() {
    Balanced written =
        Balanced.shop()
            .service("api", expose("publik", "https"), expose("public", "htps", "path", "/*"));

    Exposure exposure = of(written, "api");

    assertThat(exposure.resources()).isEmpty();
    assertThat(written.problems)
        .extracting(Balanced.Told::path)
        .containsExactly("expose[0].loadBalancer", "expose[1].listener");
    assertThat(written.problems)
        .extracting(Balanced.Told::help)
        .allMatch(help -> help.startsWith("did you mean "));
  }

  @Test
  void a_timeout_that_is_not_below_the_interval_is_told() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose(
                    "public",
                    "https",
                    "path",
                    "/a",
                    "priority",
                    1,
                    "healthCheck",
                    map("interval", 30, "timeout", 30)),
                expose(
                    "public",
                    "https",
                    "path",
                    "/b",
                    "priority",
                    2,
                    "containerPort",
                    9000,
                    "healthCheck",
                    map("interval", 5)));

    of(written, "api");

    assertThat(written.problems)
        .extracting(Balanced.Told::path)
        .containsExactly("expose[0].healthCheck.timeout", "expose[1].healthCheck.interval");
  }

  @Test
  void a_network_listener_takes_no_rules() {
    Balanced written =
        new Balanced()
            .with(
                "loadBalancers",
                "fast",
                map(
                    "type",
                    "network",
                    "listeners",
                    map("tls", map("port", 443, "protocol", "TLS"))))
            .service("api", expose("fast", "tls", "host", "api.example.com"));

    Exposure exposure = of(written, "api");

    assertThat(codes(written)).containsExactly("no-rules-here");
    assertThat(ids(exposure)).containsExactly("targetGroup/api/fast");
    assertThat(exposure.resources().getFirst().model().text("protocol")).contains("TCP");
  }

  @Test
  void contradicting_health_checks_of_one_group_are_told() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose(
                    "public",
                    "https",
                    "path",
                    "/a",
                    "priority",
                    1,
                    "healthCheck",
                    map("path", "/x")),
                expose(
                    "public",
                    "https",
                    "path",
                    "/b",
                    "priority",
                    2,
                    "healthCheck",
                    map("path", "/y")));

    of(written, "api");

    assertThat(codes(written)).containsExactly("one-target-group");
  }

  @Test
  void a_listener_of_others_takes_a_rule_by_its_arn() {
    String arn =
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/0123/4567";
    Balanced written =
        new Balanced().service("api", map("listener", arn, "host", "api.example.com"));

    Exposure exposure = of(written, "api");

    assertThat(ids(exposure))
        .containsExactly("targetGroup/api/shared", "listenerRule/shared/4567/api");
    assertThat(exposure.resources().getLast().model().text("listenerArn")).contains(arn);
    assertThat(written.problems).isEmpty();
  }

  @Test
  void headers_methods_and_queries_become_conditions() {
    Balanced written =
        Balanced.shop()
            .service(
                "api",
                expose(
                    "public",
                    "https",
                    "methods",
                    List.of("POST", "GET"),
                    "headers",
                    map("X-Version", List.of("2")),
                    "queryStrings",
                    map("lang", List.of("de"), "kind", "a")));

    assertThat(of(written, "api").resources().getLast().model().get("conditions").orElseThrow())
        .hasToString(
            "[{field=http-header, name=x-version, values=[2]},"
                + " {field=http-request-method, values=[GET, POST]},"
                + " {field=query-string, name=kind=a, values=[kind=a]},"
                + " {field=query-string, name=lang=de, values=[lang=de]}]");
  }

  private static Exposure of(Balanced written, String service) {
    return Exposure.of(written.entry("services", service), written);
  }

  private static List<String> ids(Exposure exposure) {
    return exposure.resources().stream().map(Declared::id).map(Object::toString).toList();
  }

  private static List<String> codes(Balanced written) {
    return written.problems.stream().map(Balanced.Told::code).toList();
  }
}
