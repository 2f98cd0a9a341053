package steadystate.kinds.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A public address that is the account's until it is released. */
public final class ElasticIpKind extends Ec2Thing<Address> {
  static final String NAME = "elasticIp";

  public ElasticIpKind() {
    super(NAME, "elastic-ip");
  }

  @Override
  public Shape.Structure model() {
    return Shape.Structure.empty();
  }

  @Override
  protected List<Address> describe(Scope scope, Filter filter) {
    return scope.client(Ec2Client.class).describeAddresses(r -> r.filters(filter)).addresses();
  }

  @Override
  protected String idOf(Address address) {
    return address.allocationId();
  }

  @Override
  protected List<Tag> tagsOf(Address address) {
    return address.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, Address address, Optional<Declared> wish) {
    return Value.Entries.EMPTY;
  }

  @Override
  protected Attributes attributesOf(Address address, Attributes usual) {
    return usual.with("publicIp", address.publicIp());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    AllocateAddressRequest request =
        AllocateAddressRequest.builder()
            .domain(DomainType.VPC)
            .tagSpecifications(
                s -> s.resourceType(ResourceType.ELASTIC_IP).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    AllocateAddressResponse made = scope.client(Ec2Client.class).allocateAddress(request);
    return attributes(scope, made.allocationId()).with("publicIp", made.publicIp());
  }

  /** There is nothing about an address to change. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {}

  /** A NAT gateway that is on its way out holds its address for minutes. */
  @Override
  protected void remove(Scope scope, Live live) {
    try {
      scope
          .client(Ec2Client.class)
          .releaseAddress(r -> r.allocationId(live.attributes().require("id")));
    } catch (FailureException e) {
      if (e.is("InvalidIPAddress.InUse", "InvalidAddress.Locked")) {
        throw new FailureException(new Failure.Busy(e.failure().code(), e.failure().message()), e);
      }
      throw e;
    }
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidAllocationID.NotFound");
  }
}
