package steadystate.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import steadystate.sandbox.Shop;
import steadystate.sandbox.Tables;

class EcsServiceTest {
  private final Shop shop = new Shop();

  @Test
  void aws_fills_in_what_was_left_out() {
    shop.running("app:1");

    Service web = shop.web();
    DeploymentConfiguration rollout = web.deploymentConfiguration();
    assertThat(rollout.maximumPercent()).isEqualTo(200);
    assertThat(rollout.minimumHealthyPercent()).isEqualTo(100);
    assertThat(rollout.bakeTimeInMinutes()).isZero();
    assertThat(rollout.deploymentCircuitBreaker().enable()).isFalse();
    assertThat(rollout.deploymentCircuitBreaker().rollback()).isFalse();
    assertThat(web.schedulingStrategy()).isEqualTo(SchedulingStrategy.REPLICA);
    assertThat(web.propagateTags()).isEqualTo(PropagateTags.NONE);
    assertThat(web.deploymentController().type()).isEqualTo(DeploymentControllerType.ECS);
    assertThat(web.platformVersion()).isEqualTo("LATEST");
    assertThat(web.platformFamily()).isEqualTo("Linux");
    assertThat(web.deployments().getFirst().platformVersion()).isEqualTo("1.4.0");
    assertThat(web.networkConfiguration().awsvpcConfiguration().assignPublicIp())
        .isEqualTo(AssignPublicIp.DISABLED);
    assertThat(web.healthCheckGracePeriodSeconds()).isNull();
    assertThat(web.roleArn()).endsWith("AWSServiceRoleForECS");
  }

  @Test
  void a_partly_given_deployment_configuration_is_completed() {
    shop.running(
        "app:1",
        s -> s.deploymentConfiguration(d -> d.deploymentCircuitBreaker(b -> b.enable(true))));

    DeploymentConfiguration rollout = shop.web().deploymentConfiguration();

    assertThat(rollout.deploymentCircuitBreaker().rollback()).isFalse();
    assertThat(rollout.maximumPercent()).isEqualTo(200);
  }

  @Test
  void an_update_changes_only_what_it_carries() {
    shop.running("app:1");
    Service before = shop.web();

    shop.ecs.updateService(r -> r.cluster("shop").service("web").enableExecuteCommand(true));

    assertThat(shop.web()).isEqualTo(before.toBuilder().enableExecuteCommand(true).build());
  }

  @Test
  void service_connect_is_shown_on_the_deployment_only() {
    shop.running("app:1", s -> s.serviceConnectConfiguration(c -> c.enabled(true)));
    assertThat(shop.web().deployments().getFirst().serviceConnectConfiguration().enabled())
        .isTrue();

    shop.ecs.updateService(
        r -> r.cluster("shop").service("web").serviceConnectConfiguration(c -> c.enabled(false)));

    assertThat(shop.web().deployments()).hasSize(2);
    assertThat(shop.web().deployments().getFirst().serviceConnectConfiguration().enabled())
        .isFalse();
  }

  @Test
  void a_strategy_changes_only_with_a_forced_deployment() {
    shop.running("app:1", s -> s.launchType((LaunchType) null).capacityProviderStrategy(spot(3)));
    assertThat(shop.web().capacityProviderStrategy().getFirst().base()).isZero();
    assertThat(shop.web().launchType()).isNull();

    assertThatThrownBy(() ->
            shop.ecs.updateService(
                r -> r.cluster("shop").service("web").capacityProviderStrategy(spot(4))))
        .hasMessageContaining("you must force a new deployment");
    shop.ecs.updateService(r ->
        r.cluster("shop")
            .service("web")
            .capacityProviderStrategy(spot(4))
            .forceNewDeployment(true));

    assertThat(shop.web().capacityProviderStrategy().getFirst().weight()).isEqualTo(4);
  }

  @Test
  void what_cannot_be_is_refused() {
    shop.register("app:1");
    assertRefused(s -> s.capacityProviderStrategy(spot(1)), "both a launch type and capacity");
    assertRefused(
        s -> s.networkConfiguration((NetworkConfiguration) null),
        "Network Configuration must be provided");
    assertRefused(s -> s.healthCheckGracePeriodSeconds(60), "Health check grace period");
    assertRefused(s -> s.desiredCount(-1), "negative");
    assertRefused(s -> s.serviceName("with blank"), "Invalid service name");
    assertRefused(
        s -> s.loadBalancers(l -> l.targetGroupArn("arn").containerName("no").containerPort(1)),
        "The container no does not exist in the task definition.");
    assertRefused(
        s -> s.loadBalancers(l -> l.targetGroupArn("arn").containerName("app").containerPort(1)),
        "The container app did not have a container port 1 defined.");
  }

