package steadystate.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;
import software.amazon.awssdk.services.ecs.model.Volume;
import steadystate.sandbox.Shop;

class TaskDefinitionTest {
  private final Shop shop = new Shop();

  @Test
  void aws_fills_in_what_was_left_out() {
    ContainerDefinition sent =
        ContainerDefinition.builder()
            .name("app")
            .image("app:1")
            .portMappings(PortMapping.builder().containerPort(8080).build())
            .healthCheck(HealthCheck.builder().command("CMD", "true").build())
            .build();

    TaskDefinition got = register(d -> d.containerDefinitions(sent).volumes(v -> v.name("tmp")));

    ContainerDefinition container = got.containerDefinitions().getFirst();
    assertThat(container.essential()).isTrue();
    assertThat(container.cpu()).isZero();
    assertThat(container.portMappings())
        .containsExactly(
            PortMapping.builder()
                .containerPort(8080)
                .hostPort(8080)
                .protocol(TransportProtocol.TCP)
                .build());
    assertThat(container.healthCheck().interval()).isEqualTo(30);
    assertThat(container.healthCheck().timeout()).isEqualTo(5);
    assertThat(container.healthCheck().retries()).isEqualTo(3);
    assertThat(container.healthCheck().startPeriod()).isNull();
    assertThat(container.hasEnvironment()).isTrue();
    assertThat(container.hasMountPoints()).isTrue();
    assertThat(container.hasVolumesFrom()).isTrue();
    assertThat(container.hasSystemControls()).isTrue();
    assertThat(container.hasSecrets()).isFalse();
    assertThat(got.volumes().getFirst().host()).isNotNull();
    assertThat(got.compatibilities()).contains(Compatibility.EC2, Compatibility.FARGATE);
    assertThat(got.registeredAt()).isEqualTo(shop.clock.instant());
    assertThat(got.registeredBy()).isEqualTo(shop.aws.account().callerArn());
    assertThat(got.requiresAttributes()).isNotEmpty();
  }

  @Test
  void on_a_host_the_port_is_any() {
    TaskDefinition got =
        register(d -> d.networkMode(NetworkMode.BRIDGE).requiresCompatibilities(Compatibility.EC2));

    assertThat(got.containerDefinitions().getFirst().portMappings().getFirst().hostPort()).isZero();
  }

  @Test
  void an_efs_volume_has_a_root() {
    TaskDefinition got =
        register(d ->
            d.volumes(
                Volume.builder()
                    .name("share")
                    .efsVolumeConfiguration(e -> e.fileSystemId("fs-1"))
                    .build()));

    assertThat(got.volumes().getFirst().efsVolumeConfiguration().rootDirectory()).isEqualTo("/");
    assertThat(got.volumes().getFirst().host()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.25 vCPU, 512, 256, 512",
    ".5vcpu, 1GB, 512, 1024",
    "1 vCPU, 2 gb, 1024, 2048",
    "256, 0.5 GB, 256, 512"
  })
  void units_come_back_as_numbers(String cpu, String memory, String units, String mebibytes) {
    TaskDefinition got = register(d -> d.cpu(cpu).memory(memory));

    assertThat(got.cpu()).isEqualTo(units);
    assertThat(got.memory()).isEqualTo(mebibytes);
  }

  @Test
  void what_fargate_lacks_is_refused() {
    assertRefused(d -> d.memory("8192"), "No Fargate configuration exists");
    assertRefused(d -> d.cpu("300"), "No Fargate configuration exists");
    assertRefused(d -> d.cpu(null), "'cpu' be defined at the task level");
    assertRefused(d -> d.networkMode(NetworkMode.BRIDGE), "only supports network mode");
    assertRefused(
        d -> d.containerDefinitions(app(c -> c.logConfiguration(l -> l.logDriver("awslogs")))),
        "execution role ARN to support log driver awslogs");
  }

  @Test
  void containers_that_do_not_fit_together_are_refused() {
    assertRefused(d -> d.containerDefinitions(app(c -> {}), app(c -> {})), "unique");
    assertRefused(
        d -> d.containerDefinitions(app(c -> c.essential(false))), "at least one essential");
    assertRefused(
        d ->
            d.containerDefinitions(app(c -> c.portMappings(p -> p.containerPort(80).hostPort(81)))),
        "must match");
    assertRefused(
        d ->
            d.containerDefinitions(
                app(c ->
                    c.environment(e -> e.name("A").value("1"))
                        .secrets(s -> s.name("A").valueFrom("arn")))),
        "secret name must be unique");
  }

  @Test
  void every_register_is_a_revision_and_numbers_are_not_used_again() {
    shop.register("app:1");
    String second = shop.register("app:1");

    shop.ecs.deregisterTaskDefinition(r -> r.taskDefinition(second));

    assertThat(second).endsWith("shop-web:2");
    assertThat(shop.register("app:1")).endsWith("shop-web:3");
    assertThat(
            shop.ecs
                .describeTaskDefinition(r -> r.taskDefinition(second))
                .taskDefinition()
                .status())
        .isEqualTo(TaskDefinitionStatus.INACTIVE);
  }

  @Test
  void lists_are_sorted_paged_and_of_one_family() {
    for (int i = 0; i < 12; i++) {
      shop.register("app:" + i);
    }
    register(d -> d.family("shop-web-other"));

    var first =
        shop.ecs.listTaskDefinitions(
            r -> r.familyPrefix("shop-web").sort(SortOrder.DESC).maxResults(10));

    assertThat(first.taskDefinitionArns()).hasSize(10);
    assertThat(first.taskDefinitionArns().getFirst()).endsWith("shop-web:12");
    var rest =
        shop.ecs.listTaskDefinitions(r ->
            r.familyPrefix("shop-web")
                .sort(SortOrder.DESC)
                .maxResults(10)
                .nextToken(first.nextToken()));
    assertThat(rest.taskDefinitionArns()).hasSize(2);
    assertThat(rest.nextToken()).isNull();
    assertThat(shop.ecs.listTaskDefinitionFamilies().families())
        .containsExactly("shop-web", "shop-web-other");
  }

  @Test
  void a_missing_one_is_a_client_exception() {
    assertThatThrownBy(() -> shop.ecs.describeTaskDefinition(r -> r.taskDefinition("none")))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("Unable to describe task definition.");
  }

  private TaskDefinition register(Consumer<RegisterTaskDefinitionRequest.Builder> change) {
    return shop.ecs
        .registerTaskDefinition(Shop.definition("app:1").applyMutation(change).build())
        .taskDefinition();
  }

  private void assertRefused(
      Consumer<RegisterTaskDefinitionRequest.Builder> change, String message) {
    assertThatThrownBy(() -> register(change))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining(message);
  }

  private static ContainerDefinition app(Consumer<ContainerDefinition.Builder> change) {
    return ContainerDefinition.builder().name("app").image("app:1").applyMutation(change).build();
  }
}
