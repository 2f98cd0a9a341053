package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Elastic IP addresses. */
final class Ec2Addresses {
  private static final Ec2List<Address> LIST =
      new Ec2List<>(Ec2Kind.ADDRESS, Address::allocationId)
          .by("allocation-id", Address::allocationId)
          .by("association-id", Address::associationId)
          .by("network-interface-id", Address::networkInterfaceId)
          .by("public-ip", Address::publicIp)
          .by("domain", Address::domainAsString);

  private Ec2Addresses() {}

  static void register(Operations operations) {
    operations
        .on(AllocateAddressRequest.class, Ec2.dryRunnable(Ec2Addresses::allocate))
        .on(DescribeAddressesRequest.class, Ec2Addresses::describe)
        .on(ReleaseAddressRequest.class, Ec2.dryRunnable(Ec2Addresses::release));
  }

  static Address associate(Scene scene, Address address, NetworkInterface eni) {
    return store(
        scene,
        address.toBuilder()
            .associationId(scene.id("eipassoc"))
            .networkInterfaceId(eni.networkInterfaceId())
            .networkInterfaceOwnerId(eni.ownerId())
            .privateIpAddress(eni.privateIpAddress())
            .build());
  }

  /** The address is nobody's again, and still the account's. */
  static void free(Scene scene, Address address) {
    store(
        scene,
        address.toBuilder()
            .associationId(null)
            .networkInterfaceId(null)
            .networkInterfaceOwnerId(null)
            .privateIpAddress(null)
            .build());
  }

  private static Address store(Scene scene, Address address) {
    scene.table(Ec2Tables.ADDRESSES).put(address.allocationId(), address);
    return address;
  }

  private static AllocateAddressResponse allocate(Scene scene, AllocateAddressRequest request) {
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.ADDRESS);
    String id = Ec2Kind.ADDRESS.newId(scene);
    Address address =
        store(
            scene,
            Address.builder()
                .allocationId(id)
                .publicIp(Ec2Interfaces.publicAddress(scene))
                .publicIpv4Pool("amazon")
                .networkBorderGroup(scene.region())
                .domain("vpc")
                .build());
    Ec2.tag(scene, Ec2Kind.ADDRESS, id, tags);
    return AllocateAddressResponse.builder()
        .allocationId(id)
        .publicIp(address.publicIp())
        .publicIpv4Pool(address.publicIpv4Pool())
        .networkBorderGroup(address.networkBorderGroup())
        .domain("vpc")
        .build();
  }

  private static DescribeAddressesResponse describe(Scene scene, DescribeAddressesRequest request) {
    List<Address> all =
        scene.table(Ec2Tables.ADDRESSES).values().stream()
            .filter(address ->
                request.publicIps().isEmpty() || request.publicIps().contains(address.publicIp()))
            .map(address ->
                address.toBuilder()
                    .tags(Ec2.tags(scene, Ec2Kind.ADDRESS, address.allocationId()))
                    .build())
            .toList();
    Page<Address> page = LIST.page(scene, request, all, request.allocationIds());
    return DescribeAddressesResponse.builder().addresses(page.items()).build();
  }

  private static ReleaseAddressResponse release(Scene scene, ReleaseAddressRequest request) {
    Address address = Ec2.get(scene, Ec2Tables.ADDRESSES, Ec2Kind.ADDRESS, request.allocationId());
    if (address.associationId() != null) {
      throw Ec2.error(
          "InvalidIPAddress.InUse",
          "Address "
              + address.publicIp()
              + " is in use by network interface "
              + address.networkInterfaceId()
              + ".");
    }
    scene.table(Ec2Tables.ADDRESSES).remove(address.allocationId());
    Tags.forget(scene, Ec2Kind.ADDRESS.arn(scene, address.allocationId()));
    return ReleaseAddressResponse.builder().build();
  }
}
