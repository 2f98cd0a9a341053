package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Arns;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * The VPC and subnets in which everything stands, as one thing to refer to. One that somebody else
 * made is looked up in three calls at most; one of our own is what the kinds of its parts say.
 * Nothing is ever written here, so it carries no tags.
 */
public final class NetworkKind implements Kind {
  public static final String NAME = "network";

  /** Guides the look: the name of a VPC that is to be ours and does not carry our tags yet. */
  static final String VPC_NAME = "vpcName";

  /** Of a network of our own: what is wished of each subnet, by its key. */
  static final String SUBNETS = "subnets";

  /** Why some of them cannot be made, by the same keys. */
  static final String OBSTACLES = "obstacles";

  /** The only network of an environment. */
  public static final ResourceId ID = new ResourceId(NAME, "main");

  @Override
  public String name() {
    return NAME;
  }

  /** Of another's VPC the wish says what to look up, so that it never differs. */
  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("vpcId", Member.of(text, "A VPC that exists.").never())
        .with("cidrBlock", Member.of(text, "The VPC's addresses.").never())
        .with(VPC_NAME, Member.of(text, "What a VPC of our own is called.").never())
        .with(
            "publicSubnetIds",
            Member.of(Shape.ItemsOf.set(text), "Subnets with a way in from the internet."))
        .with(
            "privateSubnetIds",
            Member.of(Shape.ItemsOf.set(text), "Subnets for what stays inside."))
        .with(SUBNETS, Member.of(new Shape.Anything()).never())
        .with(OBSTACLES, Member.of(Shape.EntriesOf.of(text)).never());
  }

  @Override
  public boolean leadsOthers() {
    return true;
  }

  @Override
  public boolean tagged() {
    return false;
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found = new ArrayList<>();
    Map<ResourceId, Failure> unknown = new LinkedHashMap<>();
    for (Declared declared : wanted) {
      try {
        if (OwnNetwork.isOwn(declared)) {
          OwnNetwork.look(scope, declared).ifPresent(found::add);
        } else {
          found.add(look(scope, declared));
        }
      } catch (FailureException e) {
        unknown.put(declared.id(), e.failure());
      }
    }
    return new Observation(found, unknown);
  }

  /** The account's default VPC in the region, asked once in a pass. */
  static Vpc defaultVpc(Scope scope) {
    return scope.once(
        "ec2:DescribeVpcs default",
        () ->
            vpcs(scope, r -> r.filters(filter("is-default", "true"))).stream()
                .findFirst()
                .orElseThrow(() ->
                    rejected(
                        "NoDefaultVpc",
                        "account "
                            + scope.account()
                            + " has no default VPC in "
                            + scope.region()
                            + ": write network with the vpcId of one that exists")));
  }

  private static Live look(Scope scope, Declared declared) {
    Value.Entries wish = declared.model();
    Vpc vpc = wish.text("vpcId").map(id -> vpc(scope, id)).orElseGet(() -> defaultVpc(scope));
    List<Subnet> subnets = subnets(scope, vpc.vpcId());
    Optional<List<String>> publics = written(wish, "publicSubnetIds", vpc, subnets);
    Optional<List<String>> privates = written(wish, "privateSubnetIds", vpc, subnets);
    if (publics.isEmpty() || privates.isEmpty()) {
      Predicate<Subnet> open = open(routeTables(scope, vpc.vpcId()));
      List<String> discovered = ids(subnets, open);
      List<String> inner = ids(subnets, open.negate());
      publics = Optional.of(publics.orElse(discovered));
      List<String> rest = new ArrayList<>(inner);
      rest.removeAll(publics.get());
      privates = Optional.of(privates.orElse(rest.isEmpty() ? publics.get() : rest));
    }
    return live(scope, declared.id(), vpc, publics.get(), privates.get());
  }

  static Live live(
      Scope scope, ResourceId id, Vpc vpc, List<String> publics, List<String> privates) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("vpcId", Value.text(vpc.vpcId()));
    model.put("cidrBlock", Value.text(vpc.cidrBlock()));
    model.put("publicSubnetIds", Value.texts(publics));
    model.put("privateSubnetIds", Value.texts(privates));
    return new Live(
        id,
        Arns.of(scope, "ec2", "vpc/" + vpc.vpcId()),
        Value.entries(model),
        Map.of(),
        attributes(Value.entries(model)),
        Health.READY);
  }

  /** Everything that is known of a network, for others to refer to. */
  private static Attributes attributes(Value.Entries network) {
    Attributes attributes = Attributes.NONE;
    for (String name : List.of("vpcId", "cidrBlock")) {
      if (network.get(name).orElse(Value.Entries.EMPTY)
          instanceof Value.Text(String text, var at)) {
        attributes = attributes.with(name, text);
      }
    }
    for (String name : List.of("publicSubnetIds", "privateSubnetIds")) {
      List<Value> subnets = network.list(name);
      if (network.has(name) && subnets.stream().allMatch(Value.Text.class::isInstance)) {
        attributes =
            attributes.with(name, String.join(",", subnets.stream().map(Value::toString).toList()));
      }
    }
    Optional<String> vpcId = attributes.get("vpcId");
    return vpcId.isPresent() ? attributes.with("id", vpcId.get()) : attributes;
  }

  /** Subnets that are on their way become known when they are there; nobody leaves them before. */
  @Override
  public Attributes offers(Live live, Wish wish) {
    return OwnNetwork.isOwn(wish.declared()) ? attributes(wish.model()) : live.attributes();
  }

  @Override
  public Optional<String> objection(Live live, Value.Entries wish, FieldPath path) {
    return live.model().map(OBSTACLES).orElse(Value.Entries.EMPTY).entries().entrySet().stream()
        .filter(one -> path.toString().contains("[${subnet." + one.getKey() + ".id}]"))
        .map(one -> one.getValue().toString())
        .findFirst();
  }

  private static Vpc vpc(Scope scope, String id) {
    try {
      return vpcs(scope, r -> r.vpcIds(id)).stream()
          .findFirst()
          .orElseThrow(() -> missing(scope, id));
    } catch (FailureException e) {
      throw e.is("InvalidVpcID.NotFound", "InvalidVpcID.Malformed") ? missing(scope, id) : e;
    }
  }

  private static FailureException missing(Scope scope, String vpcId) {
    return rejected(
        "InvalidVpcID.NotFound",
        "VPC "
            + vpcId
            + " does not exist in account "
            + scope.account()
            + ", region "
            + scope.region()
            + ": correct network.vpcId");
  }

  /** The subnets that the spec lists, each of which must be there. */
  private static Optional<List<String>> written(
      Value.Entries wish, String member, Vpc vpc, List<Subnet> subnets) {
    if (!wish.has(member)) {
      return Optional.empty();
    }
    List<String> ids = wish.list(member).stream().map(Value::toString).toList();
    Set<String> there = new HashSet<>(subnets.stream().map(Subnet::subnetId).toList());
    List<String> missing = ids.stream().filter(id -> !there.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw rejected(
          "InvalidSubnetID.NotFound",
          "network." + member + ": not in " + vpc.vpcId() + ": " + String.join(", ", missing));
    }
    return Optional.of(ids);
  }

  private static List<String> ids(List<Subnet> subnets, Predicate<Subnet> which) {
    return subnets.stream()
        .filter(which)
        .sorted(Comparator.comparing(Subnet::availabilityZone).thenComparing(Subnet::subnetId))
        .map(Subnet::subnetId)
        .toList();
  }

  /**
   * Public is what has a route to an internet gateway; the main table serves who has no other.
   * Where no route at all leads out, those that give public addresses are meant to be public.
   */
  private static Predicate<Subnet> open(List<RouteTable> tables) {
    boolean anyWay =
        tables.stream().flatMap(t -> t.routes().stream()).anyMatch(NetworkKind::leadsToInternet);
    if (!anyWay) {
      return subnet -> Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch());
    }
    Set<String> open = new HashSet<>();
    Set<String> closed = new HashSet<>();
    boolean mainIsOpen = false;
    for (RouteTable table : tables) {
      boolean way = table.routes().stream().anyMatch(NetworkKind::leadsToInternet);
      for (RouteTableAssociation association : table.associations()) {
        if (association.subnetId() != null) {
          (way ? open : closed).add(association.subnetId());
        } else if (Boolean.TRUE.equals(association.main())) {
          mainIsOpen = way;
        }
      }
    }
    boolean otherwise = mainIsOpen;
    return subnet ->
        open.contains(subnet.subnetId()) || (otherwise && !closed.contains(subnet.subnetId()));
  }

  private static boolean leadsToInternet(Route route) {
    return route.gatewayId() != null && route.gatewayId().startsWith("igw-");
  }

  private static List<Vpc> vpcs(
      Scope scope, java.util.function.Consumer<DescribeVpcsRequest.Builder> which) {
    return scope
        .client(Ec2Client.class)
        .describeVpcsPaginator(DescribeVpcsRequest.builder().applyMutation(which).build())
        .vpcs()
        .stream()
        .toList();
  }

  private static List<Subnet> subnets(Scope scope, String vpcId) {
    return scope
        .client(Ec2Client.class)
        .describeSubnetsPaginator(
            DescribeSubnetsRequest.builder().filters(filter("vpc-id", vpcId)).build())
        .subnets()
        .stream()
        .toList();
  }

  private static List<RouteTable> routeTables(Scope scope, String vpcId) {
    return scope
        .client(Ec2Client.class)
        .describeRouteTablesPaginator(
            DescribeRouteTablesRequest.builder().filters(filter("vpc-id", vpcId)).build())
        .routeTables()
        .stream()
        .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static FailureException rejected(String code, String message) {
    return new FailureException(new Failure.Rejected(code, message));
  }

  /** The parts are there by now, each made by its own kind. */
  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    if (!OwnNetwork.isOwn(wish.declared())) {
      throw rejected("NotSupported", "a VPC with a written id is not made: name one that exists");
    }
    return attributes(wish.model());
  }

  /** Nothing is sent: what differed were parts, which are as wished by now. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {}

  /** Nothing happens: a VPC of ours is deleted as such, another's never. */
  @Override
  public void delete(Scope scope, Live live) {}
}
