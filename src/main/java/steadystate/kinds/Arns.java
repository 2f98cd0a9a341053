package steadystate.kinds;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import steadystate.resource.Blueprint;
import steadystate.resource.Scope;

/** ARNs that AWS's answers leave out. */
public final class Arns {
  private Arns() {}

  /** {@code arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE}, in the partition of the region. */
  public static String of(Scope scope, String service, String resource) {
    return of(service, scope.region(), scope.account(), resource);
  }

  /** The same, before there is a scope. */
  public static String of(Blueprint blueprint, String service, String resource) {
    return of(service, blueprint.region(), blueprint.account(), resource);
  }

  /** In the partition of a region. */
  public static String of(String service, String region, String account, String resource) {
    String partition = PartitionMetadata.of(Region.of(region)).id();
    return String.join(":", "arn", partition, service, region, account, resource);
  }
}
