package steadystate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ServerException;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.sandbox.ecs.Ecs;

class ConditionsTest {
  private final Shop shop = new Shop();
  private final Conditions weather = shop.aws.conditions();

  @Test
  void a_lost_answer_leaves_its_effect() {
    String definition = shop.register("app:1");
    weather.loseAnswers("ecs:CreateService", 1);

    assertThatThrownBy(() -> shop.ecs.createService(Shop.service("web", definition).build()))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("Read timed out");

    assertThat(shop.web().status()).isEqualTo("ACTIVE");
    assertThat(shop.aws.recording().writes()).extracting(Call::operation).contains("CreateService");
  }

  @Test
  void a_call_that_was_not_sent_has_no_effect() {
    weather.fail("ecs:CreateCluster", 1, Fault.TIMED_OUT);

    assertThatThrownBy(() -> shop.ecs.createCluster(c -> c.clusterName("other")))
        .isInstanceOf(SdkClientException.class);

    assertThat(shop.ecs.listClusters().clusterArns()).hasSize(1);
    assertThat(shop.aws.recording().count("ecs:CreateCluster")).isEqualTo(1);
    assertThat(shop.aws.recording().attempts()).hasSize(shop.aws.calls().size() + 1);
  }

  @Test
  void a_hook_can_be_another_writer() {
    shop.running("app:1");
    weather.hook(
        new Hook() {
          @Override
          public void before(Call call) {
            if (call.matches("ecs:UpdateService")) {
              shop.ecs.tagResource(
                  t -> t.resourceArn(shop.web().serviceArn()).tags(Ecs.tag("by", "hand")));
            }
          }
        });

    shop.ecs.updateService(r -> r.cluster("shop").service("web").desiredCount(3));

    assertThat(shop.ecs.listTagsForResource(r -> r.resourceArn(shop.web().serviceArn())).tags())
        .containsExactly(Ecs.tag("by", "hand"));
  }

  @Test
  void a_read_can_be_answered_from_some_writes_ago() {
    shop.register("app:1");
    shop.register("app:2");
    shop.register("app:3");

    weather.stale(call -> call.matches("ecs:Describe*") ? 2 : 0);

    assertThat(
            shop.ecs
                .describeTaskDefinition(r -> r.taskDefinition("shop-web"))
                .taskDefinition()
                .revision())
        .isEqualTo(1);
    assertThat(shop.ecs.listTaskDefinitions().taskDefinitionArns()).hasSize(3);
  }

  @Test
  void a_new_thing_is_unseen_for_some_reads() {
    weather.newThingsUnseenFor(2);
    shop.ecs.createService(Shop.service("web", shop.register("app:1")).build());

    assertThat(found()).isFalse();
    assertThat(found()).isFalse();
    assertThat(found()).isTrue();
  }

  @Test
  void shuffled_answers_hold_the_same_in_another_order() {
    List<KeyValuePair> environment =
        IntStream.range(0, 20)
            .mapToObj(i -> KeyValuePair.builder().name("NAME_" + i).value("" + i).build())
            .toList();
    List<String> command = IntStream.range(0, 20).mapToObj(i -> "argument" + i).toList();
    ContainerDefinition container =
        ContainerDefinition.builder()
            .name("app")
            .image("app:1")
            .environment(environment)
            .command(command)
            .build();
    shop.ecs.registerTaskDefinition(Shop.definition("any").containerDefinitions(container).build());

    weather.shuffle(7);

    ContainerDefinition shuffled =
        shop.ecs
            .describeTaskDefinition(r -> r.taskDefinition("shop-web"))
            .taskDefinition()
            .containerDefinitions()
            .getFirst();
    assertThat(shuffled.environment())
        .containsExactlyInAnyOrderElementsOf(environment)
        .isNotEqualTo(environment);
    assertThat(shuffled.command()).isEqualTo(command);
    assertThat(shuffled.hasSecrets()).isFalse();
  }

  @Test
  void faults_are_the_exceptions_that_the_sdk_throws() {
    assertFault(Fault.THROTTLED, EcsException.class, "ThrottlingException", 400);
    assertFault(Fault.DENIED, AccessDeniedException.class, "AccessDeniedException", 400);
    assertFault(Fault.UNAVAILABLE, ServerException.class, "ServerException", 500);
    assertFault(Fault.EXPIRED, EcsException.class, "ExpiredTokenException", 400);
    assertFault(Fault.REGISTERED_AT_ONCE, ClientException.class, "ClientException", 400);
  }

  @Test
  void a_bucket_throttles_until_time_has_passed() {
    weather.limit("ecs:List*", 2, 1);
    shop.ecs.listClusters();
    shop.ecs.listClusters();

    assertThatThrownBy(shop.ecs::listClusters)
        .isInstanceOfSatisfying(
            AwsServiceException.class, e -> assertThat(e.isThrottlingException()).isTrue());

    shop.pass(Duration.ofSeconds(1));
    assertThat(shop.ecs.listClusters().clusterArns()).hasSize(1);
  }

  @Test
  void random_faults_repeat_with_their_seed() {
    assertThat(storm(3)).isEqualTo(storm(3)).isNotEqualTo(storm(4));
    assertThat(storm(3)).contains(true, false);
  }

  @Test
  void after_clearing_the_weather_is_fine() {
    weather.fail("*", Fault.UNAVAILABLE).stale(call -> 3).newThingsUnseenFor(9).shuffle(1);

    weather.clear();

    assertThat(shop.ecs.listClusters().clusterArns()).hasSize(1);
  }

  private boolean found() {
    return !shop.ecs.describeServices(r -> r.cluster("shop").services("web")).services().isEmpty();
  }

  private static List<Boolean> storm(long seed) {
    Shop stormy = new Shop();
    stormy.aws.conditions().failAtRandom("ecs:*", seed, 0.5, Fault.THROTTLED, Fault.UNAVAILABLE);
    return IntStream.range(0, 50).mapToObj(i -> survives(stormy)).toList();
  }

  private static boolean survives(Shop stormy) {
    try {
      stormy.ecs.listClusters();
      return true;
    } catch (EcsException e) {
      return false;
    }
  }

  private void assertFault(
      Fault fault, Class<? extends AwsServiceException> type, String code, int status) {
    weather.fail("ecs:ListClusters", 1, fault);
    assertThatThrownBy(shop.ecs::listClusters)
        .isExactlyInstanceOf(type)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.requestId()).isNotEmpty();
            });
  }

  @Test
  void a_stale_task_definition_is_still_whole() {
    String first = shop.register("app:1");
    shop.register("app:2");
    weather.stale(call -> 1);

    TaskDefinition seen =
        shop.ecs.describeTaskDefinition(r -> r.taskDefinition("shop-web")).taskDefinition();

    assertThat(seen.taskDefinitionArn()).isEqualTo(first);
    assertThat(seen.containerDefinitions()).hasSize(1);
  }
}
