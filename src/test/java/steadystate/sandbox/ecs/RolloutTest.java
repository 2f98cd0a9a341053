package steadystate.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import steadystate.sandbox.Shop;

class RolloutTest {
  private final Shop shop = new Shop();

  @Test
  void a_new_service_comes_up_over_time() {
    shop.ecs.createService(Shop.service("web", shop.register("app:1")).build());

    assertThat(shop.web().runningCount()).isZero();
    assertThat(shop.web().pendingCount()).isEqualTo(2);
    assertThat(shop.web().deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    shop.pass(Duration.ofSeconds(15));
    assertThat(shop.web().runningCount()).isEqualTo(2);
    assertThat(shop.web().deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(shop.events().getFirst()).isEqualTo("(service web) has reached a steady state.");
    assertThat(shop.events().getLast()).startsWith("(service web) has started 2 tasks: (task ");
  }

  @Test
  void tasks_go_through_their_states() {
    shop.ecs.createService(Shop.service("web", shop.register("app:1")).build());

    assertThat(lastStatus()).containsOnly("PROVISIONING");
    shop.pass(Duration.ofSeconds(5));
    assertThat(lastStatus()).containsOnly("PENDING");
    shop.pass(Duration.ofSeconds(10));
    assertThat(lastStatus()).containsOnly("RUNNING");
  }

  @Test
  void another_task_definition_makes_a_new_primary_and_drains_the_old() {
    shop.running("app:1");
    String second = shop.register("app:2");

    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));

    assertThat(shop.web().taskDefinition()).isEqualTo(second);
    assertThat(shop.web().deployments())
        .extracting(Deployment::status)
        .containsExactly("PRIMARY", "ACTIVE");
    assertThat(shop.web().runningCount()).isEqualTo(2);
    shop.pass(Duration.ofSeconds(17));
    assertThat(shop.web().deployments()).hasSize(2);
    shop.pass(Duration.ofSeconds(10));
    assertThat(shop.web().deployments())
        .singleElement()
        .satisfies(d -> assertThat(d.taskDefinition()).isEqualTo(second))
        .satisfies(d -> assertThat(d.runningCount()).isEqualTo(2))
        .satisfies(d -> assertThat(d.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED));
  }

  @Test
  void a_look_after_an_hour_sees_the_same_as_a_look_every_second() {
    Shop watched = new Shop();
    for (Shop each : List.of(shop, watched)) {
      each.running("app:1");
      each.aws.breaks("app:2");
      each.register("app:2");
      each.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web"));
    }

    shop.pass(Duration.ofHours(1));
    for (int second = 0; second < 3600; second++) {
      watched.pass(Duration.ofSeconds(1));
      watched.web();
    }

    assertThat(shop.web()).isEqualTo(watched.web());
  }

  @Test
  void another_count_is_no_deployment() {
    shop.running("app:1");
    String before = shop.web().deployments().getFirst().id();

    shop.ecs.updateService(r -> r.cluster("shop").service("web").desiredCount(4));
    shop.pass(Duration.ofMinutes(1));

    assertThat(shop.web().runningCount()).isEqualTo(4);
    assertThat(shop.web().deployments()).extracting(Deployment::id).containsExactly(before);
    shop.ecs.updateService(r -> r.cluster("shop").service("web").desiredCount(1));
    shop.pass(Duration.ofMinutes(1));
    assertThat(shop.web().runningCount()).isEqualTo(1);
  }

  @Test
  void a_forced_deployment_replaces_tasks_of_the_same_revision() {
    shop.running("app:1");
    String before = shop.web().deployments().getFirst().id();

    shop.ecs.updateService(r -> r.cluster("shop").service("web").forceNewDeployment(true));
    shop.pass(Duration.ofMinutes(1));

    assertThat(shop.web().deployments()).extracting(Deployment::id).doesNotContain(before);
  }

  @Test
  void at_a_hundred_percent_both_ways_a_rollout_never_moves() {
    shop.running(
        "app:1",
        s -> s.deploymentConfiguration(d -> d.minimumHealthyPercent(100).maximumPercent(100)));
    shop.register("app:2");

    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web"));
    shop.pass(Duration.ofHours(5));

    assertThat(shop.web().deployments()).hasSize(2);
    assertThat(shop.web().deployments().getFirst().runningCount()).isZero();
  }

