package steadystate.kinds.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A subnet. Its block and zone are for ever; what stands in it cannot be moved by us. */
public final class SubnetKind extends Ec2Thing<Subnet> {
  static final String NAME = "subnet";

  public SubnetKind() {
    super(NAME, "subnet");
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("vpcId", Member.of(text.refersTo("vpc", "id"), "Where it stands.").refuses())
        .with("cidrBlock", Member.of(text, "Its addresses.").refuses())
        .with("availabilityZone", Member.of(text, "Its zone.").refuses())
        .with(
            "zoneNumber",
            Member.of(
                    Shape.Scalar.of(Shape.Type.INTEGER),
                    "Where no zone is written: which of the region's zones, from 1, it is made"
                        + " in.")
                .never())
        .with(
            "mapPublicIpOnLaunch",
            Member.of(
                    Shape.Scalar.of(Shape.Type.BOOLEAN),
                    "Whether instances get a public address by themselves.")
                .later());
  }

  @Override
  public boolean stateful() {
    return true;
  }

  @Override
  protected List<Subnet> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeSubnetsPaginator(DescribeSubnetsRequest.builder().filters(filter).build())
        .subnets()
        .stream()
        .toList();
  }

  @Override
  protected String idOf(Subnet subnet) {
    return subnet.subnetId();
  }

  @Override
  protected List<Tag> tagsOf(Subnet subnet) {
    return subnet.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, Subnet subnet, Optional<Declared> wish) {
    return Pojo.read(subnet).without("tags");
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String zone =
        wish.model()
            .text("availabilityZone")
            .orElseGet(() -> zone(scope, wish.model().whole("zoneNumber").orElse(1)));
    CreateSubnetRequest request =
        Pojo.fill(CreateSubnetRequest.builder(), wish.model())
            .availabilityZone(zone)
            .tagSpecifications(
                s -> s.resourceType(ResourceType.SUBNET).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    try {
      return attributes(
          scope, scope.client(Ec2Client.class).createSubnet(request).subnet().subnetId());
    } catch (FailureException e) {
      if (e.is("InvalidSubnet.Conflict") && !isTaken(scope, wish)) {
        throw new FailureException(
            new Failure.Busy(e.failure().code(), e.getMessage() + "; looking again"), e);
      }
      throw e;
    }
  }

  /** Whether the block is somebody else's, and not ours from a lost answer. */
  private boolean isTaken(Scope scope, Wish wish) {
    scope.forget();
    return !byId(scope).containsKey(wish.id());
  }

  /** The zones of the region by their names; local zones do not count. */
  static List<String> zones(Scope scope) {
    return scope.once(
        "ec2:DescribeAvailabilityZones",
        () ->
            scope
                .client(Ec2Client.class)
                .describeAvailabilityZones(r ->
                    r.filters(
                        filter("state", List.of("available")),
                        filter("opt-in-status", List.of("opt-in-not-required"))))
                .availabilityZones()
                .stream()
                .map(AvailabilityZone::zoneName)
                .sorted()
                .toList());
  }

  private static String zone(Scope scope, int number) {
    List<String> zones = zones(scope);
    if (zones.size() < number) {
      throw new FailureException(
          new Failure.Rejected(
              "TooFewZones",
              scope.region()
                  + " has "
                  + zones.size()
                  + " zones for this account; lower network.availabilityZones"));
    }
    return zones.get(number - 1);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    boolean on = wish.model().flag("mapPublicIpOnLaunch").orElse(false);
    scope
        .client(Ec2Client.class)
        .modifySubnetAttribute(
            r -> r.subnetId(live.attributes().require("id")).mapPublicIpOnLaunch(v -> v.value(on)));
  }

  @Override
  protected void remove(Scope scope, Live live) {
    scope.client(Ec2Client.class).deleteSubnet(r -> r.subnetId(live.attributes().require("id")));
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidSubnetID.NotFound");
  }
}
