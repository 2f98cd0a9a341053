package steadystate.sandbox.s3;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;

/**
 * S3. Each region has names of its own here; what belongs to other accounts is played as a fault.
 */
public final class SandboxS3 implements SandboxService {
  @Override
  public String prefix() {
    return "s3";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return S3Client.class;
  }

  @Override
  public void register(Operations operations) {
    S3Buckets.register(operations);
    S3Parts.register(operations);
    S3Objects.register(operations);
  }
}
