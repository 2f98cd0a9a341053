package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateRouteTableResponse;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteTableAssociationResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Route tables and which subnet uses which; routes are in {@link Ec2Routes}. */
final class Ec2RouteTables {
  private static final Ec2List<RouteTable> LIST =
      new Ec2List<>(Ec2Kind.ROUTE_TABLE, RouteTable::routeTableId)
          .by("route-table-id", RouteTable::routeTableId)
          .by("vpc-id", RouteTable::vpcId)
          .by("owner-id", RouteTable::ownerId)
          .byAny(
              "association.main",
              table -> table.associations().stream().map(RouteTableAssociation::main))
          .byAny(
              "association.subnet-id",
              table -> table.associations().stream().map(RouteTableAssociation::subnetId))
          .byAny(
              "association.route-table-association-id",
              table ->
                  table.associations().stream().map(RouteTableAssociation::routeTableAssociationId))
          .byAny(
              "route.destination-cidr-block",
              table -> table.routes().stream().map(Route::destinationCidrBlock))
          .byAny("route.gateway-id", table -> table.routes().stream().map(Route::gatewayId))
          .byAny("route.nat-gateway-id", table -> table.routes().stream().map(Route::natGatewayId));

  private Ec2RouteTables() {}

  static void register(Operations operations) {
    operations
        .on(CreateRouteTableRequest.class, Ec2.dryRunnable(Ec2RouteTables::create))
        .on(DescribeRouteTablesRequest.class, Ec2RouteTables::describe)
        .on(AssociateRouteTableRequest.class, Ec2.dryRunnable(Ec2RouteTables::associate))
        .on(DisassociateRouteTableRequest.class, Ec2.dryRunnable(Ec2RouteTables::disassociate))
        .on(ReplaceRouteTableAssociationRequest.class, Ec2RouteTables::replaceAssociation)
        .on(DeleteRouteTableRequest.class, Ec2.dryRunnable(Ec2RouteTables::delete));
  }

  static RouteTable get(Scene scene, String id) {
    return Ec2.get(scene, Ec2Tables.ROUTE_TABLES, Ec2Kind.ROUTE_TABLE, id);
  }

  static boolean isMain(RouteTable table) {
    return table.associations().stream().anyMatch(RouteTableAssociation::main);
  }

  /** The main table of a new VPC. */
  static RouteTable make(Scene scene, String id, Vpc vpc, String associationId) {
    RouteTableAssociation main = association(associationId, id).main(true).build();
    return store(scene, empty(scene, id, vpc).toBuilder().associations(main).build());
  }

  static void addRoute(Scene scene, String tableId, Consumer<Route.Builder> route) {
    RouteTable table = get(scene, tableId);
    List<Route> routes = new ArrayList<>(table.routes());
    routes.add(Route.builder().origin("CreateRoute").state("active").applyMutation(route).build());
    store(scene, table.toBuilder().routes(routes).build());
  }

  static RouteTable store(Scene scene, RouteTable table) {
    scene.table(Ec2Tables.ROUTE_TABLES).put(table.routeTableId(), table);
    return table;
  }

  /** The subnet is gone, and with it what bound it to a table. */
  static void forgetSubnet(Scene scene, String subnetId) {
    scene.table(Ec2Tables.ROUTE_TABLES).values().stream()
        .filter(table -> table.associations().stream().anyMatch(a -> subnetId.equals(a.subnetId())))
        .toList()
        .forEach(table -> {
          List<RouteTableAssociation> left = new ArrayList<>(table.associations());
          left.removeIf(association -> subnetId.equals(association.subnetId()));
          store(scene, table.toBuilder().associations(left).build());
        });
  }

  private static RouteTable empty(Scene scene, String id, Vpc vpc) {
    return RouteTable.builder()
        .routeTableId(id)
        .vpcId(vpc.vpcId())
        .ownerId(scene.account().id())
        .associations(List.of())
        .propagatingVgws(List.of())
        .routes(
            Route.builder()
                .destinationCidrBlock(vpc.cidrBlock())
                .gatewayId("local")
                .origin("CreateRouteTable")
                .state("active")
                .build())
        .build();
  }

  private static RouteTableAssociation.Builder association(String id, String tableId) {
    return RouteTableAssociation.builder()
        .routeTableAssociationId(id)
        .routeTableId(tableId)
        .main(false)
        .associationState(state -> state.state("associated"));
  }

  private static CreateRouteTableResponse create(Scene scene, CreateRouteTableRequest request) {
    String made =
        Ec2Tokens.once(
            scene,
            request.clientToken(),
            request,
            () -> {
              Vpc vpc = Ec2Vpcs.get(scene, request.vpcId());
              String id = Ec2Kind.ROUTE_TABLE.newId(scene);
              store(scene, empty(scene, id, vpc));
              Ec2.tag(
                  scene,
                  Ec2Kind.ROUTE_TABLE,
                  id,
                  Ec2.tags(request.tagSpecifications(), Ec2Kind.ROUTE_TABLE));
              return id;
            });
    return CreateRouteTableResponse.builder()
        .routeTable(shown(scene, get(scene, made)))
        .clientToken(request.clientToken())
        .build();
  }

