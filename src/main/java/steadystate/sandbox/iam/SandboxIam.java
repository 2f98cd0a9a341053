package steadystate.sandbox.iam;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.iam.IamClient;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;

/** IAM, as far as roles and instance profiles go. */
public final class SandboxIam implements SandboxService {
  @Override
  public String prefix() {
    return "iam";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return IamClient.class;
  }

  /** One for all regions. */
  @Override
  public String home(String region) {
    return "aws-global";
  }

  @Override
  public void register(Operations operations) {
    IamRoles.register(operations);
    IamPolicies.register(operations);
    IamProfiles.register(operations);
    IamSimulation.register(operations);
  }
}
