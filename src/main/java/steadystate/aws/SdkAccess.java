package steadystate.aws;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Real AWS, or what the SDK's own settings point to: credentials, profile, {@code AWS_REGION} and
 * {@code AWS_ENDPOINT_URL} are the SDK's matter. One HTTP client serves all services.
 */
public final class SdkAccess implements AwsAccess, AutoCloseable {
  /** Throttling and lost answers pass in seconds; longer troubles are the loop's matter. */
  private static final int TRIES = 4;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ONE_TRY = Duration.ofSeconds(30);
  private static final Duration WHOLE_CALL = Duration.ofSeconds(90);

  /** In a sweep every kind and every environment calls at once. */
  private static final int CONNECTIONS = 64;

  private final SdkHttpClient http;
  private final Patience patience;
  private final boolean elsewhere;
  private final ConcurrentMap<String, Object> clients = new ConcurrentHashMap<>();

  /** How long a call may take. */
  record Patience(int tries, Duration oneTry, Duration wholeCall) {
    static final Patience USUAL = new Patience(TRIES, ONE_TRY, WHOLE_CALL);
  }

  SdkAccess(SdkHttpClient http, Map<String, String> settings) {
    this(http, settings, Patience.USUAL);
  }

  SdkAccess(SdkHttpClient http, Map<String, String> settings, Patience patience) {
    this.http = http;
    this.patience = patience;
    this.elsewhere = settings.keySet().stream().anyMatch(SdkAccess::isEndpoint);
  }

  /** For a command that ends soon: the JDK's own HTTP client starts fastest. */
  public static SdkAccess forCommand() {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ONE_TRY).build();
    return new SdkAccess(http, System.getenv());
  }

  /** For the controller: a pool, since the JDK's client keeps five connections to a host. */
  public static SdkAccess forController() {
    SdkHttpClient http =
        ApacheHttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT)
            .connectionAcquisitionTimeout(ONE_TRY)
            .socketTimeout(ONE_TRY)
            .build();
    return new SdkAccess(http, System.getenv());
  }

  /** For leases and the history: one try, and an answer that comes late is none. */
  public static SdkAccess impatient(Duration patience) {
    SdkHttpClient http =
        ApacheHttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(patience)
            .connectionAcquisitionTimeout(patience)
            .socketTimeout(patience)
            .build();
    return new SdkAccess(http, System.getenv(), new Patience(1, patience, patience));
  }

  private static boolean isEndpoint(String variable) {
    return variable.equals("AWS_ENDPOINT_URL") || variable.startsWith("AWS_ENDPOINT_URL_");
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    Object client =
        clients.computeIfAbsent(
            type.getName() + "@" + region, unused -> build(type, Region.of(region)));
    return type.cast(client);
  }

  private Object build(Class<?> type, Region region) {
    AwsClientBuilder<?, ?> builder = builder(type);
    builder.region(region).overrideConfiguration(overrides());
    ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
    if (elsewhere && builder instanceof S3ClientBuilder s3) {
      // A bucket's own host name exists at AWS only.
      s3.forcePathStyle(true);
    }
    return builder.build();
  }

  private ClientOverrideConfiguration overrides() {
    ClientOverrideConfiguration.Builder overrides =
        ClientOverrideConfiguration.builder()
            .addExecutionInterceptor(new EachTry())
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(patience.tries())
                    .build())
            .apiCallAttemptTimeout(patience.oneTry())
            .apiCallTimeout(patience.wholeCall());
    if (elsewhere) {
      // Some operations put a word before the host; only AWS answers there.
      overrides.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true);
    }
    return overrides.build();
  }

  /** Every client interface of the SDK has a static method that starts one. */
  private static AwsClientBuilder<?, ?> builder(Class<?> type) {
    try {
      return (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(type + " is no client interface of the SDK", e);
    }
  }

  @Override
  public void close() {
    clients.values().forEach(client -> ((SdkClient) client).close());
    http.close();
  }
}
