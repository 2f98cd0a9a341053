package steadystate.kinds.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;

/** A network whose VPC and subnets are ours: what of it is there already. */
final class OwnNetwork {
  private static final VpcKind VPCS = new VpcKind();
  private static final SubnetKind SUBNETS = new SubnetKind();

  private OwnNetwork() {}

  /** Whether the wish names a VPC of this environment, and not one by its id. */
  static boolean isOwn(Declared declared) {
    return declared
        .model()
        .get("vpcId")
        .filter(id -> References.in(id).contains(VpcKind.ID))
        .isPresent();
  }

  /** Our VPC, when there is one already. */
  static Optional<Vpc> vpc(Scope scope) {
    return Optional.ofNullable(VPCS.byId(scope).get(VpcKind.ID)).or(() -> halfTagged(scope));
  }

  /** One of the two tags that name it may be lost. */
  private static Optional<Vpc> halfTagged(Scope scope) {
    return scope.once(
        "ec2 vpc by resource",
        () ->
            VPCS
                .describe(
                    scope, Ec2Thing.filter("tag:" + Owner.RESOURCE, List.of(VpcKind.ID.toString())))
                .stream()
                .filter(vpc ->
                    Owner.isOurs(
                        Ec2Tags.map(vpc.tags()),
                        scope.environment(),
                        VpcKind.ID,
                        scope.installation()))
                .filter(vpc -> !Ec2Tags.map(vpc.tags()).containsKey(Owner.ENVIRONMENT))
                .findFirst());
  }

  /** As far as it is there; empty without a VPC. */
  static Optional<Live> look(Scope scope, Declared declared) {
    Map<ResourceId, Subnet> subnets = SUBNETS.byId(scope);
    return vpc(scope)
        .map(vpc ->
            NetworkKind.live(
                scope,
                declared.id(),
                vpc,
                ids(declared, "publicSubnetIds", subnets),
                ids(declared, "privateSubnetIds", subnets)));
  }

  private static List<String> ids(
      Declared declared, String member, Map<ResourceId, Subnet> subnets) {
    return declared.model().list(member).stream()
        .flatMap(wished -> References.in(wished).stream())
        .flatMap(id -> Optional.ofNullable(subnets.get(id)).stream())
        .map(Subnet::subnetId)
        .toList();
  }
}
