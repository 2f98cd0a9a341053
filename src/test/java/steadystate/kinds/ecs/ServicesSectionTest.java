package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
import steadystate.resource.Declared;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.Problem;

class ServicesSectionTest {
  private final Lab lab = Lab.inMemory();

  private static String api(String fields) {
    return "services:\n  api:\n" + fields.indent(4);
  }

  private List<String> problems(String yaml) {
    return lab.reading(Lab.HEAD + yaml.indent(2)).problems().stream()
        .map(p -> p.code() + " " + p.path().replace("spec.services.api.", ""))
        .toList();
  }

  private Problem problem(String yaml) {
    List<Problem> all = lab.reading(Lab.HEAD + yaml.indent(2)).problems();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Value.Entries model(String yaml) {
    return declared(yaml).model();
  }

  private Declared declared(String yaml) {
    Environment environment = lab.environment(yaml);
    return environment.find(ResourceId.parse("service/api")).orElseThrow();
  }

  @Test
  void the_example_of_the_contract_is_sound() {
    String yaml =
        """
        securityGroups:
          alb: {description: in}
          api: {description: tasks}
        loadBalancers:
          public:
            securityGroups: [securityGroup/alb]
            listeners:
              http: {port: 80, protocol: HTTP}
        services:
          api:
            image: app:main
            imagePolicy: {follow: tag}
            cpu: 256
            memory: 512
            port: 8000
            environment: {LOG_LEVEL: info, PORT: 8080, VERSION: 1.10, FLAG: true}
            secrets: {DATABASE_URL: "arn:aws:ssm:eu-west-1:123456789012:parameter/x"}
            command: [serve]
            healthCheck: {command: [CMD-SHELL, "curl -f localhost:8000/health"]}
            desiredCount: 1
            autoscaling: {min: 1, max: 4, targetCPUUtilization: 60, targetRequestCountPerTarget: 100}
            securityGroups: [securityGroup/api]
            assignPublicIp: false
            expose:
              - {loadBalancer: loadBalancer/public, listener: http, host: api.example.com, path: /*, priority: 10, healthCheck: {path: /health}}
            rollout: {strategy: rolling, minimumHealthyPercent: 100, maximumPercent: 200, circuitBreaker: true, rollback: true, timeout: 15m, alarms: []}
            containers: {sidecar: {image: side:1, essential: false}}
            taskDefinition: {runtimePlatform: {cpuArchitecture: ARM64}}
            logRetentionDays: 14
        """;

    Environment environment = lab.environment(yaml);

    assertThat(environment.declared())
        .extracting(d -> d.id().toString())
        .contains(
            "service/api",
            "logGroup/api",
            "targetGroup/api/public",
            "listenerRule/public/http/api",
            "scalableTarget/api");
    Declared service = declared(yaml);
    assertThat(service.after()).contains(ResourceId.parse("listenerRule/public/http/api"));
    assertThat(References.in(service.model()))
        .contains(ResourceId.parse("cluster/main"), ResourceId.parse("targetGroup/api/public"));
    assertThat(service.model().toString())
        .contains("VERSION=1.10", "PORT=8080", "FLAG=true", "containerPort=8000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu: 300, memory: 512 | fargate-size cpu | 300 is not a Fargate size; nearest: 256, 512",
        "cpu: 256, memory: 8192 | fargate-size memory | nearest: 2048",
        "healthCheckGracePeriodSeconds: 60 | grace-period-without-load-balancer"
            + " healthCheckGracePeriodSeconds | only where a load balancer",
        "rollout: {minimumHealthyPercent: 100, maximumPercent: 100} | rollout-cannot-move"
            + " rollout.maximumPercent | neither stop an old task nor start a new one",
        "launchType: EC2, capacityProviderStrategy: [{capacityProvider: x}] |"
            + " launch-type-and-strategy launchType | not both",
        "environment: {A: x}, secrets: {A: 'arn:x'} | variable-twice secrets.A |"
            + " also in environment (environments/dev.yaml:7:",
        "cpu: 256, taskDefinition: {cpu: 512, memory: 1024} | set-twice cpu | also set as"
            + " taskDefinition.cpu",
        "port: 1, containers: {api: {portMappings: []}} | set-twice containers.api.portMappings |"
            + " also set as port",
        "rollout: {strategy: canary}, deploymentConfiguration: {strategy: LINEAR} | set-twice"
            + " rollout.strategy | also set as deploymentConfiguration.strategy",
        "subnets: [subnet-1], networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-2]}} |"
            + " set-twice subnets | also set as",
        "taskDefinition: {networkMode: bridge} | not-on-fargate taskDefinition.networkMode |"
            + " but awsvpc",
        "containers: {api: {essential: false}} | no-essential-container containers.api.essential |"
            + " at least",
        "containers: {b: {essential: false}} | missing-key containers.b.image | has no image",
        "containers: {api: {portMappings: [{containerPort: 80, hostPort: 81}]}} | host-port"
            + " containers.api.portMappings | the same as containerPort",
        "containers: {api: {mountPoints: [{sourceVolume: x, containerPath: /x}]}} | unknown-volume"
            + " containers.api.mountPoints | there is no volume x",
        "containers: {api: {dependsOn: [{containerName: x, condition: START}]}} | unknown-container"
            + " containers.api.dependsOn | there is no other container x",
        "containers: {api: {privileged: true}} | not-on-fargate containers.api.privileged |"
            + " no privileged",
        "healthCheck: {command: [curl]} | health-check-command healthCheck.command | CMD-SHELL",
        "taskDefinition: {volumes: [{name: v, host: {sourcePath: /x}, efsVolumeConfiguration:"
            + " {fileSystemId: fs}}]} | volume-with-two-forms"
            + " taskDefinition.volumes[v].efsVolumeConfiguration | of one kind",
        "autoscaling: {min: 5, max: 2} | range-upside-down autoscaling.max | below min 5",
        "schedulingStrategy: DAEMON, desiredCount: 2, launchType: EC2 | daemon-has-no-count"
            + " desiredCount | one task on each instance",
      })
  void a_mistake_is_named_with_its_place_and_its_remedy(String fields, String where, String what) {
    Problem problem = problem("services: {api: {image: app, " + fields + "}}");

    assertThat(problem.code() + " " + problem.path().replace("spec.services.api.", ""))
        .isEqualTo(where);
    assertThat(problem.message()).contains(what);
    assertThat(problem.help()).isPresent();
    assertThat(problem.at().line()).isPositive();
  }

  @Test
  void a_variable_written_twice_is_a_mistake() {
    assertThat(
            problem(
                    api(
                        """
                        containers:
                          api:
                            image: app
                            environment: [{name: FOO, value: a}, {name: FOO, value: b}]
                        """))
                .code())
        .isEqualTo("duplicate-entry");
  }

  @Test
  void a_service_without_a_container_is_a_mistake() {
    assertThat(problems(api("desiredCount: 1"))).containsExactly("no-container image");
  }

  @Test
  void any_spelling_of_a_size_is_one_size() {
    Value.Entries model = model(api("image: app\ncpu: 0.25 vCPU\nmemory: 1 GB"));

    assertThat(model.text("cpu")).contains("256");
    assertThat(model.text("memory")).contains("1024");
  }

  @Test
  void without_a_network_tasks_run_in_public_subnets_with_an_address() {
    assertThat(model(api("image: app")).get("networkConfiguration").orElseThrow().toString())
        .isEqualTo(
            "{awsvpcConfiguration={subnets=${network.main.publicSubnetIds},"
                + " assignPublicIp=ENABLED}}");
  }

  @Test
  void in_a_written_network_tasks_run_in_private_subnets() {
    String network = "network: {vpcId: vpc-1}\n";

    assertThat(
            model(network + api("image: app")).get("networkConfiguration").orElseThrow().toString())
        .isEqualTo("{awsvpcConfiguration={subnets=${network.main.privateSubnetIds}}}");
  }

  @Test
  void what_is_not_exposed_is_detached() {
    assertThat(model(api("image: app")).get("loadBalancers")).contains(Value.items(List.of()));
  }

  @Test
  void a_count_without_a_load_balancer_to_count_at_is_a_mistake() {
    assertThat(
            problems(
                api("image: app\nautoscaling: {min: 1, max: 2, targetRequestCountPerTarget: 5}")))
        .containsExactly("no-one-load-balancer autoscaling.targetRequestCountPerTarget");
  }

  @Test
  void secrets_by_name_are_known() {
    assertThat(
            List.of(
                "DB_PASSWORD", "apiKey", "GITHUB_TOKEN", "DATABASE_URL", "STRIPE_SECRET", "KEY"))
        .allMatch(SecretNames::looksSecret);
    assertThat(List.of("LOG", "MONKEY_MODE", "KEYBOARD", "PORT", "PASSAGE", "AUTHOR"))
        .noneMatch(SecretNames::looksSecret);
  }
}