  @Test
  void a_second_create_is_refused_unless_it_has_the_same_token() {
    CreateServiceRequest create =
        Shop.service("web", shop.register("app:1")).clientToken("once").build();
    shop.ecs.createService(create);

    assertThat(shop.ecs.createService(create).service().serviceName()).isEqualTo("web");
    assertThatThrownBy(
            () -> shop.ecs.createService(create.toBuilder().clientToken("twice").build()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Creation of service was not idempotent.");
  }

  @Test
  void describe_takes_ten_names_and_reports_the_missing() {
    shop.running("app:1");
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "web" + i).toList();

    assertThatThrownBy(() -> shop.ecs.describeServices(r -> r.cluster("shop").services(eleven)))
        .isInstanceOf(InvalidParameterException.class);

    var answer = shop.ecs.describeServices(r -> r.cluster("shop").services("web", "none"));
    assertThat(answer.services()).hasSize(1);
    assertThat(answer.failures())
        .singleElement()
        .satisfies(f -> {
          assertThat(f.reason()).isEqualTo("MISSING");
          assertThat(f.arn()).endsWith("/none");
        });
  }

  @Test
  void lists_come_in_tens_and_never_above_a_hundred() {
    String definition = shop.register("app:1");
    IntStream.range(0, 12)
        .forEach(i -> shop.ecs.createService(Shop.service("web" + i, definition).build()));

    var first = shop.ecs.listServices(r -> r.cluster("shop"));

    assertThat(first.serviceArns()).hasSize(10);
    assertThat(
            shop.ecs
                .listServices(r -> r.cluster("shop").nextToken(first.nextToken()))
                .serviceArns())
        .hasSize(2);
    assertThatThrownBy(() -> shop.ecs.listServices(r -> r.cluster("shop").maxResults(101)))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> shop.ecs.listServices(r -> r.cluster("shop").nextToken("made up")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void tags_are_shown_to_those_who_ask() {
    shop.running("app:1", s -> s.tags(Ecs.tag("owner", "us")));

    assertThat(shop.web().tags()).isEmpty();
    assertThat(
            shop.ecs
                .describeServices(r -> r.cluster("shop").services("web").include(ServiceField.TAGS))
                .services()
                .getFirst()
                .tags())
        .containsExactly(Ecs.tag("owner", "us"));
    assertThatThrownBy(() ->
            shop.ecs.tagResource(
                t -> t.resourceArn(shop.web().serviceArn()).tags(Ecs.tag("aws:x", "y"))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void a_cluster_goes_only_when_its_services_are_gone() {
    shop.running("app:1");
    shop.ecs.deleteService(r -> r.cluster("shop").service("web").force(true));
    assertThatThrownBy(() -> shop.ecs.deleteCluster(r -> r.cluster("shop")))
        .isInstanceOf(ClusterContainsServicesException.class);

    shop.pass(Duration.ofMinutes(1));
    shop.ecs.deleteCluster(r -> r.cluster("shop"));

    assertThat(shop.ecs.describeClusters(r -> r.clusters("shop")).clusters().getFirst().status())
        .isEqualTo("INACTIVE");
    assertThatThrownBy(() -> shop.ecs.listServices(r -> r.cluster("shop")))
        .isInstanceOf(ClusterNotFoundException.class);
  }

  @Test
  void creating_a_cluster_again_answers_with_the_one_that_is_there() {
    shop.ecs.createCluster(c -> c.clusterName("tagged").tags(Ecs.tag("a", "1")));

    var again = shop.ecs.createCluster(c -> c.clusterName("tagged").tags(Ecs.tag("a", "2")));

    assertThat(again.cluster().tags()).containsExactly(Ecs.tag("a", "1"));
    assertThat(
            shop.ecs
                .describeClusters(r -> r.clusters("tagged", "none").include(ClusterField.SETTINGS))
                .clusters())
        .singleElement()
        .satisfies(c -> assertThat(c.tags()).isEmpty())
        .satisfies(c -> assertThat(c.settings()).hasSize(1));
  }

  @Test
  void a_code_deploy_service_cannot_be_deployed_by_ecs() {
    shop.running("app:1", s -> s.deploymentController(c -> c.type("CODE_DEPLOY")));

    assertThat(shop.web().deployments()).isEmpty();
    assertThatThrownBy(() ->
            shop.ecs.updateService(
                r -> r.cluster("shop").service("web").taskDefinition("shop-web")))
        .hasMessageContaining("Use AWS CodeDeploy to trigger a new deployment.");
  }

  @Test
  void each_task_has_a_network_card_and_takes_it_along() {
    shop.running("app:1");
    assertThat(cards()).isEqualTo(2);

    shop.ecs.updateService(r -> r.cluster("shop").service("web").desiredCount(0));
    shop.pass(Duration.ofMinutes(1));

    assertThat(cards()).isZero();
  }

  private int cards() {
    return shop.aws.inside(Shop.REGION, scene -> scene.table(Tables.NETWORK_INTERFACES).size());
  }

  private void assertRefused(Consumer<CreateServiceRequest.Builder> change, String message) {
    assertThatThrownBy(() ->
            shop.ecs.createService(Shop.service("web", "shop-web").applyMutation(change).build()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(message);
  }

  private static CapacityProviderStrategyItem spot(int weight) {
    return CapacityProviderStrategyItem.builder()
        .capacityProvider("FARGATE_SPOT")
        .weight(weight)
        .build();
  }
}
