package steadystate.lab;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import steadystate.aws.AwsAccess;

/** The SDK's real clients, pointed at an emulator with credentials that mean nothing. */
public final class EmulatorAccess implements AwsAccess {
  private final URI endpoint;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final ConcurrentMap<String, Object> clients = new ConcurrentHashMap<>();

  public EmulatorAccess(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    return type.cast(
        clients.computeIfAbsent(type.getName() + region, unused -> build(type, region)));
  }

  /** One try: an operation that the emulator lacks answers 500, and trying again helps nobody. */
  private Object build(Class<?> type, String region) {
    try {
      AwsClientBuilder<?, ?> builder =
          (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
      builder
          .region(Region.of(region))
          .endpointOverride(endpoint)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .overrideConfiguration(o ->
              o.retryStrategy(AwsRetryStrategy.doNotRetry())
                  .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true));
      ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
      if (builder instanceof S3ClientBuilder s3) {
        s3.forcePathStyle(true);
      }
      return builder.build();
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(type + " is no client interface of the SDK", e);
    }
  }
}
