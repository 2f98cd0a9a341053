package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.aws.Pojo;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Where traffic of some subnets goes. Routes that nobody wished for are taken out. */
public final class RouteTableKind extends Ec2Thing<RouteTable> {
  static final String NAME = "routeTable";

  /** What tells a route from the others of its table. */
  static final List<String> DESTINATIONS =
      List.of("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId");

  private static final List<String> TARGETS =
      List.of(
          "gatewayId",
          "natGatewayId",
          "transitGatewayId",
          "vpcPeeringConnectionId",
          "egressOnlyInternetGatewayId",
          "networkInterfaceId",
          "localGatewayId",
          "carrierGatewayId",
          "coreNetworkArn");

  public RouteTableKind() {
    super(NAME, "route-table");
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("vpcId", Member.of(text.refersTo("vpc", "id"), "Where it stands.").refuses())
        .with("routes", Member.of(routes(), "The ways out, besides those that AWS adds.").later())
        .with(
            "subnetIds",
            Member.of(Shape.ItemsOf.set(text.refersTo("subnet", "id")), "The subnets that use it.")
                .later());
  }

  /** A list of routes in the spec and in the model. */
  static Shape.ItemsOf routes() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Structure route = Shape.Structure.empty();
    for (String name : DESTINATIONS) {
      route = route.with(name, Member.of(text, "Where traffic wants to go."));
    }
    for (String name : TARGETS) {
      route = route.with(name, Member.of(text, "What takes it there.").always());
    }
    return Shape.ItemsOf.keyed(route, DESTINATIONS.toArray(String[]::new));
  }

  /** A table that is not as wished leads nowhere, and what stands behind it waits. */
  @Override
  public boolean leadsOthers() {
    return true;
  }

  @Override
  protected List<RouteTable> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeRouteTablesPaginator(DescribeRouteTablesRequest.builder().filters(filter).build())
        .routeTables()
        .stream()
        .toList();
  }

  @Override
  protected String idOf(RouteTable table) {
    return table.routeTableId();
  }

  @Override
  protected List<Tag> tagsOf(RouteTable table) {
    return table.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, RouteTable table, Optional<Declared> wish) {
    List<Value> routes = new ArrayList<>();
    table.routes().stream()
        .filter(RouteTableKind::isWritten)
        .forEach(route -> routes.add(Pojo.read(route)));
    List<Value> subnets = new ArrayList<>();
    table.associations().stream()
        .filter(association -> association.subnetId() != null)
        .forEach(association -> subnets.add(Value.text(association.subnetId())));
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("vpcId", Value.text(table.vpcId()));
    model.put("routes", Value.items(routes));
    model.put("subnetIds", Value.items(subnets));
    return Value.entries(model);
  }

  /** Not the VPC's own, not a gateway endpoint's, not one that a virtual gateway tells. */
  private static boolean isWritten(Route route) {
    boolean byEndpoint = route.gatewayId() != null && route.gatewayId().startsWith("vpce-");
    return "CreateRoute".equals(route.originAsString())
        && !byEndpoint
        && !"local".equals(route.gatewayId());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateRouteTableRequest request =
        CreateRouteTableRequest.builder()
            .vpcId(wish.text("vpcId"))
            .tagSpecifications(
                s -> s.resourceType(ResourceType.ROUTE_TABLE).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    return attributes(
        scope, scope.client(Ec2Client.class).createRouteTable(request).routeTable().routeTableId());
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    RouteChanges changes = new RouteChanges(scope, live.attributes().require("id"));
    if (wish.model().has("subnetIds")) {
      changes.subnets(texts(live, "subnetIds"), texts(wish.model(), "subnetIds"));
    }
    if (wish.model().has("routes")) {
      changes.routes(live.model().list("routes"), wish.model().list("routes"));
    }
  }

  private static List<String> texts(Live live, String member) {
    return texts(live.model(), member);
  }

  private static List<String> texts(Value.Entries model, String member) {
    return model.list(member).stream().map(Value::toString).toList();
  }

  @Override
  protected void remove(Scope scope, Live live) {
    String id = live.attributes().require("id");
    new RouteChanges(scope, id).subnets(texts(live, "subnetIds"), List.of());
    scope.client(Ec2Client.class).deleteRouteTable(r -> r.routeTableId(id));
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidRouteTableID.NotFound");
  }
}
