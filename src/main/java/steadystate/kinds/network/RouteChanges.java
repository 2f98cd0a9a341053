package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.DeleteRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import steadystate.aws.Pojo;
import steadystate.kinds.Deletion;
import steadystate.resource.Canonical;
import steadystate.resource.Scope;
import steadystate.resource.Value;

/** Brings one route table to its wish: new ways first, old ones last. */
record RouteChanges(Scope scope, String tableId) {

  /** Moves subnets over from the tables that they use, and lets others go. */
  void subnets(List<String> live, List<String> wished) {
    for (String subnet : wished) {
      if (!live.contains(subnet)) {
        bind(subnet);
      }
    }
    for (String subnet : live) {
      if (!wished.contains(subnet)) {
        association(subnet)
            .filter(held -> tableId.equals(held.routeTableId()))
            .map(RouteTableAssociation::routeTableAssociationId)
            .ifPresent(id -> ec2().disassociateRouteTable(r -> r.associationId(id)));
      }
    }
  }

  private void bind(String subnet) {
    Optional<RouteTableAssociation> held = association(subnet);
    if (held.isEmpty()) {
      ec2().associateRouteTable(r -> r.routeTableId(tableId).subnetId(subnet));
    } else if (!tableId.equals(held.get().routeTableId())) {
      String id = held.get().routeTableAssociationId();
      ec2().replaceRouteTableAssociation(r -> r.associationId(id).routeTableId(tableId));
    }
  }

  private Optional<RouteTableAssociation> association(String subnet) {
    return ec2()
        .describeRouteTables(
            r -> r.filters(Ec2Thing.filter("association.subnet-id", List.of(subnet))))
        .routeTables()
        .stream()
        .flatMap(table -> table.associations().stream())
        .filter(association -> subnet.equals(association.subnetId()))
        .findFirst();
  }

  void routes(List<Value> live, List<Value> wished) {
    Map<String, Value.Entries> old = byDestination(live);
    Map<String, Value.Entries> wish = byDestination(wished);
    wish.forEach((destination, route) -> {
      if (!old.containsKey(destination)) {
        ec2()
            .createRoute(
                Pojo.fill(CreateRouteRequest.builder(), route).routeTableId(tableId).build());
      } else if (!Canonical.sorted(old.get(destination)).equals(Canonical.sorted(route))) {
        ec2()
            .replaceRoute(
                Pojo.fill(ReplaceRouteRequest.builder(), route).routeTableId(tableId).build());
      }
    });
    old.forEach((destination, route) -> {
      if (!wish.containsKey(destination)) {
        delete(route);
      }
    });
  }

  private void delete(Value.Entries route) {
    Deletion.of(
        () ->
            ec2()
                .deleteRoute(
                    Pojo.fill(DeleteRouteRequest.builder(), route).routeTableId(tableId).build()),
        "InvalidRoute.NotFound");
  }

  private static Map<String, Value.Entries> byDestination(List<Value> routes) {
    Map<String, Value.Entries> byDestination = new LinkedHashMap<>();
    for (Value route : routes) {
      byDestination.put(Canonical.identity(RouteTableKind.routes(), route), (Value.Entries) route);
    }
    return byDestination;
  }

  private Ec2Client ec2() {
    return scope.client(Ec2Client.class);
  }
}
