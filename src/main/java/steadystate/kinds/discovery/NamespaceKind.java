package steadystate.kinds.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Whose;
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
 * A Cloud Map namespace: private DNS names in the network, or names for Service Connect alone. AWS
 * makes one in its own time; what stands in it waits until it shows.
 */
public final class NamespaceKind implements Kind {
  public static final String NAME = "namespace";

  static final String HTTP = "HTTP";

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("name", Member.of(text, "Its name, such as shop.local.").replaces())
        .with(
            "type", Member.of(text.allowed("DNS_PRIVATE", HTTP), "AWS never changes it.").refuses())
        .with("vpc", Member.of(text, "The network in which its names are known.").never())
        .with("description", text, "What it is for.");
  }

  @Override
  public Set<String> attributes() {
    return Set.of("id", "arn", "name");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    CloudMap map = new CloudMap(scope);
    List<Live> found = new ArrayList<>();
    if (!wanted.isEmpty() || map.isUsed()) {
      for (NamespaceSummary one : map.namespaces()) {
        Map<String, String> tags = map.tags(believed, one.arn());
        Whose.id(scope, NAME, tags, wanted, w -> isFor(w, one))
            .map(id -> live(id, one, tags))
            .ifPresent(found::add);
      }
    }
    return new Observation(found);
  }

  private static boolean isFor(Declared wanted, NamespaceSummary one) {
    return wanted.model().text("name").filter(one.name()::equals).isPresent();
  }

  private static Live live(ResourceId id, NamespaceSummary one, Map<String, String> tags) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("name", Value.text(one.name()));
    model.put("type", Value.text(one.typeAsString()));
    model.put("description", Value.text(Optional.ofNullable(one.description()).orElse("")));
    return new Live(
        id,
        one.arn(),
        Value.entries(model),
        tags,
        Attributes.of("id", one.id()).with("arn", one.arn()).with("name", one.name()),
        Health.READY,
        Optional.ofNullable(one.createDate()),
        Map.of());
  }

  /** Its id is known when AWS is done with it. */
  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CloudMap map = new CloudMap(scope);
    String name = wish.text("name");
    String token = CloudMap.token(wish, scope.environment());
    String description = wish.model().text("description").orElse("");
    CloudMap.made(() ->
        wish.text("type").equals(HTTP)
            ? map.client()
                .createHttpNamespace(r ->
                    r.name(name)
                        .creatorRequestId(token)
                        .description(description)
                        .tags(CloudMap.list(wish.tags())))
                .operationId()
            : map.client()
                .createPrivateDnsNamespace(r ->
                    r.name(name)
                        .vpc(wish.text("vpc"))
                        .creatorRequestId(token)
                        .description(description)
                        .tags(CloudMap.list(wish.tags())))
                .operationId());
    return Attributes.of("name", name);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    CloudMap map = new CloudMap(scope);
    String id = live.attributes().require("id");
    String description = wish.model().text("description").orElse("");
    if (wish.text("type").equals(HTTP)) {
      map.client().updateHttpNamespace(r -> r.id(id).namespace(n -> n.description(description)));
    } else {
      map.client()
          .updatePrivateDnsNamespace(r -> r.id(id).namespace(n -> n.description(description)));
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    String id = live.attributes().require("id");
    CloudMap.gone(() -> new CloudMap(scope).client().deleteNamespace(r -> r.id(id)));
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    new CloudMap(scope).tag(believed, live.arn(), put, remove);
  }
}
