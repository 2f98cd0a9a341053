package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.VersionConsistency;
import steadystate.sandbox.Answers;

/** Task definitions: what AWS adds, leaves out or takes for granted. */
class TaskDefinitionDefaultCasesTest {
  private static final String PLAIN =
      """
      services:
        web: {image: "repo/app:1.4.2"}
      """;

  private static final String CHECKED = Case.app("healthCheck: {command: [CMD-SHELL, \"true\"]}");

  private static final String ON_A_BRIDGE =
      """
      services:
        web:
          launchType: EC2
          memory: 512
          taskDefinition: {networkMode: bridge}
          containers:
            app:
              image: repo/app:1.4.2
              portMappings: [{containerPort: 80}]
      """;

  private final Case web = new Case();

  private void answered(UnaryOperator<ContainerDefinition> change) {
    Answers.containers(web.lab.sandbox(), "dev-web:1", change);
  }

  @Test
  void td_05_an_empty_list_and_none_are_the_same() {
    web.given(PLAIN);
    answered(c ->
        c.toBuilder()
            .environment(List.of())
            .mountPoints(List.of())
            .volumesFrom(List.of())
            .portMappings(List.of())
            .systemControls(List.of())
            .environmentFiles(List.of())
            .secrets(List.of())
            .links(List.of())
            .build());

    web.nothing(PLAIN);
    web.nothing(
        """
        services:
          web:
            containers:
              web:
                image: repo/app:1.4.2
                environment: {}
                mountPoints: []
                portMappings: []
                environmentFiles: []
                links: []
        """);
  }

  @Test
  void td_05_an_empty_list_that_was_written_and_is_left_out_of_the_answer_is_there() {
    String written = Case.app("mountPoints: []\nsystemControls: []\nvolumesFrom: []\n");
    web.given(written);
    answered(c ->
        c.toBuilder()
            .mountPoints(DefaultSdkAutoConstructList.getInstance())
            .systemControls(DefaultSdkAutoConstructList.getInstance())
            .volumesFrom(DefaultSdkAutoConstructList.getInstance())
            .build());

    web.nothing(written);
  }

  @Test
  void td_07_with_its_own_network_a_container_has_the_host_port_it_listens_on() {
    String ported = Case.edited(Case.WEB, "8080", "9411");
    web.given(ported);

    assertThat(web.definition().containerDefinitions().getFirst().portMappings().getFirst())
        .matches(port -> port.hostPort() == 9411);
    web.nothing(ported);
  }

  @Test
  void td_08_on_a_bridge_a_host_port_is_a_difference() {
    web.withoutWaiting().given(ON_A_BRIDGE);
    answered(c ->
        c.toBuilder()
            .portMappings(
                c.portMappings().stream()
                    .map(port -> port.toBuilder().hostPort(null).build())
                    .toList())
            .build());
    web.nothing(ON_A_BRIDGE);

    web.changes(
        Case.edited(ON_A_BRIDGE, "{containerPort: 80}", "{containerPort: 80, hostPort: 80}"),
        "containerDefinitions[app].portMappings[80/tcp].hostPort: 0 -> 80");

    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(1);
    assertThat(web.count("UpdateService")).isEqualTo(1);
  }

  @Test
  void td_10_no_protocol_is_tcp_on_both_sides() {
    web.given(Case.WEB);
    web.nothing(Case.edited(Case.WEB, "8080}", "8080, protocol: tcp}"));
    answered(c ->
        c.toBuilder()
            .portMappings(
                c.portMappings().stream()
                    .map(port -> port.toBuilder().protocol((String) null).build())
                    .toList())
            .build());

    web.nothing(Case.WEB);
    web.nothing(Case.edited(Case.WEB, "8080}", "8080, protocol: tcp}"));
  }

  @Test
  void td_11_a_container_is_essential_until_it_is_said_not_to_be() {
    String two = Case.WEB + "      side: {image: \"side:1\"}\n";
    web.given(two);
    web.nothing(two);
    web.nothing(Case.edited(two, "\"side:1\"", "\"side:1\", essential: true"));

    web.changes(
        Case.edited(two, "\"side:1\"", "\"side:1\", essential: false"),
        "containerDefinitions[side].essential: true -> false");
  }

  @Test
  void td_13_the_defaults_of_a_health_check_are_no_difference() {
    web.given(CHECKED);

    assertThat(web.definition().containerDefinitions().getFirst().healthCheck().interval())
        .isEqualTo(30);
    web.nothing(CHECKED);
    web.nothing(
        Case.edited(CHECKED, "\"true\"]", "\"true\"], interval: 30, timeout: 5, retries: 3"));
  }

  @Test
  void td_14_one_field_of_a_health_check_is_one_revision_and_one_update() {
    web.given(CHECKED);

    web.changes(
        Case.edited(CHECKED, "\"true\"]", "\"true\"], interval: 10"),
        "containerDefinitions[app].healthCheck.interval: 30 -> 10");

    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(1);
    assertThat(web.count("UpdateService")).isEqualTo(1);
    assertThat(web.definition().containerDefinitions().getFirst().healthCheck().retries())
        .isEqualTo(3);
  }

