package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
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
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * A listener of a load balancer. It has no name in AWS: its tag, else its port, tells which it is.
 */
public final class ListenerKind implements Kind {
  static final String NAME = "listener";

  static final String BALANCER = "loadBalancerArn";
  static final String ACTIONS = "defaultActions";

  /** The certificate that is used where no other fits. */
  static final String CERTIFICATE = "certificateArn";

  static final String MORE_CERTIFICATES = "additionalCertificates";

  /** Guides the look: the name of the balancer, by which one is found that is not ours yet. */
  static final String BALANCER_NAME = "balancerName";

  private static final String TAKEN = "DuplicateListener";

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
    return SdkShapes.of(CreateListenerRequest.builder().build())
        .without("tags", "certificates")
        .change(BALANCER, m -> m.shape(text.refersTo(LoadBalancerKind.NAME, "arn")).replaces())
        .change(ACTIONS, m -> m.shape(ActionForm.model()))
        .change("mutualAuthentication", ListenerKind::withoutStatus)
        .with(CERTIFICATE, text, "The certificate used where no other fits the host name.")
        .with(MORE_CERTIFICATES, Shape.ItemsOf.set(text), "Certificates for further host names.")
        .with(Elb.ATTRIBUTES, Elb.attributes(), "Those that are not here are left alone.")
        .with(BALANCER_NAME, Member.of(text).never());
  }

  private static Member withoutStatus(Member authentication) {
    return authentication.shape(
        ((Shape.Structure) authentication.shape())
            .change("trustStoreAssociationStatus", Member::never));
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found = new ArrayList<>();
    for (Found<Listener> listener : ElbReads.listeners(scope, adopting(wanted))) {
      ElbReads.id(scope, NAME, listener.tags(), wanted, d -> isInPlaceOf(scope, d, listener))
          .ifPresent(id -> found.add(live(scope, id, listener, wanted)));
    }
    return new Observation(found);
  }

  private static boolean isInPlaceOf(Scope scope, Declared declared, Found<Listener> listener) {
    boolean samePort =
        declared
            .model()
            .text("port")
            .equals(Optional.ofNullable(listener.body().port()).map(p -> "" + p));
    return samePort
        && (declared
                .model()
                .get(BALANCER)
                .map(arn ->
                    ElbReads.arns(arn, LoadBalancerKind.NAME, ElbReads.balancers(scope), scope)
                        .contains(listener.parent()))
                .orElse(false)
            || standsOn(scope, declared, listener.parent()));
  }

  /** The names of balancers that may be taken over. */
  static Set<String> adopting(List<Declared> wanted) {
    Set<String> names = new HashSet<>();
    wanted.stream()
        .filter(declared -> declared.lifecycle().adopt())
        .forEach(declared -> declared.model().text(BALANCER_NAME).ifPresent(names::add));
    return names;
  }

  /** Whether a wish that takes over means the balancer of this ARN, which is nobody's yet. */
  static boolean standsOn(Scope scope, Declared declared, String balancer) {
    return declared.lifecycle().adopt()
        && ElbReads.strangers(scope, adopting(List.of(declared))).contains(balancer);
  }

  private static Live live(
      Scope scope, ResourceId id, Found<Listener> found, List<Declared> wanted) {
    Listener listener = found.body();
    Optional<Declared> wish = wanted.stream().filter(d -> d.id().equals(id)).findFirst();
    Value.Entries read = Pojo.read(listener);
    Value.Entries model = read.with(ACTIONS, ActionForm.canonical(Value.items(read.list(ACTIONS))));
    if (isSecure(listener.protocolAsString())) {
      model =
          model.withDefault(
              "mutualAuthentication", Value.entries(Map.of("mode", Value.text("off"))));
    }
    Optional<String> certificate =
        listener.certificates().stream().map(Certificate::certificateArn).findFirst();
    if (certificate.isPresent()) {
      model = model.with(CERTIFICATE, Value.text(certificate.get()));
    }
    if (wish.filter(d -> d.model().has(MORE_CERTIFICATES)).isPresent()) {
      model = model.with(MORE_CERTIFICATES, Value.texts(more(scope, listener, certificate)));
    }
    if (wish.filter(d -> d.model().has(Elb.ATTRIBUTES)).isPresent()) {
      model = model.with(Elb.ATTRIBUTES, attributes(scope, found.arn()));
    }
    return new Live(
        id,
        found.arn(),
        Canonical.form(MODEL, model),
        found.tags(),
        attributes(listener),
        Health.READY);
  }

  static boolean isSecure(String protocol) {
    return "HTTPS".equals(protocol) || "TLS".equals(protocol);
  }

  /** The default certificate may be listed once more among the others. */
  static List<String> more(Scope scope, Listener listener, Optional<String> standard) {
    if (!isSecure(listener.protocolAsString())) {
      return List.of();
    }
    return Elb.pages(
            marker ->
                Elb.client(scope)
                    .describeListenerCertificates(r ->
                        r.listenerArn(listener.listenerArn()).pageSize(Elb.PAGE).marker(marker)),
            DescribeListenerCertificatesResponse::nextMarker,
            DescribeListenerCertificatesResponse::certificates)
        .stream()
        .filter(certificate -> !Boolean.TRUE.equals(certificate.isDefault()))
        .map(Certificate::certificateArn)
        .filter(arn -> !standard.equals(Optional.of(arn)))
        .toList();
  }

  private static Value attributes(Scope scope, String arn) {
    Map<String, Value> attributes = new TreeMap<>();
    Elb.client(scope)
        .describeListenerAttributes(r -> r.listenerArn(arn))
        .attributes()
        .forEach(
            a -> attributes.put(a.key(), Value.text(Optional.ofNullable(a.value()).orElse(""))));
    return Value.entries(attributes);
  }

  private static Attributes attributes(Listener listener) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("arn", listener.listenerArn());
    Optional.ofNullable(listener.port()).ifPresent(port -> attributes.put("port", "" + port));
    Optional.ofNullable(listener.protocolAsString())
        .ifPresent(protocol -> attributes.put("protocol", protocol));
    return new Attributes(attributes);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateListenerRequest.Builder request =
        Pojo.fill(CreateListenerRequest.builder(), wire(wish.model(), false))
            .tags(Elb.tags(wish.tags()));
    Listener[] made = new Listener[1];
    Elb.write(() -> made[0] = created(scope, wish, request.build()));
    String arn = made[0].listenerArn();
    addCertificates(scope, arn, texts(wish.model(), MORE_CERTIFICATES));
    modifyAttributes(scope, arn, Elb.attributes(wish.model(), Optional.empty()));
    return attributes(made[0]);
  }

  /**
   * A listener of ours that still has the port, and leaves it or goes, makes room. AWS answers an
   * equal create with that very listener, so the tags of the answer are read back.
   */
  private static Listener created(Scope scope, Wish wish, CreateListenerRequest request) {
    try {
      Listener made = Elb.client(scope).createListener(request).listeners().getFirst();
      String arn = made.listenerArn();
      if (ElbReads.isOf(scope, wish, Elb.tags(scope, List.of(arn)).getOrDefault(arn, Map.of()))) {
        return made;
      }
    } catch (FailureException e) {
      if (!e.is(TAKEN)) {
        throw e;
      }
    }
    makeRoom(scope, wish);
    return Elb.client(scope).createListener(request).listeners().getFirst();
  }

  private static void makeRoom(Scope scope, Wish wish) {
    List<Listener> all = ElbReads.listenersOf(scope, wish.text(BALANCER));
    Set<Integer> ports = new HashSet<>();
    all.forEach(listener -> ports.add(listener.port()));
    Listener holder =
        all.stream()
            .filter(l -> wish.text("port").equals(String.valueOf(l.port())))
            .findFirst()
            .orElseThrow(() -> taken(wish, "and who holds it cannot be seen yet"));
    Map<String, String> tags =
        Elb.tags(scope, List.of(holder.listenerArn())).getOrDefault(holder.listenerArn(), Map.of());
    if (!ElbReads.isOurs(scope, tags)) {
      throw new FailureException(
          new Failure.Rejected(
              TAKEN,
              "port %s is held by %s, which is not ours"
                  .formatted(wish.text("port"), holder.listenerArn())));
    }
    if (wish.id().toString().equals(tags.get(Owner.RESOURCE))) {
      throw taken(wish, "by itself, made before; it shows at the next look");
    }
    int free =
        IntStream.iterate(65_535, port -> port - 1)
            .filter(p -> !ports.contains(p))
            .findFirst()
            .getAsInt();
    Elb.client(scope).modifyListener(r -> r.listenerArn(holder.listenerArn()).port(free));
  }

  private static FailureException taken(Wish wish, String how) {
    return new FailureException(
        new Failure.Busy(TAKEN, "port %s is taken, %s".formatted(wish.text("port"), how)));
  }

  private static Value.Entries wire(Value.Entries model, boolean keepSecrets) {
    Value.Entries out = model;
    if (model.get(ACTIONS).orElse(model) instanceof Value.Items actions) {
      out =
          out.with(
              ACTIONS,
              keepSecrets ? ActionForm.wireKeepingSecrets(actions) : ActionForm.wire(actions));
    }
    Optional<String> certificate = model.text(CERTIFICATE);
    return certificate.isEmpty()
        ? out
        : out.with(
            "certificates",
            Value.items(
                List.of(Value.entries(Map.of(CERTIFICATE, Value.text(certificate.get()))))));
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> heads = Elb.heads(changed);
    Set<String> sent = new HashSet<>(heads);
    if (heads.contains("protocol") && isSecure(wish.model().text("protocol").orElse(""))) {
      // A listener that turns to TLS needs all of it in the same call.
      sent.addAll(Set.of(CERTIFICATE, "sslPolicy", "alpnPolicy"));
    }
    addCertificates(scope, live.arn(), missing(wish.model(), live.model()));
    Value.Entries wished =
        Elb.only(wish.model(), sent).without(Elb.ATTRIBUTES, MORE_CERTIFICATES, BALANCER);
    if (!wished.entries().isEmpty()) {
      ModifyListenerRequest.Builder request =
          Pojo.fill(ModifyListenerRequest.builder(), wire(wished, true)).listenerArn(live.arn());
      Elb.write(() -> modified(scope, request.build()));
    }
    if (heads.contains(MORE_CERTIFICATES)) {
      List<String> gone = missing(live.model(), wish.model());
      wish.model().text(CERTIFICATE).ifPresent(gone::remove);
      removeCertificates(scope, live.arn(), gone);
    }
    modifyAttributes(scope, live.arn(), Elb.attributes(wish.model(), Optional.of(changed)));
  }

  /** Of two listeners that change ports with each other, the second finds room at the next pass. */
  private static void modified(Scope scope, ModifyListenerRequest request) {
    try {
      Elb.client(scope).modifyListener(request);
    } catch (FailureException e) {
      throw e.is(TAKEN) ? Elb.busy(e, "another listener still has the port") : e;
    }
  }

  private static List<String> missing(Value.Entries wanted, Value.Entries there) {
    List<String> missing = new ArrayList<>(texts(wanted, MORE_CERTIFICATES));
    missing.removeAll(texts(there, MORE_CERTIFICATES));
    return missing;
  }

  private static List<String> texts(Value.Entries model, String name) {
    return model.list(name).stream().map(Value::toString).toList();
  }

  private static void addCertificates(Scope scope, String arn, List<String> certificates) {
    if (!certificates.isEmpty()) {
      Elb.write(() ->
          Elb.client(scope)
              .addListenerCertificates(
                  r -> r.listenerArn(arn).certificates(certificates(certificates))));
    }
  }

  private static void removeCertificates(Scope scope, String arn, List<String> certificates) {
    if (!certificates.isEmpty()) {
      Elb.write(() ->
          Elb.client(scope)
              .removeListenerCertificates(
                  r -> r.listenerArn(arn).certificates(certificates(certificates))));
    }
  }

  private static List<Certificate> certificates(List<String> arns) {
    return arns.stream().map(a -> Certificate.builder().certificateArn(a).build()).toList();
  }

  private static void modifyAttributes(Scope scope, String arn, Map<String, String> wished) {
    if (wished.isEmpty()) {
      return;
    }
    List<ListenerAttribute> attributes =
        wished.entrySet().stream()
            .map(e -> ListenerAttribute.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    Elb.write(() ->
        Elb.client(scope).modifyListenerAttributes(r -> r.listenerArn(arn).attributes(attributes)));
  }

  @Override
  public void delete(Scope scope, Live live) {
    Elb.delete(() -> Elb.client(scope).deleteListener(r -> r.listenerArn(live.arn())));
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Elb.tag(scope, live.arn(), put, remove);
  }
}
