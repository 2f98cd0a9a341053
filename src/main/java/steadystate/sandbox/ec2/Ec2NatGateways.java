package steadystate.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/**
 * NAT gateways. A row keeps when it was made and when its deletion began; its state follows from
 * that and the time, and a deleted one is still shown for an hour.
 */
final class Ec2NatGateways {
  static final Duration STARTING = Duration.ofSeconds(60);
  static final Duration DELETING = Duration.ofSeconds(45);
  private static final Duration SHOWN = Duration.ofHours(1);

  private static final Ec2List<NatGateway> LIST =
      new Ec2List<>(Ec2Kind.NAT_GATEWAY, NatGateway::natGatewayId)
          .by("nat-gateway-id", NatGateway::natGatewayId)
          .by("vpc-id", NatGateway::vpcId)
          .by("subnet-id", NatGateway::subnetId)
          .by("state", NatGateway::stateAsString);

  private Ec2NatGateways() {}

  static void register(Operations operations) {
    operations
        .on(CreateNatGatewayRequest.class, Ec2.dryRunnable(Ec2NatGateways::create))
        .on(DescribeNatGatewaysRequest.class, Ec2NatGateways::describe)
        .on(DeleteNatGatewayRequest.class, Ec2.dryRunnable(Ec2NatGateways::delete));
  }

  /** Whether a gateway carries traffic, or soon will. */
  static boolean isThere(Scene scene, String id) {
    return scene
        .find(Ec2Tables.NAT_GATEWAYS, id)
        .filter(nat -> nat.deleteTime() == null)
        .isPresent();
  }