  @Test
  void the_circuit_breaker_rolls_back_to_what_ran_before() {
    shop.running("app:1", s -> s.deploymentConfiguration(breaker()));
    String first = shop.web().taskDefinition();
    shop.register("app:2");
    shop.aws.breaks("app:2");

    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));
    shop.pass(Duration.ofMinutes(1));

    Service back = shop.web();
    assertThat(back.taskDefinition()).isEqualTo(first);
    assertThat(back.runningCount()).isEqualTo(2);
    assertThat(back.deployments())
        .singleElement()
        .satisfies(d -> assertThat(d.taskDefinition()).isEqualTo(first));
    assertThat(shop.events())
        .anyMatch(e -> e.endsWith("deployment failed: tasks failed to start."))
        .anyMatch(e -> e.contains("rolling back to deployment ecs-svc/"));
    assertThat(
            shop.ecs
                .listServiceDeployments(r -> r.cluster("shop").service("web"))
                .serviceDeployments())
        .extracting(d -> d.status())
        .containsExactly(
            ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL, ServiceDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void while_it_rolls_back_the_failed_deployment_is_still_shown() {
    shop.running("app:1", s -> s.deploymentConfiguration(breaker()));
    shop.register("app:2");
    shop.aws.breaks("app:2");
    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));

    while (shop.web().deployments().getFirst().taskDefinition().endsWith(":2")) {
      shop.pass(Duration.ofSeconds(1));
    }

    assertThat(shop.web().deployments())
        .extracting(Deployment::rolloutState)
        .containsExactly(DeploymentRolloutState.IN_PROGRESS, DeploymentRolloutState.FAILED);
    assertThat(shop.web().deployments().getFirst().rolloutStateReason())
        .startsWith("ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/");
  }

  @Test
  void without_a_circuit_breaker_failures_only_add_up() {
    shop.running("app:1");
    shop.register("app:2");
    shop.aws.breaks("app:2");

    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));
    shop.pass(Duration.ofHours(1));

    Deployment stuck = shop.web().deployments().getFirst();
    assertThat(stuck.rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    assertThat(stuck.failedTasks()).isGreaterThan(10);
    assertThat(shop.web().runningCount()).isEqualTo(2);
    shop.aws.nature().mends("app:2");
    shop.pass(Duration.ofMinutes(10));
    assertThat(shop.web().deployments())
        .singleElement()
        .satisfies(d -> assertThat(d.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED));
  }

  @Test
  void sick_tasks_restart_for_ever_and_trip_nothing() {
    shop.running("app:1", s -> s.deploymentConfiguration(breaker()));
    shop.register("app:2");
    shop.aws.nature().sickens("app:2");

    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));
    shop.pass(Duration.ofHours(1));

    Deployment stuck = shop.web().deployments().getFirst();
    assertThat(stuck.rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    assertThat(stuck.failedTasks()).isZero();
  }

  @Test
  void a_deleted_service_drains_before_its_name_is_free() {
    shop.running("app:1");
    assertThatThrownBy(() -> shop.ecs.deleteService(r -> r.cluster("shop").service("web")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("while it is scaled above 0");

    shop.ecs.deleteService(r -> r.cluster("shop").service("web").force(true));

    assertThat(shop.web().status()).isEqualTo("DRAINING");
    assertThat(shop.ecs.listServices(r -> r.cluster("shop")).serviceArns()).isEmpty();
    assertThatThrownBy(() -> shop.ecs.createService(Shop.service("web", "shop-web").build()))
        .hasMessageContaining("Unable to Start a service that is still Draining.");
    assertThatThrownBy(
            () -> shop.ecs.updateService(r -> r.cluster("shop").service("web").desiredCount(1)))
        .isInstanceOf(ServiceNotActiveException.class);
    shop.pass(Duration.ofSeconds(6));
    assertThat(shop.web().status()).isEqualTo("INACTIVE");
    shop.ecs.createService(Shop.service("web", "shop-web").build());
    assertThat(shop.web().status()).isEqualTo("ACTIVE");
  }

  @Test
  void a_gone_service_is_forgotten_after_an_hour() {
    shop.running("app:1");
    shop.ecs.deleteService(r -> r.cluster("shop").service("web").force(true));
    shop.pass(Duration.ofMinutes(59));
    assertThat(shop.web().status()).isEqualTo("INACTIVE");

    shop.pass(Duration.ofMinutes(2));

    assertThat(shop.ecs.describeServices(r -> r.cluster("shop").services("web")).failures())
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).isEqualTo("MISSING"));
  }

  @Test
  void a_stopped_task_is_replaced() {
    shop.running("app:1");
    String task =
        shop.ecs.listTasks(r -> r.cluster("shop").serviceName("web")).taskArns().getFirst();

    shop.ecs.stopTask(r -> r.cluster("shop").task(task));
    assertThat(shop.web().runningCount()).isEqualTo(1);
    shop.pass(Duration.ofMinutes(1));

    assertThat(shop.ecs.listTasks(r -> r.cluster("shop").serviceName("web")).taskArns())
        .hasSize(2)
        .doesNotContain(task);
  }

  @Test
  void a_deployment_can_be_stopped_by_hand() {
    shop.running("app:1");
    shop.register("app:2");
    shop.ecs.updateService(r -> r.cluster("shop").service("web").taskDefinition("shop-web:2"));
    String current = shop.web().currentServiceDeployment();

    shop.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(current));
    shop.pass(Duration.ofMinutes(1));

    assertThat(shop.web().taskDefinition()).endsWith("shop-web:1");
    assertThat(
            shop.ecs
                .describeServiceDeployments(r -> r.serviceDeploymentArns(current))
                .serviceDeployments()
                .getFirst()
                .status())
        .isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
  }

  private static software.amazon.awssdk.services.ecs.model.DeploymentConfiguration breaker() {
    return software.amazon.awssdk.services.ecs.model.DeploymentConfiguration.builder()
        .deploymentCircuitBreaker(b -> b.enable(true).rollback(true))
        .build();
  }

  private List<String> lastStatus() {
    List<String> arns = shop.ecs.listTasks(r -> r.cluster("shop").serviceName("web")).taskArns();
    return shop.ecs.describeTasks(r -> r.cluster("shop").tasks(arns)).tasks().stream()
        .map(task -> task.lastStatus())
        .toList();
  }
}
