package steadystate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

class SandboxTest {
  private final Shop shop = new Shop();

  @Test
  void every_call_is_recorded_with_its_iam_action() {
    shop.running("app:1");
    shop.web();

    assertThat(shop.aws.calls())
        .extracting(Call::action)
        .containsExactly(
            "ecs:CreateCluster",
            "ecs:RegisterTaskDefinition",
            "ecs:CreateService",
            "ecs:DescribeServices");
    assertThat(shop.aws.calls())
        .extracting(Call::mutating)
        .containsExactly(true, true, true, false);
    assertThat(shop.aws.recording().count("ecs:*Service*")).isEqualTo(2);
    shop.aws.recording().clear();
    assertThat(shop.aws.calls()).isEmpty();
  }

  @Test
  void a_refused_write_is_a_call_but_changes_nothing() {
    shop.aws.recording().clear();

    assertThatThrownBy(
            () -> shop.ecs.registerTaskDefinition(Shop.definition("app:1").memory("8192").build()))
        .isInstanceOf(ClientException.class);

    assertThat(shop.aws.recording().byAction()).containsEntry("ecs:RegisterTaskDefinition", 1L);
    assertThat(shop.aws.recording().writes()).isEmpty();
    assertThat(shop.register("app:1")).endsWith(":1");
  }

  @Test
  void a_calls_text_holds_nothing_of_the_request() {
    shop.register("secret-canary");

    assertThat(shop.aws.calls().getLast().toString())
        .contains("ecs:RegisterTaskDefinition")
        .doesNotContain("canary");
  }

  @Test
  void errors_carry_code_status_and_service() {
    assertThatThrownBy(() -> shop.ecs.deleteService(r -> r.cluster("shop").service("none")))
        .isInstanceOfSatisfying(
            ServiceNotFoundException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ServiceNotFoundException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Service not found.");
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }

  @Test
  void an_operation_that_is_not_there_says_which() {
    assertThatThrownBy(() -> shop.ecs.describeContainerInstances(r -> r.cluster("shop")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("the sandbox does not model ecs:DescribeContainerInstances");
  }

  @Test
  void the_sdks_paginators_run_on_it() {
    String definition = shop.register("app:1");
    IntStream.range(0, 25)
        .forEach(i -> shop.ecs.createService(Shop.service("web" + i, definition).build()));

    List<String> all =
        shop.ecs.listServicesPaginator(r -> r.cluster("shop")).serviceArns().stream().toList();

    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertThat(shop.aws.recording().count("ecs:ListServices")).isEqualTo(3);
  }

  @Test
  void the_sdks_waiters_run_on_it() {
    shop.running("app:1");

    try (var waiter = shop.ecs.waiter()) {
      WaiterResponse<DescribeServicesResponse> stable =
          waiter.waitUntilServicesStable(r -> r.cluster("shop").services("web"));
      assertThat(stable.matched().response()).isPresent();
    }
  }

  @Test
  void regions_know_nothing_of_each_other() {
    EcsClient elsewhere = shop.aws.client(EcsClient.class, "eu-central-1");

    assertThat(elsewhere.listClusters().clusterArns()).isEmpty();
    assertThat(shop.ecs.listClusters().clusterArns())
        .containsExactly("arn:aws:ecs:eu-west-1:123456789012:cluster/shop");
  }

  @Test
  void the_caller_is_who_the_test_says() {
    Account account = new Account("111122223333", "arn:aws:sts::111122223333:assumed-role/r/s");
    StsClient sts =
        new Sandbox(new ManualClock()).account(account).client(StsClient.class, "eu-west-1");

    assertThat(sts.getCallerIdentity().account()).isEqualTo("111122223333");
    assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.callerArn());
  }

  @Test
  void ids_are_the_same_in_every_run() {
    Shop again = new Shop();
    for (Shop each : List.of(shop, again)) {
      each.running("app:1");
    }

    assertThat(shop.web()).isEqualTo(again.web());
  }

  @Test
  void of_many_creates_at_once_one_wins() throws Exception {
    String definition = shop.register("app:1");
    Callable<Boolean> create =
        () -> {
          try {
            shop.ecs.createService(Shop.service("web", definition).build());
            return true;
          } catch (RuntimeException e) {
            return false;
          }
        };

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long winners = 0;
      for (Future<Boolean> one :
          threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> create).toList())) {
        winners += one.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  @Test
  void time_never_goes_back() {
    assertThatThrownBy(() -> shop.clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
