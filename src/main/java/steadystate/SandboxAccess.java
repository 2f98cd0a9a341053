package steadystate;

import software.amazon.awssdk.core.SdkClient;
import steadystate.aws.AwsAccess;
import steadystate.sandbox.Sandbox;

/** The sandbox as the place where clients come from. */
record SandboxAccess(Sandbox sandbox) implements AwsAccess {
  @Override
  public <C> C client(Class<C> type, String region) {
    return type.cast(sandbox.client(type.asSubclass(SdkClient.class), region));
  }
}
