package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import steadystate.aws.SdkShapes;
import steadystate.kinds.BoundedName;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** The key {@code loadBalancers}: balancers with their listeners. */
public final class LoadBalancersSection implements Section {
  private static final String LISTENERS = "listeners";

  @Override
  public String key() {
    return Listening.BALANCERS;
  }

  @Override
  public String kind() {
    return LoadBalancerKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return LoadBalancerKind.written()
        .without("name")
        .change(
            "subnets",
            m ->
                m.shape(Shape.ItemsOf.set(text))
                    .describe("Without them the network's public subnets, or private ones inside."))
        .with(
            Elb.ATTRIBUTES,
            Shape.EntriesOf.of(text),
            "Such as idle_timeout.timeout_seconds; those that are not here are left alone.")
        .with(LISTENERS, Shape.EntriesOf.of(listener()), "Its listeners, by a name of your own.")
        .with(
            "keepInCostSave",
            Shape.Scalar.of(Shape.Type.BOOLEAN),
            "Whether it stays although the mode is cost-save.");
  }

  private static Shape.Structure listener() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return SdkShapes.of(CreateListenerRequest.builder().build())
        .without("tags", ListenerKind.BALANCER)
        .change("port", m -> m.shape(Shape.Scalar.of(Shape.Type.INTEGER).range(1, 65_535)))
        .change(ListenerKind.ACTIONS, m -> m.shape(ActionForm.written()))
        .with(
            "certificates",
            Shape.ItemsOf.ordered(text),
            "ARNs; the first is used where no other fits the host name.")
        .with("redirectTo", text, "The listener of this balancer to which everything is sent on.")
        .with(Elb.ATTRIBUTES, Shape.EntriesOf.of(text), "Those that are not here are left alone.");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    List<Declared> declared = new ArrayList<>();
    declared.add(balancer(entry, blueprint));
    ListenerChecks.of(entry, blueprint);
    for (Listening listening : Listening.all(entry)) {
      listening.value().ifPresent(v -> declared.add(listener(entry, listening, v, blueprint)));
    }
    return declared;
  }

  private static Declared balancer(Entry entry, Blueprint blueprint) {
    Value.Entries model =
        entry
            .value()
            .without(LISTENERS, "keepInCostSave")
            .withDefault("type", Value.text("application"))
            .with("name", name(entry, blueprint));
    boolean gateway = model.text("type").orElse("").equals("gateway");
    if (!gateway) {
      model = model.withDefault("scheme", Value.text("internet-facing"));
    }
    if (!model.has("subnetMappings")) {
      boolean open = model.text("scheme").orElse("").equals("internet-facing");
      model =
          model.withDefault(
              "subnets",
              Value.reference(
                  new ResourceId("network", "main"),
                  open ? "publicSubnetIds" : "privateSubnetIds"));
    }
    model = unwrapped(model);
    checkSubnets(entry, model, blueprint);
    return new Declared(entry.id(LoadBalancerKind.NAME), model, entry.at());
  }

  /** A single reference in a list stands for all subnets of a network. */
  private static Value.Entries unwrapped(Value.Entries model) {
    List<Value> subnets = model.list("subnets");
    return subnets.size() == 1
            && subnets.getFirst() instanceof Value.Template lone
            && lone.toString().endsWith("SubnetIds}")
        ? model.with("subnets", lone)
        : model;
  }

  private static Value name(Entry entry, Blueprint blueprint) {
    if (entry.named() && !BoundedName.isAccepted(entry.name())) {
      blueprint.problem(
          "invalid-name",
          entry.value(),
          "name",
          "AWS refuses " + entry.name() + " as the name of a load balancer",
          "at most 32 letters, digits and single hyphens inside, not internal- in front");
    }
    return called(entry, blueprint);
  }

  /** Its AWS name. */
  static Value called(Entry entry, Blueprint blueprint) {
    return Value.text(
        entry.named() ? entry.name() : BoundedName.of(blueprint.environment(), entry.key()));
  }

  private static void checkSubnets(Entry entry, Value.Entries model, Blueprint blueprint) {
    List<Value> subnets = model.list("subnets");
    boolean plain = !subnets.isEmpty() && subnets.stream().allMatch(s -> s instanceof Value.Text);
    Value at = entry.value().get("subnets").orElse(entry.value());
    if (plain && subnets.stream().distinct().count() < subnets.size()) {
      blueprint.problem(
          "subnets-in-one-zone",
          at,
          "subnets",
          "the same subnet is written twice",
          "write one subnet of each zone");
    } else if (plain
        && subnets.size() == 1
        && model.text("type").orElse("").equals("application")) {
      blueprint.problem(
          "too-few-subnets",
          at,
          "subnets",
          "an application load balancer stands in at least two zones",
          "write a subnet of another zone too");
    }
  }

  private static Declared listener(
      Entry balancer, Listening listening, Value.Entries written, Blueprint blueprint) {
    List<Value> certificates = written.list("certificates");
    Value.Entries model =
        written
            .without("redirectTo", "certificates")
            .with(ListenerKind.BALANCER, Value.reference(balancer.id(LoadBalancerKind.NAME), "arn"))
            .with(ListenerKind.BALANCER_NAME, called(balancer, blueprint))
            .with(
                ListenerKind.ACTIONS,
                new DefaultAction(listening, written, balancer, blueprint).actions());
    if (!certificates.isEmpty()) {
      List<Value> more =
          certificates.stream().skip(1).filter(c -> !c.equals(certificates.getFirst())).toList();
      model =
          model
              .with(ListenerKind.CERTIFICATE, certificates.getFirst())
              .with(
                  ListenerKind.MORE_CERTIFICATES,
                  Value.items(more).from(written.get("certificates").orElseThrow().origin()));
    }
    Declared declared =
        new Declared(listening.id(), model, written.origin().at().orElse(balancer.at()));
    // A target group gets its new listener before the old one turns into a redirect to it.
    return written
        .text("redirectTo")
        .map(to -> new ResourceId(ListenerKind.NAME, balancer.key() + "/" + to))
        .filter(
            to -> !to.equals(listening.id()) && isThere(balancer, to) && !redirects(balancer, to))
        .map(declared::after)
        .orElse(declared);
  }

  private static boolean isThere(Entry balancer, ResourceId listener) {
    return Listening.all(balancer).stream().anyMatch(l -> l.id().equals(listener));
  }

  /** Two that send to each other are a mistake, which is told; here it must not become a cycle. */
  private static boolean redirects(Entry balancer, ResourceId listener) {
    return Listening.all(balancer).stream()
        .filter(l -> l.id().equals(listener))
        .anyMatch(l -> l.value().filter(v -> v.has("redirectTo")).isPresent());
  }
}
