package steadystate.kinds.network;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;

/**
 * Creates without a name and without a token that AWS knows again: when an answer is lost, the SDK
 * must not send them a second time. The next look finds by tag what came of it.
 */
final class SentOnce {
  static final AwsRequestOverrideConfiguration SETTINGS =
      AwsRequestOverrideConfiguration.builder()
          .addPlugin(client ->
              client.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())))
          .build();

  private SentOnce() {}
}
