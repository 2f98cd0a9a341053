package steadystate.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Gate;

/** Real marshalling to a server on this machine. */
class SdkAccessTest {
  private static final String WHO =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>
      </GetCallerIdentityResponse>\
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Supplier<Answer> answer = () -> new Answer(200, WHO);
  private HttpServer server;
  private SdkAccess access;

  private record Answer(int status, String body) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("aws.endpointUrl", url);
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    access = new SdkAccess(UrlConnectionHttpClient.create(), Map.of("AWS_ENDPOINT_URL", url));
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    Answer given = answer.get();
    byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    access.close();
    server.stop(0);
    List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey")
        .forEach(System::clearProperty);
  }

  @Test
  void calls_go_to_the_endpoint_of_the_environment() {
    assertThat(access.client(StsClient.class, "eu-west-1").getCallerIdentity().account())
        .isEqualTo("123456789012");
    assertThat(asked).containsExactly("POST /");
  }

  @Test
  void a_client_is_made_once_for_each_service_and_region() {
    EcsClient one = access.client(EcsClient.class, "eu-west-1");

    assertThat(access.client(EcsClient.class, "eu-west-1")).isSameAs(one);
    assertThat(access.client(EcsClient.class, "us-east-1")).isNotSameAs(one);
  }

  @Test
  void a_bucket_stands_in_the_path_where_there_are_no_host_names_for_it() {
    answer = () -> new Answer(200, "");

    access.client(S3Client.class, "eu-west-1").headBucket(request -> request.bucket("assets"));

    assertThat(asked).containsExactly("HEAD /assets");
  }

  @Test
  void a_server_that_has_no_words_is_asked_four_times_and_no_more() {
    answer = () -> new Answer(500, "");
    AwsSurroundings surroundings = new AwsSurroundings(access, "test");

    assertThatThrownBy(() -> surroundings.callerAccount("eu-west-1"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("sts:GetCallerIdentity");
    assertThat(asked).hasSize(4);
  }

  @Test
  void a_write_is_not_tried_again_once_the_gate_has_closed() {
    answer = () -> new Answer(500, "");
    AwsSurroundings surroundings = new AwsSurroundings(access, "test");
    EcsClient ecs = surroundings.client(EcsClient.class, "eu-west-1");
    Gate closesAfterTheFirstTry =
        operation -> {
          if (!asked.isEmpty()) {
            throw new FailureException(new Failure.Busy("NoLease", "not sent: " + operation));
          }
        };

    assertThatThrownBy(() ->
            ScopedValue.where(Gate.OPEN, closesAfterTheFirstTry)
                .run(() -> ecs.createCluster(request -> request.clusterName("c"))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not sent");
    assertThat(asked).hasSize(1);
  }

  @Test
  void the_account_is_asked_for_once_and_counted() {
    AwsSurroundings surroundings = new AwsSurroundings(access, "test");

    surroundings.callerAccount("eu-west-1");
    surroundings.callerAccount("eu-west-1");

    assertThat(surroundings.calls()).isEqualTo(Map.of("sts:GetCallerIdentity", 1L));
  }

  @Test
  void what_is_no_client_is_said_to_be_none() {
    assertThatThrownBy(() -> access.client(String.class, "eu-west-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no client interface");
  }
}
