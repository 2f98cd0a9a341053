package steadystate.kinds.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
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

/**
 * The way of private subnets to the internet. It takes minutes to come and to go; one that failed
 * never recovers, so another takes its place.
 */
public final class NatGatewayKind extends Ec2Thing<NatGateway> {
  static final String NAME = "natGateway";

  private static final String FAILED = "failed";

  public NatGatewayKind() {
    super(NAME, "natgateway");
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("subnetId", Member.of(text.refersTo("subnet", "id"), "Where it stands.").replaces())
        .with(
            "allocationId", Member.of(text.refersTo("elasticIp", "id"), "Its address.").replaces())
        .with("connectivityType", Member.of(text, "public or private.").replaces())
        .with("state", Member.of(text, "What AWS says of it.").never());
  }

  /** Deleted ones are shown for an hour and are nobody's matter. */
  @Override
  protected List<NatGateway> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeNatGatewaysPaginator(
            DescribeNatGatewaysRequest.builder()
                .filter(
                    filter, filter("state", List.of("pending", "available", "deleting", FAILED)))
                .build())
        .natGateways()
        .stream()
        .toList();
  }

  @Override
  protected String idOf(NatGateway nat) {
    return nat.natGatewayId();
  }

  @Override
  protected List<Tag> tagsOf(NatGateway nat) {
    return nat.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, NatGateway nat, Optional<Declared> wish) {
    Value.Entries model = Pojo.read(nat).without("tags");
    return nat.natGatewayAddresses().stream()
        .filter(held -> held.allocationId() != null)
        .sorted(java.util.Comparator.comparing(held -> !Boolean.TRUE.equals(held.isPrimary())))
        .findFirst()
        .map(held -> model.with("allocationId", Value.text(held.allocationId())))
        .orElse(model);
  }

  @Override
  protected Health healthOf(NatGateway nat) {
    return switch (String.valueOf(nat.stateAsString())) {
      case "available" -> Health.READY;
      case "deleting", "deleted" -> new Health.Leaving("state deleting");
      case FAILED -> new Health.Broken(nat.failureCode() + ": " + nat.failureMessage());
      default -> new Health.Settling("state " + nat.stateAsString());
    };
  }

  /** It carries nothing before it is available, so nobody is told where to find it. */
  @Override
  protected Attributes attributesOf(NatGateway nat, Attributes usual) {
    return nat.state() == NatGatewayState.AVAILABLE
        ? usual
        : Attributes.of("arn", usual.require("arn"));
  }

  @Override
  protected Optional<Instant> createdAt(NatGateway nat) {
    return Optional.ofNullable(nat.createTime());
  }

  @Override
  public boolean standsFor(Live live, Wish wish) {
    return !live.model().text("state").orElse("").equals(FAILED);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateNatGatewayRequest request =
        Pojo.fill(CreateNatGatewayRequest.builder(), wish.model())
            .tagSpecifications(
                s -> s.resourceType(ResourceType.NATGATEWAY).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    try {
      NatGateway nat = scope.client(Ec2Client.class).createNatGateway(request).natGateway();
      return attributesOf(nat, attributes(scope, nat.natGatewayId()));
    } catch (FailureException e) {
      if (e.is("Resource.AlreadyAssociated")) {
        // By a gateway of ours from a lost answer, or by the old one: the next look tells.
        throw new FailureException(new Failure.Busy(e.failure().code(), e.failure().message()), e);
      }
      throw e;
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {}

  @Override
  protected void remove(Scope scope, Live live) {
    scope.client(Ec2Client.class).deleteNatGateway(r -> r.natGatewayId(idOf(live)));
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("NatGatewayNotFound", "InvalidNatGatewayID.NotFound");
  }
}
