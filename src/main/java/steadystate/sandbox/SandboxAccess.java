package steadystate.sandbox;

import software.amazon.awssdk.core.SdkClient;
import steadystate.aws.AwsAccess;

/** The sandbox in the place of AWS. */
public record SandboxAccess(Sandbox sandbox) implements AwsAccess {

  @Override
  public <C> C client(Class<C> type, String region) {
    return type.cast(sandbox.client(type.asSubclass(SdkClient.class), region));
  }
}