  /** Lets go of what deleted gateways held, when the deletion is done. */
  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (NatGateway nat : Ec2.rows(scene, Ec2Tables.NAT_GATEWAYS)) {
      if (nat.deleteTime() == null || nat.natGatewayAddresses().isEmpty()) {
        continue;
      }
      Instant done = nat.deleteTime().plus(DELETING);
      if (done.isAfter(scene.now())) {
        next = done.isBefore(next) ? done : next;
      } else {
        release(scene, nat);
      }
    }
    return next;
  }

  private static void release(Scene scene, NatGateway nat) {
    for (NatGatewayAddress held : nat.natGatewayAddresses()) {
      scene.table(Tables.NETWORK_INTERFACES).remove(held.networkInterfaceId());
      if (held.allocationId() != null) {
        scene
            .find(Ec2Tables.ADDRESSES, held.allocationId())
            .ifPresent(address -> Ec2Addresses.free(scene, address));
      }
    }
    NatGateway free = nat.toBuilder().natGatewayAddresses(List.of()).build();
    scene.table(Ec2Tables.NAT_GATEWAYS).put(nat.natGatewayId(), free);
  }

  private static CreateNatGatewayResponse create(Scene scene, CreateNatGatewayRequest request) {
    String id = Ec2Tokens.once(scene, request.clientToken(), request, () -> make(scene, request));
    return CreateNatGatewayResponse.builder()
        .natGateway(shown(scene, Ec2.get(scene, Ec2Tables.NAT_GATEWAYS, Ec2Kind.NAT_GATEWAY, id)))
        .clientToken(request.clientToken())
        .build();
  }

  private static String make(Scene scene, CreateNatGatewayRequest request) {
    Subnet subnet = Ec2Subnets.get(scene, request.subnetId());
    boolean isPublic = !"private".equals(request.connectivityTypeAsString());
    Address address = isPublic ? address(scene, request.allocationId()) : null;
    if (isPublic && Ec2InternetGateways.of(scene, subnet.vpcId()).isEmpty()) {
      // AWS takes the call and lets the gateway fail; the sandbox says so at once.
      throw Ec2.error(
          "Gateway.NotAttached", "Network " + subnet.vpcId() + " has no Internet gateway attached");
    }
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.NAT_GATEWAY);
    String id = Ec2Kind.NAT_GATEWAY.newId(scene);
    NetworkInterface.Builder eni =
        Ec2Interfaces.fresh(scene, subnet, List.of())
            .interfaceType("nat_gateway")
            .description("Interface for NAT Gateway " + id)
            .sourceDestCheck(false);
    if (address != null) {
      eni.association(a -> a.publicIp(address.publicIp()).allocationId(address.allocationId()));
    }
    NetworkInterface stored = Ec2Interfaces.store(scene, eni);
    NatGateway nat =
        NatGateway.builder()
            .natGatewayId(id)
            .subnetId(subnet.subnetId())
            .vpcId(subnet.vpcId())
            .connectivityType(isPublic ? "public" : "private")
            .createTime(scene.now())
            .natGatewayAddresses(held(scene, address, stored))
            .build();
    scene.table(Ec2Tables.NAT_GATEWAYS).put(id, nat);
    Ec2.tag(scene, Ec2Kind.NAT_GATEWAY, id, tags);
    return id;
  }

  private static Address address(Scene scene, @Nullable String allocationId) {
    Address address = Ec2.get(scene, Ec2Tables.ADDRESSES, Ec2Kind.ADDRESS, allocationId);
    if (address.associationId() != null) {
      throw Ec2.error(
          "Resource.AlreadyAssociated",
          "Elastic IP address [" + address.allocationId() + "] is already associated");
    }
    return address;
  }

  private static NatGatewayAddress held(
      Scene scene, @Nullable Address address, NetworkInterface eni) {
    NatGatewayAddress.Builder held =
        NatGatewayAddress.builder()
            .networkInterfaceId(eni.networkInterfaceId())
            .privateIp(eni.privateIpAddress())
            .isPrimary(true)
            .status("succeeded");
    if (address != null) {
      Address taken = Ec2Addresses.associate(scene, address, eni);
      held.allocationId(taken.allocationId())
          .associationId(taken.associationId())
          .publicIp(taken.publicIp());
    }
    return held.build();
  }

  private static DescribeNatGatewaysResponse describe(
      Scene scene, DescribeNatGatewaysRequest request) {
    List<NatGateway> all =
        scene.table(Ec2Tables.NAT_GATEWAYS).values().stream()
            .filter(nat -> nat.deleteTime() == null || !Ec2.over(scene, nat.deleteTime(), SHOWN))
            .map(nat -> shown(scene, nat))
            .toList();
    Page<NatGateway> page = LIST.page(scene, request, all, request.natGatewayIds());
    return DescribeNatGatewaysResponse.builder()
        .natGateways(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static NatGateway shown(Scene scene, NatGateway nat) {
    Instant deleted = nat.deleteTime();
    String state =
        deleted == null
            ? Ec2.over(scene, nat.createTime(), STARTING) ? "available" : "pending"
            : Ec2.over(scene, deleted, DELETING) ? "deleted" : "deleting";
    return nat.toBuilder()
        .state(state)
        .tags(Ec2.tags(scene, Ec2Kind.NAT_GATEWAY, nat.natGatewayId()))
        .build();
  }

  private static DeleteNatGatewayResponse delete(Scene scene, DeleteNatGatewayRequest request) {
    NatGateway nat =
        Optional.of(
                Ec2.get(scene, Ec2Tables.NAT_GATEWAYS, Ec2Kind.NAT_GATEWAY, request.natGatewayId()))
            .filter(one -> one.deleteTime() == null || !Ec2.over(scene, one.deleteTime(), SHOWN))
            .orElseThrow(() -> Ec2Kind.NAT_GATEWAY.unknown(request.natGatewayId()));
    if (nat.deleteTime() == null) {
      NatGateway leaving = nat.toBuilder().deleteTime(scene.now()).build();
      scene.table(Ec2Tables.NAT_GATEWAYS).put(nat.natGatewayId(), leaving);
    }
    return DeleteNatGatewayResponse.builder().natGatewayId(nat.natGatewayId()).build();
  }
}
