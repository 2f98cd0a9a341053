package steadystate.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region of the SDK's own settings: {@code AWS_REGION}, the profile's, the instance's. */
public final class HomeRegion {
  private HomeRegion() {}

  /** Empty when nothing says one. */
  public static Optional<String> find() {
    try {
      return Optional.of(new DefaultAwsRegionProviderChain().getRegion().id());
    } catch (SdkClientException none) {
      return Optional.empty();
    }
  }
}
