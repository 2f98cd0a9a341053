package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteResponse;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteResponse;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;

/** The routes of route tables. */
final class Ec2Routes {
  private Ec2Routes() {}

  static void register(Operations operations) {
    operations
        .on(CreateRouteRequest.class, Ec2.dryRunnable(Ec2Routes::create))
        .on(ReplaceRouteRequest.class, Ec2.dryRunnable(Ec2Routes::replace))
        .on(DeleteRouteRequest.class, Ec2.dryRunnable(Ec2Routes::delete));
  }

  /** A route as it is now: its other end may have gone since it was made. */
  static Route shown(Scene scene, Route route) {
    boolean gone =
        (route.natGatewayId() != null && !Ec2NatGateways.isThere(scene, route.natGatewayId()))
            || (route.gatewayId() != null
                && route.gatewayId().startsWith("igw-")
                && !isAttached(scene, route.gatewayId()));
    return gone ? route.toBuilder().state("blackhole").build() : route;
  }

  private static CreateRouteResponse create(Scene scene, CreateRouteRequest request) {
    RouteTable table = Ec2RouteTables.get(scene, request.routeTableId());
    Route asked = normal(Pojos.copy(request, Route.builder()).build());
    checkTarget(scene, table, asked);
    if (find(table, asked).isPresent()) {
      throw Ec2.error(
          "RouteAlreadyExists", "The route identified by " + end(asked) + " already exists.");
    }
    List<Route> routes = new ArrayList<>(table.routes());
    routes.add(asked);
    Ec2RouteTables.store(scene, table.toBuilder().routes(routes).build());
    return CreateRouteResponse.builder().returnValue(true).build();
  }

  private static ReplaceRouteResponse replace(Scene scene, ReplaceRouteRequest request) {
    RouteTable table = Ec2RouteTables.get(scene, request.routeTableId());
    Route asked = normal(Pojos.copy(request, Route.builder()).build());
    checkTarget(scene, table, asked);
    Route old = required(table, asked);
    List<Route> routes = new ArrayList<>(table.routes());
    routes.set(routes.indexOf(old), asked);
    Ec2RouteTables.store(scene, table.toBuilder().routes(routes).build());
    return ReplaceRouteResponse.builder().build();
  }

  private static DeleteRouteResponse delete(Scene scene, DeleteRouteRequest request) {
    RouteTable table = Ec2RouteTables.get(scene, request.routeTableId());
    Route asked = normal(Pojos.copy(request, Route.builder()).build());
    Route old = required(table, asked);
    if ("local".equals(old.gatewayId())) {
      throw Ec2.invalid(
          "cannot remove local route " + end(asked) + " in route table " + table.routeTableId());
    }
    List<Route> routes = new ArrayList<>(table.routes());
    routes.remove(old);
    Ec2RouteTables.store(scene, table.toBuilder().routes(routes).build());
    return DeleteRouteResponse.builder().build();
  }

  private static Route normal(Route route) {
    return route.toBuilder()
        .destinationCidrBlock(cidr(route.destinationCidrBlock()))
        .destinationIpv6CidrBlock(cidr(route.destinationIpv6CidrBlock()))
        .origin("CreateRoute")
        .state("active")
        .build();
  }

  private static @Nullable String cidr(@Nullable String text) {
    return text == null
        ? null
        : Cidr.parse(text)
            .map(Cidr::toString)
            .orElseThrow(() ->
                Ec2.invalid(
                    "Value ("
                        + text
                        + ") for parameter destinationCidrBlock is invalid. This"
                        + " is not a valid CIDR block."));
  }

  private static void checkTarget(Scene scene, RouteTable table, Route route) {
    if (end(route) == null) {
      throw Ec2.error(
          "MissingParameter", "The request must contain the parameter destinationCidrBlock");
    }
    String gateway = route.gatewayId();
    if (gateway != null && gateway.startsWith("igw-")) {
      InternetGateway there = Ec2InternetGateways.get(scene, gateway);
      if (there.attachments().stream().noneMatch(a -> a.vpcId().equals(table.vpcId()))) {
        throw Ec2.invalid(
            "route table "
                + table.routeTableId()
                + " and network gateway "
                + gateway
                + " belong to different networks");
      }
    }
    String nat = route.natGatewayId();
    if (nat != null && !Ec2NatGateways.isThere(scene, nat)) {
      throw Ec2.error(
          "InvalidNatGatewayID.NotFound", "The natGateway ID '" + nat + "' does not exist");
    }
  }

  private static boolean isAttached(Scene scene, String gateway) {
    return scene
        .find(Ec2Tables.INTERNET_GATEWAYS, gateway)
        .filter(there -> !there.attachments().isEmpty())
        .isPresent();
  }

  private static Route required(RouteTable table, Route like) {
    return find(table, like)
        .orElseThrow(() ->
            Ec2.error(
                "InvalidRoute.NotFound",
                "no route with destination-cidr-block "
                    + end(like)
                    + " in route table "
                    + table.routeTableId()));
  }

  private static Optional<Route> find(RouteTable table, Route like) {
    return table.routes().stream()
        .filter(route -> Objects.equals(end(route), end(like)))
        .findFirst();
  }

  /** Where a route leads to. */
  private static @Nullable String end(Route route) {
    if (route.destinationCidrBlock() != null) {
      return route.destinationCidrBlock();
    }
    return route.destinationIpv6CidrBlock() != null
        ? route.destinationIpv6CidrBlock()
        : route.destinationPrefixListId();
  }
}
