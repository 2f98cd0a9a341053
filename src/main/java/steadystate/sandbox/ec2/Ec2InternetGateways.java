package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DetachInternetGatewayResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Internet gateways. */
public final class Ec2InternetGateways {
  private static final Ec2List<InternetGateway> LIST =
      new Ec2List<>(Ec2Kind.INTERNET_GATEWAY, InternetGateway::internetGatewayId)
          .by("internet-gateway-id", InternetGateway::internetGatewayId)
          .by("owner-id", InternetGateway::ownerId)
          .byAny("attachment.vpc-id", gateway -> vpcs(gateway))
          .byAny(
              "attachment.state",
              gateway ->
                  gateway.attachments().stream().map(InternetGatewayAttachment::stateAsString));

  private Ec2InternetGateways() {}

  static void register(Operations operations) {
    operations
        .on(CreateInternetGatewayRequest.class, Ec2.dryRunnable(Ec2InternetGateways::create))
        .on(DescribeInternetGatewaysRequest.class, Ec2InternetGateways::describe)
        .on(AttachInternetGatewayRequest.class, Ec2.dryRunnable(Ec2InternetGateways::attach))
        .on(DetachInternetGatewayRequest.class, Ec2.dryRunnable(Ec2InternetGateways::detach))
        .on(DeleteInternetGatewayRequest.class, Ec2.dryRunnable(Ec2InternetGateways::delete));
  }

  static InternetGateway get(Scene scene, String id) {
    return Ec2.get(scene, Ec2Tables.INTERNET_GATEWAYS, Ec2Kind.INTERNET_GATEWAY, id);
  }

  /** The gateway of a VPC. */
  public static Optional<InternetGateway> of(Scene scene, String vpcId) {
    return scene.table(Ec2Tables.INTERNET_GATEWAYS).values().stream()
        .filter(gateway -> vpcs(gateway).anyMatch(vpcId::equals))
        .findFirst();
  }

  static InternetGateway make(Scene scene, String id) {
    InternetGateway gateway =
        InternetGateway.builder()
            .internetGatewayId(id)
            .ownerId(scene.account().id())
            .attachments(List.of())
            .build();
    scene.table(Ec2Tables.INTERNET_GATEWAYS).put(id, gateway);
    return gateway;
  }

  static void attach(Scene scene, String id, InternetGatewayAttachment... to) {
    InternetGateway changed = get(scene, id).toBuilder().attachments(to).build();
    scene.table(Ec2Tables.INTERNET_GATEWAYS).put(id, changed);
  }

  private static CreateInternetGatewayResponse create(
      Scene scene, CreateInternetGatewayRequest request) {
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.INTERNET_GATEWAY);
    String id = Ec2Kind.INTERNET_GATEWAY.newId(scene);
    InternetGateway gateway = make(scene, id);
    Ec2.tag(scene, Ec2Kind.INTERNET_GATEWAY, id, tags);
    return CreateInternetGatewayResponse.builder().internetGateway(shown(scene, gateway)).build();
  }

  private static DescribeInternetGatewaysResponse describe(
      Scene scene, DescribeInternetGatewaysRequest request) {
    List<InternetGateway> all =
        scene.table(Ec2Tables.INTERNET_GATEWAYS).values().stream()
            .map(gateway -> shown(scene, gateway))
            .toList();
    Page<InternetGateway> page = LIST.page(scene, request, all, request.internetGatewayIds());
    return DescribeInternetGatewaysResponse.builder()
        .internetGateways(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static AttachInternetGatewayResponse attach(
      Scene scene, AttachInternetGatewayRequest request) {
    InternetGateway gateway = get(scene, request.internetGatewayId());
    String vpcId = Ec2Vpcs.get(scene, request.vpcId()).vpcId();
    if (!gateway.attachments().isEmpty()) {
      throw Ec2.error(
          "Resource.AlreadyAssociated",
          "resource "
              + gateway.internetGatewayId()
              + " is already attached to network "
              + gateway.attachments().getFirst().vpcId());
    }
    if (of(scene, vpcId).isPresent()) {
      throw Ec2.invalid("Network " + vpcId + " already has an internet gateway attached");
    }
    attach(
        scene,
        gateway.internetGatewayId(),
        InternetGatewayAttachment.builder().vpcId(vpcId).state("available").build());
    return AttachInternetGatewayResponse.builder().build();
  }

  /** Public addresses in the VPC hold its way to the internet. */
  private static DetachInternetGatewayResponse detach(
      Scene scene, DetachInternetGatewayRequest request) {
    InternetGateway gateway = get(scene, request.internetGatewayId());
    String vpcId = Ec2Vpcs.get(scene, request.vpcId()).vpcId();
    if (vpcs(gateway).noneMatch(vpcId::equals)) {
      throw Ec2.error(
          "Gateway.NotAttached",
          "resource " + gateway.internetGatewayId() + " is not attached to network " + vpcId);
    }
    if (scene.table(Tables.NETWORK_INTERFACES).values().stream()
        .anyMatch(eni -> vpcId.equals(eni.vpcId()) && eni.association() != null)) {
      throw Ec2.dependency(
          "Network "
              + vpcId
              + " has some mapped public address(es). Please unmap those public"
              + " address(es) before detaching the gateway.");
    }
    attach(scene, gateway.internetGatewayId());
    return DetachInternetGatewayResponse.builder().build();
  }

  private static DeleteInternetGatewayResponse delete(
      Scene scene, DeleteInternetGatewayRequest request) {
    InternetGateway gateway = get(scene, request.internetGatewayId());
    String id = gateway.internetGatewayId();
    if (!gateway.attachments().isEmpty()) {
      throw Ec2.dependency(
          "The internetGateway '" + id + "' has dependencies and cannot be deleted.");
    }
    scene.table(Ec2Tables.INTERNET_GATEWAYS).remove(id);
    Tags.forget(scene, Ec2Kind.INTERNET_GATEWAY.arn(scene, id));
    return DeleteInternetGatewayResponse.builder().build();
  }

  private static InternetGateway shown(Scene scene, InternetGateway gateway) {
    return gateway.toBuilder()
        .tags(Ec2.tags(scene, Ec2Kind.INTERNET_GATEWAY, gateway.internetGatewayId()))
        .build();
  }

  private static Stream<String> vpcs(InternetGateway gateway) {
    return gateway.attachments().stream().map(InternetGatewayAttachment::vpcId);
  }
}
