package steadystate.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steadystate.resource.OwnTask;

/** What ECS tells a container of its task, in the words of its own documentation. */
class TaskMetadataTest {
  private static final String FARGATE =
      """
      {
        "Cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/clusterName",
        "TaskARN": "arn:aws:ecs:us-east-1:123456789012:task/clusterName/bfa2636268144d039771334145e490c5",
        "Family": "sample-fargate",
        "Revision": "5",
        "DesiredStatus": "RUNNING",
        "LaunchType": "FARGATE"
      }
      """;

  private final HttpServer ecs;
  private final Deque<String> answers = new ArrayDeque<>();

  TaskMetadataTest() throws IOException {
    ecs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ecs.createContext(
        "/v4/container/task",
        exchange -> {
          byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    ecs.start();
  }

  @AfterEach
  void stop() {
    ecs.stop(0);
  }

  @Test
  void on_fargate_cluster_and_family_are_told() {
    answers.add(FARGATE);

    assertThat(asked()).contains(new OwnTask("clusterName", "sample-fargate"));
  }

  @Test
  void a_cluster_may_come_by_its_short_name() {
    answers.add(FARGATE.replace("arn:aws:ecs:us-east-1:123456789012:cluster/", ""));

    assertThat(asked()).contains(new OwnTask("clusterName", "sample-fargate"));
  }

  @Test
  void an_answer_that_is_none_is_asked_for_again() {
    answers.addAll(List.of("{}", "no json", FARGATE));

    assertThat(asked()).isPresent();
  }

  @Test
  void a_service_that_never_answers_well_is_given_up() {
    answers.addAll(List.of("{}", "{}", "{}"));

    assertThat(asked()).isEmpty();
    assertThat(answers).isEmpty();
  }

  @Test
  void outside_of_ecs_nobody_is_asked() {
    assertThat(TaskMetadata.ask(Map.of())).isEmpty();
  }

  private Optional<OwnTask> asked() {
    String address = "http://127.0.0.1:" + ecs.getAddress().getPort() + "/v4/container";
    return TaskMetadata.ask(Map.of("ECS_CONTAINER_METADATA_URI_V4", address));
  }
}
