package steadystate.kinds.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A way to an AWS service that does not leave the VPC. */
public final class VpcEndpointKind extends Ec2Thing<VpcEndpoint> {
  static final String NAME = "vpcEndpoint";

  public VpcEndpointKind() {
    super(NAME, "vpc-endpoint");
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("vpcId", Member.of(text.refersTo("vpc", "id"), "Where it stands.").refuses())
        .with("serviceName", Member.of(text, "The service behind it.").replaces())
        .with("vpcEndpointType", Member.of(text, "Gateway or Interface.").replaces())
        .with(
            "subnetIds",
            Member.of(Shape.ItemsOf.set(text.refersTo("subnet", "id")), "One subnet in each zone."))
        .with(
            "securityGroupIds",
            Member.of(Shape.ItemsOf.set(text.refersTo("securityGroup", "id")), "Who may use it."))
        .with(
            "routeTableIds",
            Member.of(
                Shape.ItemsOf.set(text.refersTo("routeTable", "id")),
                "Route tables that lead to a gateway endpoint."))
        .with(
            "privateDnsEnabled",
            Member.of(
                Shape.Scalar.of(Shape.Type.BOOLEAN),
                "Whether the service's usual name leads here."));
  }

  @Override
  protected List<VpcEndpoint> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeVpcEndpointsPaginator(
            DescribeVpcEndpointsRequest.builder().filters(filter).build())
        .vpcEndpoints()
        .stream()
        .filter(endpoint -> !state(endpoint).equals("deleted"))
        .toList();
  }

  /** AWS writes the states in small letters, and its own model in large ones. */
  private static String state(VpcEndpoint endpoint) {
    return String.valueOf(endpoint.stateAsString()).toLowerCase(Locale.ROOT);
  }

  @Override
  protected String idOf(VpcEndpoint endpoint) {
    return endpoint.vpcEndpointId();
  }

  @Override
  protected List<Tag> tagsOf(VpcEndpoint endpoint) {
    return endpoint.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, VpcEndpoint endpoint, Optional<Declared> wish) {
    List<String> groups = endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList();
    return Pojo.read(endpoint).without("tags").with("securityGroupIds", Value.texts(groups));
  }

  @Override
  protected Health healthOf(VpcEndpoint endpoint) {
    return switch (state(endpoint)) {
      case "available" -> Health.READY;
      case "deleting" -> new Health.Leaving("state deleting");
      case "failed", "rejected", "expired" ->
          new Health.Broken("state " + endpoint.stateAsString());
      default -> new Health.Settling("state " + endpoint.stateAsString());
    };
  }

  @Override
  protected Optional<Instant> createdAt(VpcEndpoint endpoint) {
    return Optional.ofNullable(endpoint.creationTimestamp());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateVpcEndpointRequest request =
        Pojo.fill(CreateVpcEndpointRequest.builder(), wish.model())
            .tagSpecifications(
                s -> s.resourceType(ResourceType.VPC_ENDPOINT).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    try {
      return attributes(
          scope,
          scope.client(Ec2Client.class).createVpcEndpoint(request).vpcEndpoint().vpcEndpointId());
    } catch (FailureException e) {
      boolean there =
          e.is("RouteAlreadyExists")
              || String.valueOf(e.getMessage()).contains("conflicting DNS domain");
      if (there) {
        // Ours from a lost answer, or one that is leaving: the next look tells.
        throw new FailureException(new Failure.Busy(e.failure().code(), e.failure().message()), e);
      }
      throw e;
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    ModifyVpcEndpointRequest.Builder request =
        ModifyVpcEndpointRequest.builder().vpcEndpointId(live.attributes().require("id"));
    Difference subnets = Difference.of(live, wish, "subnetIds");
    Difference groups = Difference.of(live, wish, "securityGroupIds");
    Difference tables = Difference.of(live, wish, "routeTableIds");
    if (!subnets.isEmpty()) {
      request.addSubnetIds(subnets.more()).removeSubnetIds(subnets.less());
    }
    if (!groups.isEmpty()) {
      request.addSecurityGroupIds(groups.more()).removeSecurityGroupIds(groups.less());
    }
    if (!tables.isEmpty()) {
      request.addRouteTableIds(tables.more()).removeRouteTableIds(tables.less());
    }
    if (changed.stream().anyMatch(path -> path.head().equals("privateDnsEnabled"))) {
      wish.model().flag("privateDnsEnabled").ifPresent(request::privateDnsEnabled);
    }
    scope.client(Ec2Client.class).modifyVpcEndpoint(request.build());
  }

  /** What one list of ids has more and less than what lives. */
  private record Difference(List<String> more, List<String> less) {
    static Difference of(Live live, Wish wish, String member) {
      if (!wish.model().has(member)) {
        return new Difference(List.of(), List.of());
      }
      List<String> there = live.model().list(member).stream().map(Value::toString).toList();
      List<String> wished = wish.model().list(member).stream().map(Value::toString).toList();
      List<String> more = new ArrayList<>(wished);
      more.removeAll(there);
      List<String> less = new ArrayList<>(there);
      less.removeAll(wished);
      return new Difference(more, less);
    }

    boolean isEmpty() {
      return more.isEmpty() && less.isEmpty();
    }
  }

  /** AWS answers with what it did not delete instead of failing. */
  @Override
  protected void remove(Scope scope, Live live) {
    List<UnsuccessfulItem> failed =
        scope
            .client(Ec2Client.class)
            .deleteVpcEndpoints(r -> r.vpcEndpointIds(live.attributes().require("id")))
            .unsuccessful();
    for (UnsuccessfulItem item : failed) {
      String code = String.valueOf(item.error().code());
      if (!code.contains("NotFound")) {
        throw new FailureException(new Failure.Busy(code, item.error().message()));
      }
    }
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidVpcEndpointId.NotFound");
  }
}
