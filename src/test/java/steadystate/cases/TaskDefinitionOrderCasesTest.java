package steadystate.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import steadystate.sandbox.Answers;

/** Task definitions: AWS keeps no order in what it treats as a set. */
class TaskDefinitionOrderCasesTest {
  private static final String SECRETS =
      """
      secrets:
        API_KEY: "arn:aws:ssm:eu-west-1:123456789012:parameter/key"
        DB_PW: "arn:aws:ssm:eu-west-1:123456789012:parameter/pw"
      """;

  private static final String LOGGED =
      """
      logConfiguration:
        logDriver: splunk
        options: {splunk-url: "https://logs.example.com", splunk-index: main, tag: web}
        secretOptions:
          splunk-token: "arn:aws:ssm:eu-west-1:123456789012:parameter/token"
          splunk-cacert: "arn:aws:ssm:eu-west-1:123456789012:parameter/ca"
      """;

  private static final String MANY_SETS =
      Case.WEB
          + """
                  mountPoints:
                    - {sourceVolume: a, containerPath: /a}
                    - {sourceVolume: b, containerPath: /b}
                  ulimits:
                    - {name: nofile, softLimit: 1024, hardLimit: 4096}
                    - {name: core, softLimit: 0, hardLimit: 0}
                  extraHosts:
                    - {hostname: one, ipAddress: 10.0.0.1}
                    - {hostname: two, ipAddress: 10.0.0.2}
                  dependsOn:
                    - {containerName: first, condition: START}
                    - {containerName: second, condition: START}
                first: {image: "side:1", essential: false}
                second:
                  image: side:1
                  essential: false
                  volumesFrom: [{sourceContainer: app}, {sourceContainer: first}]
                  portMappings: [{containerPort: 81}, {containerPort: 82}, {containerPort: 82, protocol: udp}]
              taskDefinition:
                volumes: [{name: a}, {name: b}]
                requiresCompatibilities: [EC2, FARGATE]
          """;

  private final Case web = new Case();

  private void answered(UnaryOperator<ContainerDefinition> change) {
    Answers.containers(web.lab.sandbox(), "dev-web:1", change);
  }

  private static <V> List<V> reversed(List<V> list) {
    return new ArrayList<>(list.reversed());
  }

  @Test
  void td_01_variables_in_another_order_are_the_same_variables() {
    web.given(Case.WEB);
    answered(c -> c.toBuilder().environment(reversed(c.environment())).build());

    web.nothing(Case.WEB);
  }

  @Test
  void td_02_one_changed_variable_is_one_path_wherever_it_stands() {
    String before =
        Case.edited(Case.WEB, "{LOG: info,", "{A: \"1\", B: \"2\", C: \"3\", LOG: info,");
    web.given(before);
    answered(c -> c.toBuilder().environment(reversed(c.environment())).build());

    web.changes(
        Case.edited(before, "B: \"2\"", "B: \"9\""),
        "containerDefinitions[app].environment[B]: 2 -> 9");
  }

  @Test
  void td_04_secrets_in_another_order_are_the_same_secrets() {
    web.given(Case.app(SECRETS));
    answered(c -> c.toBuilder().secrets(reversed(c.secrets())).build());

    web.nothing(Case.app(SECRETS));
  }

  @Test
  void td_31_log_options_have_no_order() {
    web.given(Case.app(LOGGED));
    answered(c -> c.toBuilder().logConfiguration(turned(c.logConfiguration())).build());

    web.nothing(Case.app(LOGGED));
  }

  private static LogConfiguration turned(LogConfiguration log) {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> keys = List.copyOf(new TreeMap<>(log.options()).descendingKeySet());
    keys.forEach(key -> options.put(key, log.options().get(key)));
    return log.toBuilder().options(options).secretOptions(reversed(log.secretOptions())).build();
  }

  @Test
  void td_34_what_is_told_apart_by_a_key_has_no_order() {
    web.given(MANY_SETS);
    answered(c ->
        c.toBuilder()
            .mountPoints(reversed(c.mountPoints()))
            .portMappings(reversed(c.portMappings()))
            .volumesFrom(reversed(c.volumesFrom()))
            .ulimits(reversed(c.ulimits()))
            .extraHosts(reversed(c.extraHosts()))
            .dependsOn(reversed(c.dependsOn()))
            .build());
    Answers.revision(
        web.lab.sandbox(),
        "dev-web:1",
        d ->
            d.volumes(reversed(d.build().volumes()))
                .containerDefinitions(reversed(d.build().containerDefinitions()))
                .requiresCompatibilities(Compatibility.FARGATE, Compatibility.EC2));

    web.nothing(MANY_SETS);
  }

  @Test
  void td_34_one_element_of_a_keyed_list_is_one_path() {
    web.given(MANY_SETS);

    web.changes(
        Case.edited(MANY_SETS, "softLimit: 1024", "softLimit: 2048"),
        "containerDefinitions[app].ulimits[nofile].softLimit: 1024 -> 2048");
  }

  @Test
  void td_34_placement_constraints_of_a_task_have_no_order() {
    String placed =
        """
        services:
          web:
            image: repo/app:1.4.2
            launchType: EC2
            memory: 512
            taskDefinition:
              networkMode: bridge
              placementConstraints:
                - {type: memberOf, expression: "attribute:ecs.os-type == linux"}
                - {type: memberOf, expression: "attribute:ecs.instance-type =~ t3.*"}
        """;
    web.withoutWaiting().given(placed);
    Answers.revision(
        web.lab.sandbox(),
        "dev-web:1",
        d -> d.placementConstraints(reversed(d.build().placementConstraints())));

    web.nothing(placed);
  }
}
