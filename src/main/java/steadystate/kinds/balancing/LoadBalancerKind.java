package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAddress;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyIpPoolsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BoundedName;
import steadystate.kinds.NameTaken;
import steadystate.kinds.balancing.ElbReads.Found;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
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

/** A load balancer: application, network or gateway. */
public final class LoadBalancerKind implements Kind {
  static final String NAME = "loadBalancer";

  private static final String MAPPINGS = "subnetMappings";
  private static final String ENFORCE = "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic";

  private static final List<String> FIXED = List.of("type", "scheme", "customerOwnedIpv4Pool");

  private static final Shape.Structure MODEL = shape();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  private static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Structure shape =
        written()
            .change("name", m -> m.never().describe("A name beside this one stands for it too."))
            .change("securityGroups", m -> m.shape(groups()))
            .change("subnets", m -> m.shape(Shape.ItemsOf.set(text)))
            .change(MAPPINGS, m -> m.shape(keyed(m.shape())));
    for (String name : FIXED) {
      shape = shape.change(name, Member::replaces);
    }
    return shape.with(Elb.ATTRIBUTES, Elb.attributes(), "Those that are not here are left alone.");
  }

  /** Every field that AWS takes, and the one that it takes in a call of its own. */
  static Shape.Structure written() {
    return SdkShapes.of(CreateLoadBalancerRequest.builder().build())
        .without("tags")
        .with(ENFORCE, Shape.Scalar.of(Shape.Type.TEXT).allowed("on", "off"), "")
        .change("securityGroups", m -> m.shape(groups()));
  }

  private static Shape groups() {
    return Shape.ItemsOf.set(Shape.Scalar.of(Shape.Type.TEXT).refersTo("securityGroup", "id"));
  }

  private static Shape keyed(Shape mappings) {
    return Shape.ItemsOf.keyed(((Shape.ItemsOf) mappings).element(), "subnetId");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found = new ArrayList<>();
    for (Found<LoadBalancer> balancer : ElbReads.balancers(scope)) {
      ElbReads.id(scope, NAME, balancer.tags(), wanted, d -> isNamed(d, balancer.body()))
          .ifPresent(id -> found.add(live(scope, id, balancer, wanted)));
    }
    Map<ResourceId, Failure> unknown = new HashMap<>();
    for (Declared declared : wanted) {
      Zones.shared(scope, declared, found)
          .ifPresent(failure -> unknown.put(declared.id(), failure));
    }
    return new Observation(found, unknown);
  }

  private static boolean isNamed(Declared declared, LoadBalancer balancer) {
    return declared
        .model()
        .text("name")
        .filter(name -> name.equals(balancer.loadBalancerName()))
        .isPresent();
  }

  private static Live live(
      Scope scope, ResourceId id, Found<LoadBalancer> found, List<Declared> wanted) {
    LoadBalancer balancer = found.body();
    Value.Entries model =
        Pojo.read(balancer)
            .with("name", Value.text(balancer.loadBalancerName()))
            .with("subnets", subnets(balancer))
            .with(MAPPINGS, mappings(balancer))
            // AWS leaves out what it takes for granted; a written default is no difference.
            .withDefault("type", Value.text("application"))
            .withDefault("ipAddressType", Value.text("ipv4"));
    if (!String.valueOf(balancer.typeAsString()).equals("gateway")) {
      model = model.withDefault("scheme", Value.text("internet-facing"));
    }
    if (wanted.stream().anyMatch(d -> d.id().equals(id) && d.model().has(Elb.ATTRIBUTES))) {
      model = model.with(Elb.ATTRIBUTES, attributes(scope, found.arn()));
    }
    return new Live(
        id,
        found.arn(),
        Canonical.form(MODEL, model),
        found.tags(),
        attributes(balancer),
        health(balancer),
        Optional.ofNullable(balancer.createdTime()),
        Map.of());
  }

  private static Value subnets(LoadBalancer balancer) {
    return Value.texts(
        balancer.availabilityZones().stream().map(AvailabilityZone::subnetId).toList());
  }

  /** AWS takes one address for each subnet and answers a list of them. */
  private static Value mappings(LoadBalancer balancer) {
    List<Value> mappings = new ArrayList<>();
    for (AvailabilityZone zone : balancer.availabilityZones()) {
      Value.Entries mapping = Value.Entries.EMPTY.with("subnetId", Value.text(zone.subnetId()));
      for (LoadBalancerAddress address : zone.loadBalancerAddresses()) {
        for (Map.Entry<String, Value> part : Pojo.read(address).entries().entrySet()) {
          mapping = mapping.withDefault(part.getKey(), part.getValue());
        }
      }
      List<String> prefixes = zone.sourceNatIpv6Prefixes();
      mappings.add(
          prefixes.isEmpty()
              ? mapping
              : mapping.with("sourceNatIpv6Prefix", Value.text(prefixes.getFirst())));
    }
    return Value.items(mappings);
  }

  private static Value attributes(Scope scope, String arn) {
    Map<String, Value> attributes = new TreeMap<>();
    Elb.client(scope)
        .describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
        .attributes()
        .forEach(
            a -> attributes.put(a.key(), Value.text(Optional.ofNullable(a.value()).orElse(""))));
    return Value.entries(attributes);
  }

  private static Attributes attributes(LoadBalancer balancer) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("arn", balancer.loadBalancerArn());
    attributes.put("name", balancer.loadBalancerName());
    attributes.put(
        "scheme", Optional.ofNullable(balancer.schemeAsString()).orElse("internet-facing"));
    Optional.ofNullable(balancer.dnsName()).ifPresent(dns -> attributes.put("dnsName", dns));
    Optional.ofNullable(balancer.vpcId()).ifPresent(vpc -> attributes.put("vpcId", vpc));
    Optional.ofNullable(balancer.canonicalHostedZoneId())
        .ifPresent(zone -> attributes.put("canonicalHostedZoneId", zone));
    return new Attributes(attributes);
  }

  /** One that AWS calls impaired still sends traffic on, and waiting may not help it. */
  private static Health health(LoadBalancer balancer) {
    String code = balancer.state() == null ? "active" : balancer.state().codeAsString();
    String reason =
        balancer.state() == null ? "" : Optional.ofNullable(balancer.state().reason()).orElse("");
    return switch (String.valueOf(code)) {
      case "provisioning" -> new Health.Settling("AWS is setting the load balancer up");
      case "failed" ->
          new Health.Broken(
              "AWS could not set the load balancer up" + (reason.isEmpty() ? "" : ": " + reason));
      default -> Health.READY;
    };
  }

  @Override
  public boolean standsFor(Live live, Wish wish) {
    return BoundedName.isOf(live.attributes().require("name"), wish.text("name"));
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    checkSubnets(wish);
    Map<String, LoadBalancer> made = new HashMap<>();
    String arn =
        NameTaken.create(
            scope,
            wish,
            replaced,
            List.of(Elb.only(wish.model(), Set.copyOf(FIXED))),
            new NameTaken.Named() {
              @Override
              public String create(String name) {
                LoadBalancer balancer = LoadBalancerKind.create(scope, wish, name);
                made.put(balancer.loadBalancerArn(), balancer);
                return balancer.loadBalancerArn();
              }

              @Override
              public Optional<String> holder(String name) {
                Optional<LoadBalancer> holder = LoadBalancerKind.holder(scope, name);
                holder.ifPresent(balancer -> made.put(balancer.loadBalancerArn(), balancer));
                return holder.map(LoadBalancer::loadBalancerArn);
              }
            });
    wish.model().text(ENFORCE).ifPresent(unused -> setSecurityGroups(scope, arn, wish.model()));
    modifyAttributes(scope, arn, Elb.attributes(wish.model(), Optional.empty()));
    return attributes(Objects.requireNonNull(made.get(arn)));
  }

  /** A network without subnets of the wanted sort leaves nothing to stand in. */
  private static void checkSubnets(Wish wish) {
    if (wish.model().has("subnets") && wish.model().list("subnets").isEmpty()) {
      throw new FailureException(
          new Failure.Rejected(
              "NoSubnets",
              wish.id() + " finds no subnet to stand in: write its subnets, or those of network"));
    }
  }

  private static LoadBalancer create(Scope scope, Wish wish, String name) {
    CreateLoadBalancerRequest.Builder request =
        Pojo.fill(CreateLoadBalancerRequest.builder(), wish.model());
    return Elb.client(scope)
        .createLoadBalancer(request.name(name).tags(Elb.tags(wish.tags())).build())
        .loadBalancers()
        .getFirst();
  }

  private static Optional<LoadBalancer> holder(Scope scope, String name) {
    try {
      return Elb.client(scope).describeLoadBalancers(r -> r.names(name)).loadBalancers().stream()
          .findFirst();
    } catch (FailureException e) {
      if (e.is(Elb.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> heads = Elb.heads(changed);
    Value.Entries model = wish.model();
    if (heads.contains("securityGroups") || heads.contains(ENFORCE)) {
      setSecurityGroups(scope, live.arn(), model);
    }
    if (heads.contains("subnets")
        || heads.contains(MAPPINGS)
        || heads.contains("enablePrefixForIpv6SourceNat")) {
      checkSubnets(wish);
      SetSubnetsRequest.Builder request =
          Pojo.fill(SetSubnetsRequest.builder(), model.without("ipAddressType"))
              .loadBalancerArn(live.arn());
      Elb.write(() -> Elb.client(scope).setSubnets(request.build()));
    }
    if (heads.contains("ipAddressType")) {
      String type = wish.text("ipAddressType");
      Elb.write(() ->
          Elb.client(scope)
              .setIpAddressType(r -> r.loadBalancerArn(live.arn()).ipAddressType(type)));
    }
    if (heads.contains("ipamPools")) {
      ModifyIpPoolsRequest.Builder request =
          Pojo.fill(ModifyIpPoolsRequest.builder(), model).loadBalancerArn(live.arn());
      Elb.write(() -> Elb.client(scope).modifyIpPools(request.build()));
    }
    modifyAttributes(scope, live.arn(), Elb.attributes(model, Optional.of(changed)));
  }

  private static void setSecurityGroups(Scope scope, String arn, Value.Entries model) {
    SetSecurityGroupsRequest.Builder request =
        Pojo.fill(SetSecurityGroupsRequest.builder(), model).loadBalancerArn(arn);
    Elb.write(() -> Elb.client(scope).setSecurityGroups(request.build()));
  }

  private static void modifyAttributes(Scope scope, String arn, Map<String, String> wished) {
    if (wished.isEmpty()) {
      return;
    }
    List<LoadBalancerAttribute> attributes =
        wished.entrySet().stream()
            .map(e -> LoadBalancerAttribute.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    Elb.write(() ->
        Elb.client(scope)
            .modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn).attributes(attributes)));
  }

  /** Deletion protection is a person's word, and only a person takes it back. */
  @Override
  public void delete(Scope scope, Live live) {
    try {
      Elb.delete(() -> Elb.client(scope).deleteLoadBalancer(r -> r.loadBalancerArn(live.arn())));
    } catch (FailureException e) {
      if (!e.is("OperationNotPermitted")) {
        throw e;
      }
      throw new FailureException(
          new Failure.Rejected(
              e.failure().code(),
              live.attributes().require("name")
                  + " is protected against deletion; set its attribute"
                  + " deletion_protection.enabled to \"false\" first"),
          e);
    }
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Elb.tag(scope, live.arn(), put, remove);
  }
}
