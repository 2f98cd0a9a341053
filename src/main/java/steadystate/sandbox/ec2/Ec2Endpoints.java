package steadystate.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/**
 * VPC endpoints: gateways, which are routes, and interfaces, which have a network interface in each
 * subnet.
 */
final class Ec2Endpoints {
  static final Duration STARTING = Duration.ofSeconds(60);
  static final Duration DELETING = Duration.ofSeconds(30);

  /** When a deletion that began is done, by the endpoint's id. */
  private static final Table<Instant> ENDS = new Table<>("ec2.vpcEndpointEnds");

  private static final List<String> GATEWAYS = List.of("s3", "dynamodb");

  private static final String ANY_POLICY =
      """
      {"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}\
      """;

  private static final Ec2List<VpcEndpoint> LIST =
      new Ec2List<>(Ec2Kind.ENDPOINT, VpcEndpoint::vpcEndpointId)
          .by("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
          .by("vpc-id", VpcEndpoint::vpcId)
          .by("service-name", VpcEndpoint::serviceName)
          .by("vpc-endpoint-type", VpcEndpoint::vpcEndpointTypeAsString)
          .by("vpc-endpoint-state", VpcEndpoint::stateAsString);

  private Ec2Endpoints() {}

  static void register(Operations operations) {
    operations
        .on(CreateVpcEndpointRequest.class, Ec2.dryRunnable(Ec2Endpoints::create))
        .on(DescribeVpcEndpointsRequest.class, Ec2Endpoints::describe)
        .on(ModifyVpcEndpointRequest.class, Ec2.dryRunnable(Ec2Endpoints::modify))
        .on(DeleteVpcEndpointsRequest.class, Ec2.dryRunnable(Ec2Endpoints::delete));
  }

  /** The routes that gateway endpoints put into a table. */
  static List<Route> routes(Scene scene, String tableId) {
    return scene.table(Ec2Tables.VPC_ENDPOINTS).values().stream()
        .filter(endpoint -> endpoint.routeTableIds().contains(tableId))
        .map(endpoint ->
            Route.builder()
                .destinationPrefixListId(Ec2Seed.id(scene, "pl", endpoint.serviceName()))
                .gatewayId(endpoint.vpcEndpointId())
                .origin("CreateRoute")
                .state("active")
                .build())
        .toList();
  }

  /** Takes away the endpoints whose deletion is done. */
  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Instant> end : scene.table(ENDS).entrySet()) {
      Instant at = end.getValue();
      if (!at.isAfter(scene.now())) {
        over.add(end.getKey());
      } else if (at.isBefore(next)) {
        next = at;
      }
    }
    over.forEach(id -> remove(scene, id));
    return next;
  }

  private static CreateVpcEndpointResponse create(Scene scene, CreateVpcEndpointRequest request) {
    String id = Ec2Tokens.once(scene, request.clientToken(), request, () -> make(scene, request));
    return CreateVpcEndpointResponse.builder()
        .vpcEndpoint(shown(scene, get(scene, id)))
        .clientToken(request.clientToken())
        .build();
  }

  private static String make(Scene scene, CreateVpcEndpointRequest request) {
    String vpcId = Ec2Vpcs.get(scene, request.vpcId()).vpcId();
    String service = Ec2.required(request.serviceName(), "ServiceName");
    String start = "com.amazonaws." + scene.region() + ".";
    String type = Objects.requireNonNullElse(request.vpcEndpointTypeAsString(), "Gateway");
    boolean gateway = type.equals("Gateway");
    if (!service.startsWith(start)
        || (gateway && !GATEWAYS.contains(service.substring(start.length())))) {
      throw Ec2.error(
          "InvalidServiceName", "The Vpc Endpoint Service '" + service + "' does not exist");
    }
    request.routeTableIds().forEach(table -> Ec2RouteTables.get(scene, table));
    checkNew(scene, vpcId, request);
    List<String> groups =
        gateway || !request.securityGroupIds().isEmpty()
            ? request.securityGroupIds()
            : List.of(Ec2SecurityGroups.named(scene, vpcId, "default").groupId());
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.ENDPOINT);
    String id = Ec2Kind.ENDPOINT.newId(scene);
    VpcEndpoint bare =
        VpcEndpoint.builder()
            .vpcEndpointId(id)
            .vpcEndpointType(type)
            .vpcId(vpcId)
            .serviceName(service)
            .policyDocument(Objects.requireNonNullElse(request.policyDocument(), ANY_POLICY))
            .routeTableIds(request.routeTableIds())
            .groups(groups(scene, groups))
            .ipAddressType("ipv4")
            .privateDnsEnabled(!gateway && !Boolean.FALSE.equals(request.privateDnsEnabled()))
            .requesterManaged(false)
            .creationTimestamp(scene.now())
            .ownerId(scene.account().id())
            .dnsEntries(List.of())
            .build();
    store(scene, spread(scene, bare, request.subnetIds()));
    Ec2.tag(scene, Ec2Kind.ENDPOINT, id, tags);
    return id;
  }

  /** A service has one gateway endpoint for a route table, and one private name in a VPC. */
  private static void checkNew(Scene scene, String vpcId, CreateVpcEndpointRequest request) {
    boolean named = !Boolean.FALSE.equals(request.privateDnsEnabled());
    for (VpcEndpoint other : scene.table(Ec2Tables.VPC_ENDPOINTS).values()) {
      if (!other.vpcId().equals(vpcId) || !other.serviceName().equals(request.serviceName())) {
        continue;
      }
      if (other.routeTableIds().stream().anyMatch(request.routeTableIds()::contains)) {
        throw Ec2.error(
            "RouteAlreadyExists",
            "route table already has a route with destination-prefix-list-id for "
                + other.serviceName());
      }
      boolean gateway = other.vpcEndpointTypeAsString().equals("Gateway");
      if (named && !gateway && other.privateDnsEnabled()) {
        throw Ec2.error(
            "InvalidParameter",
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain");
      }
    }
  }

  private static VpcEndpoint get(Scene scene, String id) {
    return Ec2.get(scene, Ec2Tables.VPC_ENDPOINTS, Ec2Kind.ENDPOINT, id);
  }

  private static void store(Scene scene, VpcEndpoint endpoint) {
    scene.table(Ec2Tables.VPC_ENDPOINTS).put(endpoint.vpcEndpointId(), endpoint);
  }

  /** The endpoint with a network interface in each of these subnets and in no other. */
  private static VpcEndpoint spread(Scene scene, VpcEndpoint endpoint, List<String> subnetIds) {
    List<String> groups = endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList();
    List<String> kept = new ArrayList<>();
    List<String> covered = new ArrayList<>();
    for (String id : endpoint.networkInterfaceIds()) {
      NetworkInterface eni = scene.table(Tables.NETWORK_INTERFACES).get(id);
      if (eni != null && subnetIds.contains(eni.subnetId())) {
        Ec2Interfaces.store(scene, eni.toBuilder().groups(Ec2Interfaces.groups(scene, groups)));
        kept.add(id);
        covered.add(eni.subnetId());
      } else {
        scene.table(Tables.NETWORK_INTERFACES).remove(id);
      }
    }
    for (String id : subnetIds) {
      Subnet subnet = Ec2Subnets.get(scene, id);
      if (!covered.contains(id)) {
        NetworkInterface.Builder eni =
            Ec2Interfaces.fresh(scene, subnet, groups)
                .interfaceType("vpc_endpoint")
                .description("VPC Endpoint Interface " + endpoint.vpcEndpointId());
        kept.add(Ec2Interfaces.store(scene, eni).networkInterfaceId());
      }
    }
    return endpoint.toBuilder().subnetIds(subnetIds).networkInterfaceIds(kept).build();
  }

  private static List<SecurityGroupIdentifier> groups(Scene scene, List<String> ids) {
    return ids.stream()
        .map(id -> Ec2SecurityGroups.get(scene, id))
        .map(group ->
            SecurityGroupIdentifier.builder()
                .groupId(group.groupId())
                .groupName(group.groupName())
                .build())
        .toList();
  }

  private static DescribeVpcEndpointsResponse describe(
      Scene scene, DescribeVpcEndpointsRequest request) {
    List<VpcEndpoint> all =
        scene.table(Ec2Tables.VPC_ENDPOINTS).values().stream()
            .map(endpoint -> shown(scene, endpoint))
            .toList();
    Page<VpcEndpoint> page = LIST.page(scene, request, all, request.vpcEndpointIds());
    return DescribeVpcEndpointsResponse.builder()
        .vpcEndpoints(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static VpcEndpoint shown(Scene scene, VpcEndpoint endpoint) {
    String id = endpoint.vpcEndpointId();
    boolean ready =
        endpoint.vpcEndpointTypeAsString().equals("Gateway")
            || Ec2.over(scene, endpoint.creationTimestamp(), STARTING);
    String state = scene.table(ENDS).containsKey(id) ? "deleting" : ready ? "available" : "pending";
    return endpoint.toBuilder().state(state).tags(Ec2.tags(scene, Ec2Kind.ENDPOINT, id)).build();
  }

  private static ModifyVpcEndpointResponse modify(Scene scene, ModifyVpcEndpointRequest request) {
    VpcEndpoint old =
        Ec2.get(scene, Ec2Tables.VPC_ENDPOINTS, Ec2Kind.ENDPOINT, request.vpcEndpointId());
    List<String> groups =
        changed(
            old.groups().stream().map(SecurityGroupIdentifier::groupId).toList(),
            request.addSecurityGroupIds(),
            request.removeSecurityGroupIds());
    List<String> tables =
        changed(old.routeTableIds(), request.addRouteTableIds(), request.removeRouteTableIds());
    tables.forEach(table -> Ec2RouteTables.get(scene, table));
    VpcEndpoint.Builder changes =
        old.toBuilder().routeTableIds(tables).groups(groups(scene, groups));
    if (request.policyDocument() != null) {
      changes.policyDocument(request.policyDocument());
    }
    if (Boolean.TRUE.equals(request.resetPolicy())) {
      changes.policyDocument(ANY_POLICY);
    }
    if (request.privateDnsEnabled() != null) {
      changes.privateDnsEnabled(request.privateDnsEnabled());
    }
    List<String> subnets =
        changed(old.subnetIds(), request.addSubnetIds(), request.removeSubnetIds());
    store(scene, spread(scene, changes.build(), subnets));
    return ModifyVpcEndpointResponse.builder().returnValue(true).build();
  }

  private static List<String> changed(
      List<String> old, Collection<String> add, Collection<String> remove) {
    return Stream.concat(old.stream(), add.stream())
        .filter(one -> !remove.contains(one))
        .distinct()
        .toList();
  }

  /** Answers with what could not be deleted instead of failing. */
  private static DeleteVpcEndpointsResponse delete(Scene scene, DeleteVpcEndpointsRequest request) {
    List<UnsuccessfulItem> failed = new ArrayList<>();
    for (String id : request.vpcEndpointIds()) {
      VpcEndpoint endpoint = scene.table(Ec2Tables.VPC_ENDPOINTS).get(id);
      if (endpoint == null) {
        failed.add(
            UnsuccessfulItem.builder()
                .resourceId(id)
                .error(e ->
                    e.code("InvalidVpcEndpoint.NotFound")
                        .message("The Vpc Endpoint Id '" + id + "' does not exist"))
                .build());
      } else if (endpoint.vpcEndpointTypeAsString().equals("Gateway")) {
        remove(scene, id);
      } else {
        scene.table(ENDS).putIfAbsent(id, scene.now().plus(DELETING));
      }
    }
    return DeleteVpcEndpointsResponse.builder().unsuccessful(failed).build();
  }

  private static void remove(Scene scene, String id) {
    VpcEndpoint gone = scene.table(Ec2Tables.VPC_ENDPOINTS).remove(id);
    if (gone != null) {
      gone.networkInterfaceIds().forEach(scene.table(Tables.NETWORK_INTERFACES)::remove);
      Tags.forget(scene, Ec2Kind.ENDPOINT.arn(scene, id));
    }
    scene.table(ENDS).remove(id);
  }
}
