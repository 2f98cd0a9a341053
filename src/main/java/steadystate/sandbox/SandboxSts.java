package steadystate.sandbox;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who is calling. */
final class SandboxSts implements SandboxService {
  @Override
  public String prefix() {
    return "sts";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return StsClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations.on(
        GetCallerIdentityRequest.class,
        (scene, request) ->
            GetCallerIdentityResponse.builder()
                .account(scene.account().id())
                .arn(scene.account().callerArn())
                .userId("AIDASANDBOXSANDBOX")
                .build());
  }
}
