package steadystate.lab;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local on loopback, one for the whole test run. Its conditional writes are atomic. */
public final class LocalDynamo {
  private static final AtomicInteger TABLES = new AtomicInteger();
  private static Optional<URI> endpoint = Optional.empty();

  private LocalDynamo() {}

  public static synchronized URI endpoint() {
    if (endpoint.isEmpty()) {
      try {
        int port = freePort();
        DynamoDBProxyServer server =
            ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-port", Integer.toString(port), "-disableTelemetry"});
        server.start();
        endpoint = Optional.of(URI.create("http://127.0.0.1:" + port));
      } catch (Exception failed) {
        throw new IllegalStateException("DynamoDB Local does not start", failed);
      }
    }
    return endpoint.orElseThrow();
  }

  private static int freePort() throws java.io.IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public static DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** A new table as the deployment makes it. */
  public static String table(DynamoDbClient client, String key) {
    String name = "leases-" + TABLES.incrementAndGet();
    client.createTable(request ->
        request
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema -> schema.attributeName(key).keyType(KeyType.HASH))
            .attributeDefinitions(
                one -> one.attributeName(key).attributeType(ScalarAttributeType.S)));
    return name;
  }
}