  @Test
  void td_35_linux_on_x86_is_what_fargate_runs_where_nobody_says() {
    web.given(Case.WEB);
    assertThat(web.definition().runtimePlatform()).isNull();

    web.nothing(
        Case.web(
            """
            taskDefinition:
              runtimePlatform: {operatingSystemFamily: LINUX, cpuArchitecture: X86_64}
            """));
  }

  @Test
  void td_37_what_aws_works_out_by_itself_is_never_compared() {
    web.given(Case.WEB);
    Answers.revision(
        web.lab.sandbox(),
        "dev-web:1",
        d ->
            d.compatibilities(Compatibility.EC2, Compatibility.FARGATE)
                .requiresAttributes(Attribute.builder().name("com.example.of-another-day").build())
                .registeredAt(Instant.parse("2020-01-01T00:00:00Z"))
                .registeredBy("arn:aws:iam::123456789012:user/somebody"));

    web.nothing(Case.WEB);
    web.changes(
        Case.edited(Case.WEB, "1.4.2", "1.5.0"),
        "containerDefinitions[app].image: repo/app:1.4.2 -> repo/app:1.5.0");
  }

  @Test
  void td_40_an_image_without_a_tag_stays_as_it_is_written() {
    String untagged = Case.edited(Case.WEB, "repo/app:1.4.2", "repo/app");
    web.given(untagged);

    assertThat(web.definition().containerDefinitions().getFirst().image()).isEqualTo("repo/app");
    web.nothing(untagged);
    assertThat(web.lab.look(untagged).plan().warnings())
        .extracting(warning -> warning.rule() + ": " + warning.message())
        .containsExactly(
            "strict/pinned-images: repo/app is whatever was pushed last; write a tag, or its digest"
                + " (@sha256:…)");
    assertThat(web.lab.look(Case.WEB).plan().warnings()).isEmpty();
    assertThat(web.lab.look("mode: strict\n" + untagged).plan().refusals())
        .extracting(refusal -> refusal.rule())
        .contains("strict/pinned-images");
  }

  @Test
  void se_38_who_is_root_on_the_machine_or_comes_from_nobody_knows_where() {
    String exposed =
        """
        allowedRegistries: [public.ecr.aws, "*.dkr.ecr.eu-west-1.amazonaws.com/team"]
        services:
          web:
            launchType: EC2
            desiredCount: 0
            containers:
              app: {image: nginx:1.27.1, memory: 64, privileged: true}
              tool: {image: "public.ecr.aws/x/tool:1.2.3", memory: 64, essential: false}
              mate:
                image: "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/mate:1.2.3"
                memory: 64
                essential: false
            taskDefinition:
              networkMode: host
              pidMode: host
              volumes: [{name: docker, host: {sourcePath: /var/run/docker.sock}}]
        """;

    assertThat(web.lab.look(exposed).plan().warnings())
        .extracting(warning -> warning.rule() + " " + warning.source().orElseThrow().line())
        .containsExactlyInAnyOrder(
            "strict/no-host-access 13",
            "strict/no-host-access 20",
            "strict/no-host-access 22",
            "strict/no-host-access 21",
            "strict/known-registries 13");
    assertThat(web.lab.look(exposed).plan().refusals()).isEmpty();
    assertThat(web.lab.look("mode: strict\n" + exposed).plan().refusals())
        .extracting(refusal -> refusal.rule())
        .contains("strict/no-host-access", "strict/known-registries");
  }

  @Test
  void td_41_what_the_spec_does_not_own_is_no_difference_and_survives_a_new_revision() {
    web.given(Case.WEB);
    answered(c -> c.toBuilder().stopTimeout(77).credentialSpecs("credentialspec:x").build());
    web.nothing(Case.WEB);

    web.changes(
        Case.edited(Case.WEB, "1.4.2", "1.5.0"),
        "containerDefinitions[app].image: repo/app:1.4.2 -> repo/app:1.5.0");

    ContainerDefinition sent = web.registered().containerDefinitions().getFirst();
    assertThat(sent.stopTimeout()).isEqualTo(77);
    assertThat(sent.credentialSpecs()).containsExactly("credentialspec:x");
  }

  @Test
  void td_43_new_defaults_of_aws_are_no_difference() {
    web.given(Case.WEB);
    answered(c ->
        c.toBuilder()
            .versionConsistency(VersionConsistency.ENABLED)
            .restartPolicy(r -> r.enabled(false))
            .build());

    web.nothing(Case.WEB);
    web.nothing(Case.app("versionConsistency: enabled"));
  }

  @Test
  void td_43_a_default_that_is_written_and_not_answered_is_no_difference() {
    String written =
        Case.app("versionConsistency: enabled\nprivileged: false\nreadonlyRootFilesystem: false\n");
    web.given(Case.WEB);

    web.nothing(written);
    assertThat(web.requests(RegisterTaskDefinitionRequest.class)).isEmpty();
  }
}
