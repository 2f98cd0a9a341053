package steadystate.kinds;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import steadystate.resource.Scope;

/** ARNs that AWS's answers leave out. */
public final class Arns {
  private Arns() {}

  /** {@code arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE}, in the partition of the region. */
  public static String of(Scope scope, String service, String resource) {
    String partition = PartitionMetadata.of(Region.of(scope.region())).id();
    return String.join(":", "arn", partition, service, scope.region(), scope.account(), resource);
  }
}
