package steadystate.kinds.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;

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

  /** Our VPC, when there is one already; one of the two tags that name it may be lost. */
  static Optional<Vpc> vpc(Scope scope) {
    return Optional.ofNullable(VPCS.byId(scope).get(VpcKind.ID))
        .or(() -> VPCS.ours(scope).stream().filter(OwnNetwork::isUnnamed).findFirst())
        .or(() -> withoutEnvironment(scope));
  }

  private static boolean isUnnamed(Vpc vpc) {
    return !Ec2Tags.map(vpc.tags()).containsKey(Owner.RESOURCE);
  }

  private static Optional<Vpc> withoutEnvironment(Scope scope) {
    return scope.once(
        "ec2 vpc by resource",
        () ->
            VPCS
                .describe(
                    scope, Ec2Thing.filter("tag:" + Owner.RESOURCE, List.of(VpcKind.ID.toString())))
                .stream()
                .filter(vpc -> isOurs(scope, vpc.tags(), VpcKind.ID))
                .filter(vpc -> !Ec2Tags.map(vpc.tags()).containsKey(Owner.ENVIRONMENT))
                .findFirst());
  }

  private static boolean isOurs(Scope scope, List<Tag> tags, ResourceId id) {
    return Owner.isOurs(Ec2Tags.map(tags), scope.environment(), id, scope.installation());
  }

  /** As far as it is there; empty without a VPC. */
  static Optional<Live> look(Scope scope, Declared declared) {
    return vpc(scope)
        .or(() -> takenOver(scope, declared))
        .map(vpc -> {
          Live live =
              NetworkKind.live(
                  scope,
                  declared.id(),
                  vpc,
                  ids(scope, vpc, declared, "publicSubnetIds"),
                  ids(scope, vpc, declared, "privateSubnetIds"));
          return live.model(
              live.model().with(NetworkKind.OBSTACLES, obstacles(scope, vpc, declared)));
        });
  }

  /** Asked only where a subnet is still to come. */
  private static Value obstacles(Scope scope, Vpc vpc, Declared declared) {
    Value.Entries wishes = declared.model().map(NetworkKind.SUBNETS).orElse(Value.Entries.EMPTY);
    TreeSet<ResourceId> standing = new TreeSet<>(SUBNETS.byId(scope).keySet());
    for (String key : wishes.entries().keySet()) {
      ResourceId id = new ResourceId(SubnetKind.NAME, key);
      if (subnet(scope, vpc, id).isPresent()) {
        standing.add(id);
      }
    }
    if (wishes.entries().keySet().stream()
        .allMatch(key -> standing.contains(new ResourceId(SubnetKind.NAME, key)))) {
      return Value.Entries.EMPTY;
    }
    List<Subnet> strangers =
        within(scope, vpc).stream()
            .filter(subnet ->
                !Ec2Tags.map(subnet.tags())
                    .getOrDefault(Owner.ENVIRONMENT, "")
                    .equals(scope.environment()))
            .toList();
    return new NewZones(scope, standing, strangers).obstacles(wishes);
  }

  /** A VPC of the wished name that is nobody's, where such a one may become ours. */
  private static Optional<Vpc> takenOver(Scope scope, Declared declared) {
    Optional<String> name =
        declared.model().text(NetworkKind.VPC_NAME).filter(n -> declared.lifecycle().adopt());
    return name.flatMap(called ->
        VPCS.describe(scope, Ec2Thing.filter("tag:" + Ec2Thing.NAME_TAG, List.of(called))).stream()
            .filter(vpc -> isNobodys(vpc.tags()))
            .findFirst());
  }

  private static boolean isNobodys(List<Tag> tags) {
    return tags.stream().noneMatch(tag -> Owner.isOurKey(tag.key()));
  }

  private static List<String> ids(Scope scope, Vpc vpc, Declared declared, String member) {
    return declared.model().list(member).stream()
        .flatMap(wished -> References.in(wished).stream())
        .flatMap(id -> subnet(scope, vpc, id).stream())
        .map(Subnet::subnetId)
        .toList();
  }

  /**
   * A subnet that lost one of its two tags still stands where it stood, with all that is in it; in
   * a VPC that is taken over none has them yet.
   */
  private static Optional<Subnet> subnet(Scope scope, Vpc vpc, ResourceId id) {
    return Optional.ofNullable(SUBNETS.byId(scope).get(id))
        .or(() ->
            within(scope, vpc).stream()
                .filter(subnet ->
                    isOurs(scope, subnet.tags(), id)
                        || (isNobodys(subnet.tags()) && isNobodys(vpc.tags())))
                .filter(subnet -> isNamed(Ec2Tags.map(subnet.tags()), id))
                .findFirst());
  }

  private static boolean isNamed(Map<String, String> tags, ResourceId id) {
    return tags.containsKey(Owner.RESOURCE)
        || tags.getOrDefault(Ec2Thing.NAME_TAG, "").endsWith("-" + id.key());
  }

  private static List<Subnet> within(Scope scope, Vpc vpc) {
    return scope.once(
        "ec2 subnets of " + vpc.vpcId(),
        () -> SUBNETS.describe(scope, Ec2Thing.filter("vpc-id", List.of(vpc.vpcId()))));
  }
}
