package steadystate.kinds.balancing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
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

/**
 * A target group. Most of it AWS cannot change, so a new one stands beside the old one, under
 * another name, until rules and services have moved.
 */
public final class TargetGroupKind implements Kind {
  static final String NAME = "targetGroup";

  /** The member that says which balancer the group belongs to: AWS allows one. */
  static final String BALANCER = "loadBalancerArn";

  private static final List<String> FIXED =
      List.of(
          "protocol",
          "port",
          "vpcId",
          "targetType",
          "protocolVersion",
          "ipAddressType",
          "targetControlPort");

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
        SdkShapes.of(CreateTargetGroupRequest.builder().build())
            .without("tags")
            .change("name", m -> m.never().describe("A name beside this one stands for it too."))
            .change("vpcId", m -> m.shape(text.refersTo("network", "vpcId")));
    for (String name : FIXED) {
      shape = shape.change(name, Member::replaces);
    }
    return shape
        .with(Elb.ATTRIBUTES, Elb.attributes(), "Those that are not here are left alone.")
        .with(
            BALANCER,
            Member.of(
                    Shape.ItemsOf.set(text.refersTo(LoadBalancerKind.NAME, "arn")),
                    "A group belongs to one balancer; another balancer needs another group.")
                .never());
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found =
        ElbReads.groups(scope, group -> wanted.stream().anyMatch(d -> isNamed(d, group))).stream()
            .flatMap(group ->
                ElbReads.id(scope, NAME, group.tags(), wanted, d -> isNamed(d, group.body()))
                    .map(id -> live(scope, id, group, wanted))
                    .stream())
            .toList();
    return new Observation(found);
  }

  private static boolean isNamed(Declared declared, TargetGroup group) {
    return declared.model().text("name").filter(n -> n.equals(group.targetGroupName())).isPresent();
  }

  private static Live live(
      Scope scope, ResourceId id, Found<TargetGroup> found, List<Declared> wanted) {
    TargetGroup group = found.body();
    Value.Entries model =
        Pojo.read(group)
            .with("name", Value.text(group.targetGroupName()))
            .with(BALANCER, Value.texts(group.loadBalancerArns().stream().distinct().toList()))
            // AWS leaves out what it takes for granted; a written default is no difference.
            .withDefault("ipAddressType", Value.text("ipv4"))
            .withDefault("targetType", Value.text("instance"));
    if (String.valueOf(group.protocolAsString()).startsWith("HTTP")) {
      model = model.withDefault("protocolVersion", Value.text("HTTP1"));
    }
    if (wanted.stream().anyMatch(d -> d.id().equals(id) && d.model().has(Elb.ATTRIBUTES))) {
      model = model.with(Elb.ATTRIBUTES, attributes(scope, found.arn()));
    }
    return new Live(
        id,
        found.arn(),
        Canonical.form(MODEL, model),
        found.tags(),
        new Attributes(Map.of("arn", found.arn(), "name", group.targetGroupName())),
        Health.READY);
  }

  private static Value attributes(Scope scope, String arn) {
    Map<String, Value> attributes = new TreeMap<>();
    Elb.client(scope)
        .describeTargetGroupAttributes(r -> r.targetGroupArn(arn))
        .attributes()
        .forEach(
            a -> attributes.put(a.key(), Value.text(Optional.ofNullable(a.value()).orElse(""))));
    return Value.entries(attributes);
  }

  @Override
  public boolean standsFor(Live live, Wish wish) {
    return BoundedName.isOf(live.attributes().require("name"), wish.text("name"))
        && hangsOnTheSameBalancer(live, wish);
  }

  /** While the wished balancer is still to be made, what hangs on an old one cannot move to it. */
  private static boolean hangsOnTheSameBalancer(Live live, Wish wish) {
    List<Value> there = live.model().list(BALANCER);
    Optional<Value> wished = wish.model().get(BALANCER);
    return there.isEmpty()
        || wished.isEmpty()
        || wish.model().list(BALANCER).stream().anyMatch(there::contains);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    Value.Entries fixed = Elb.only(wish.model(), Set.copyOf(FIXED));
    Value.Entries placed = Elb.only(wish.model(), Set.of("port", BALANCER));
    String arn =
        NameTaken.create(
            scope,
            wish,
            replaced,
            List.of(fixed, placed),
            new NameTaken.Named() {
              @Override
              public String create(String name) {
                return TargetGroupKind.create(scope, wish, name);
              }

              @Override
              public Optional<String> holder(String name) {
                return TargetGroupKind.holder(scope, name);
              }
            });
    modifyAttributes(scope, arn, Elb.attributes(wish.model(), Optional.empty()));
    return new Attributes(Map.of("arn", arn, "name", wish.text("name")));
  }

  private static String create(Scope scope, Wish wish, String name) {
    CreateTargetGroupRequest.Builder request =
        Pojo.fill(CreateTargetGroupRequest.builder(), wish.model());
    return Elb.client(scope)
        .createTargetGroup(request.name(name).tags(Elb.tags(wish.tags())).build())
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  private static Optional<String> holder(Scope scope, String name) {
    try {
      return Elb.client(scope).describeTargetGroups(r -> r.names(name)).targetGroups().stream()
          .map(TargetGroup::targetGroupArn)
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
    Value.Entries wished = Elb.only(wish.model(), Elb.heads(changed)).without(Elb.ATTRIBUTES);
    if (!wished.entries().isEmpty()) {
      ModifyTargetGroupRequest.Builder request =
          Pojo.fill(ModifyTargetGroupRequest.builder(), wished).targetGroupArn(live.arn());
      Elb.write(() -> Elb.client(scope).modifyTargetGroup(request.build()));
    }
    modifyAttributes(scope, live.arn(), Elb.attributes(wish.model(), Optional.of(changed)));
  }

  private static void modifyAttributes(Scope scope, String arn, Map<String, String> wished) {
    if (wished.isEmpty()) {
      return;
    }
    List<TargetGroupAttribute> attributes =
        wished.entrySet().stream()
            .map(e -> TargetGroupAttribute.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    Elb.write(() ->
        Elb.client(scope)
            .modifyTargetGroupAttributes(r -> r.targetGroupArn(arn).attributes(attributes)));
  }

  @Override
  public void delete(Scope scope, Live live) {
    Elb.delete(() -> Elb.client(scope).deleteTargetGroup(r -> r.targetGroupArn(live.arn())));
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Elb.tag(scope, live.arn(), put, remove);
  }
}
