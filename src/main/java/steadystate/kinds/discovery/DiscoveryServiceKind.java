package steadystate.kinds.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DnsConfigChange;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Overlay;
import steadystate.kinds.Whose;
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
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * A Cloud Map service: the name under which the tasks of an ECS service are found. ECS registers
 * them, and takes them out before this can go.
 */
public final class DiscoveryServiceKind implements Kind {
  public static final String NAME = "discoveryService";

  static final String NAMESPACE = "namespaceId";

  /** Guides the look: the name of a namespace that does not carry our tags yet. */
  static final String NAMESPACE_NAME = "namespaceName";

  private static final String DNS = "dnsConfig";
  private static final Shape.Structure MODEL = shape();

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  private static Shape.Structure shape() {
    Shape.Structure all =
        SdkShapes.of(CreateServiceRequest.builder().build()).without("creatorRequestId", "tags");
    Shape.Structure dns =
        all.member(DNS).map(Member::shape).orElseThrow() instanceof Shape.Structure inner
            ? inner.without(NAMESPACE)
            : Shape.Structure.empty();
    Shape records = dns.member("dnsRecords").map(Member::shape).orElseThrow();
    Shape byType =
        records instanceof Shape.ItemsOf list
            ? Shape.ItemsOf.keyed(list.element(), "type")
            : records;
    return all.change("name", Member::replaces)
        .change(
            NAMESPACE,
            member ->
                member
                    .shape(Shape.Scalar.of(Shape.Type.TEXT).refersTo(NamespaceKind.NAME, "id"))
                    .replaces())
        .change(
            DNS,
            member ->
                member.shape(
                    dns.change("dnsRecords", r -> r.shape(byType))
                        .change("routingPolicy", Member::refuses)))
        .change("healthCheckCustomConfig", Member::never)
        .with(NAMESPACE_NAME, Member.of(Shape.Scalar.of(Shape.Type.TEXT)).never());
  }

  @Override
  public Set<String> attributes() {
    return Set.of("id", "arn", "name");
  }

  /** One call for each namespace that is ours or wished for: the list does not tell which it is. */
  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    CloudMap map = new CloudMap(scope);
    List<Live> found = new ArrayList<>();
    if (wanted.isEmpty() && !map.isUsed()) {
      return new Observation(found);
    }
    for (NamespaceSummary space : map.namespaces()) {
      boolean raw =
          wanted.stream()
              .anyMatch(w -> w.model().text(NAMESPACE).filter(space.id()::equals).isPresent());
      Map<String, String> owner = map.tags(believed, space.arn());
      boolean ours = scope.environment().equals(owner.get(Owner.ENVIRONMENT));
      boolean takenOver =
          owner.keySet().stream().noneMatch(Owner::isOurKey)
              && wanted.stream().anyMatch(w -> takesOver(w, space));
      if (raw || ours || takenOver) {
        for (ServiceSummary one : in(map, space.id())) {
          Map<String, String> tags = map.tags(believed, one.arn());
          Whose.id(scope, NAME, tags, wanted, w -> isFor(w, one))
              .map(id -> live(id, one, space.id(), tags))
              .ifPresent(found::add);
        }
      }
    }
    return new Observation(found);
  }

  private static boolean takesOver(Declared declared, NamespaceSummary space) {
    return declared.lifecycle().adopt()
        && declared.model().text(NAMESPACE_NAME).filter(space.name()::equals).isPresent();
  }

  static List<ServiceSummary> in(CloudMap map, String namespace) {
    ServiceFilter filter =
        ServiceFilter.builder().name(ServiceFilterName.NAMESPACE_ID).values(namespace).build();
    return map.client().listServicesPaginator(r -> r.filters(filter)).stream()
        .flatMap(page -> page.services().stream())
        .toList();
  }

  private static boolean isFor(Declared wanted, ServiceSummary one) {
    return wanted.model().text("name").filter(one.name()::equals).isPresent();
  }

  private static Live live(
      ResourceId id, ServiceSummary one, String namespace, Map<String, String> tags) {
    Entries model =
        Pojo.read(one)
            .with(NAMESPACE, Value.text(namespace))
            .withDefault("description", Value.text(""));
    return new Live(
        id,
        one.arn(),
        Canonical.form(MODEL, model),
        tags,
        attributes(one.id(), one.arn(), one.name()),
        Health.READY,
        Optional.ofNullable(one.createDate()),
        Map.of());
  }

  private static Attributes attributes(String id, String arn, String name) {
    return Attributes.of("id", id).with("arn", arn).with("name", name);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateServiceRequest request =
        Pojo.fill(CreateServiceRequest.builder(), wish.model())
            .creatorRequestId(CloudMap.token(wish, scope.environment()))
            .tags(CloudMap.list(wish.tags()))
            .build();
    var made = CloudMap.made(() -> new CloudMap(scope).client().createService(request)).service();
    believed.written(made.arn());
    return attributes(made.id(), made.arn(), made.name());
  }

  /** What is left out of an update of the records is deleted. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Entries whole = Overlay.of(MODEL, live.model(), wish.model());
    Optional<DnsConfigChange> records =
        whole
            .map(DNS)
            .map(dns -> Pojo.fill(DnsConfigChange.builder(), dns.without("routingPolicy")).build());
    String id = live.attributes().require("id");
    String description = whole.text("description").orElse("");
    new CloudMap(scope)
        .client()
        .updateService(r ->
            r.id(id)
                .service(s -> {
                  s.description(description);
                  records.ifPresent(s::dnsConfig);
                }));
  }

  @Override
  public void delete(Scope scope, Live live) {
    String id = live.attributes().require("id");
    CloudMap.gone(() -> new CloudMap(scope).client().deleteService(r -> r.id(id)));
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    new CloudMap(scope).tag(believed, live.arn(), put, remove);
  }
}