  private static DescribeRouteTablesResponse describe(
      Scene scene, DescribeRouteTablesRequest request) {
    List<RouteTable> all =
        scene.table(Ec2Tables.ROUTE_TABLES).values().stream()
            .map(table -> shown(scene, table))
            .toList();
    Page<RouteTable> page = LIST.page(scene, request, all, request.routeTableIds());
    return DescribeRouteTablesResponse.builder()
        .routeTables(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static RouteTable shown(Scene scene, RouteTable table) {
    List<Route> routes = new ArrayList<>();
    table.routes().forEach(route -> routes.add(Ec2Routes.shown(scene, route)));
    routes.addAll(Ec2Endpoints.routes(scene, table.routeTableId()));
    return table.toBuilder()
        .routes(routes)
        .tags(Ec2.tags(scene, Ec2Kind.ROUTE_TABLE, table.routeTableId()))
        .build();
  }

  private static AssociateRouteTableResponse associate(
      Scene scene, AssociateRouteTableRequest request) {
    RouteTable table = get(scene, request.routeTableId());
    String subnetId = Ec2Subnets.get(scene, request.subnetId()).subnetId();
    for (RouteTable other : scene.table(Ec2Tables.ROUTE_TABLES).values()) {
      for (RouteTableAssociation one : other.associations()) {
        if (subnetId.equals(one.subnetId()) && !other.equals(table)) {
          throw Ec2.error(
              "Resource.AlreadyAssociated",
              "the specified association for route table "
                  + table.routeTableId()
                  + " conflicts with an existing association");
        }
        if (subnetId.equals(one.subnetId())) {
          return associated(one);
        }
      }
    }
    String id = scene.id("rtbassoc");
    RouteTableAssociation added = association(id, table.routeTableId()).subnetId(subnetId).build();
    add(scene, table, added);
    return associated(added);
  }

  private static AssociateRouteTableResponse associated(RouteTableAssociation one) {
    return AssociateRouteTableResponse.builder()
        .associationId(one.routeTableAssociationId())
        .associationState(one.associationState())
        .build();
  }

  private static void add(Scene scene, RouteTable table, RouteTableAssociation association) {
    List<RouteTableAssociation> all = new ArrayList<>(table.associations());
    all.add(association);
    store(scene, table.toBuilder().associations(all).build());
  }

  private static DisassociateRouteTableResponse disassociate(
      Scene scene, DisassociateRouteTableRequest request) {
    RouteTableAssociation gone = find(scene, request.associationId());
    if (gone.main()) {
      throw Ec2.invalid(
          "cannot disassociate the main route table association " + request.associationId());
    }
    take(scene, gone);
    return DisassociateRouteTableResponse.builder().build();
  }

  private static ReplaceRouteTableAssociationResponse replaceAssociation(
      Scene scene, ReplaceRouteTableAssociationRequest request) {
    RouteTableAssociation old = find(scene, request.associationId());
    String tableId = get(scene, request.routeTableId()).routeTableId();
    take(scene, old);
    RouteTableAssociation moved =
        old.toBuilder().routeTableId(tableId).routeTableAssociationId(scene.id("rtbassoc")).build();
    add(scene, get(scene, tableId), moved);
    return ReplaceRouteTableAssociationResponse.builder()
        .newAssociationId(moved.routeTableAssociationId())
        .associationState(moved.associationState())
        .build();
  }

  private static RouteTableAssociation find(Scene scene, String id) {
    return scene.table(Ec2Tables.ROUTE_TABLES).values().stream()
        .flatMap(table -> table.associations().stream())
        .filter(one -> one.routeTableAssociationId().equals(id))
        .findFirst()
        .orElseThrow(() ->
            Ec2.error(
                "InvalidAssociationID.NotFound", "The association ID '" + id + "' does not exist"));
  }

  private static void take(Scene scene, RouteTableAssociation gone) {
    RouteTable table = get(scene, gone.routeTableId());
    List<RouteTableAssociation> left = new ArrayList<>(table.associations());
    left.remove(gone);
    store(scene, table.toBuilder().associations(left).build());
  }

  private static DeleteRouteTableResponse delete(Scene scene, DeleteRouteTableRequest request) {
    RouteTable table = get(scene, request.routeTableId());
    String id = table.routeTableId();
    if (!table.associations().isEmpty()) {
      throw Ec2.dependency("The routeTable '" + id + "' has dependencies and cannot be deleted.");
    }
    scene.table(Ec2Tables.ROUTE_TABLES).remove(id);
    Tags.forget(scene, Ec2Kind.ROUTE_TABLE.arn(scene, id));
    return DeleteRouteTableResponse.builder().build();
  }
}
