package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * An ECS cluster. A deleted one is shown as INACTIVE for a while, which counts as gone; creating
 * one that is there answers with it unchanged, whoever owns it.
 */
public final class ClusterKind implements Kind {
  static final String NAME = "cluster";

  /** DescribeClusters takes no more at once. */
  private static final int BATCH = 100;

  /** Members that PutClusterCapacityProviders sets, always together. */
  private static final List<String> CAPACITY =
      List.of("capacityProviders", "defaultCapacityProviderStrategy");

  private static final List<String> STAYING =
      List.of(
          "ClusterContainsServicesException",
          "ClusterContainsTasksException",
          "ClusterContainsContainerInstancesException",
          "ClusterContainsCapacityProviderException",
          "UpdateInProgressException");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return shape();
  }

  /** Every field of CreateCluster. */
  static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return SdkShapes.of(CreateClusterRequest.builder().build())
        .without("tags")
        .change("clusterName", member -> member.describe("Its name.").replaces())
        .change(
            "settings",
            member ->
                member
                    .shape(Shape.EntriesOf.of(text).pairs("name", "value").leavingOthers())
                    .describe("Settings by name, such as containerInsights: enabled."))
        .change(
            "configuration",
            member -> member.describe("Logging of ECS Exec, and keys of managed storage."))
        .change(
            "capacityProviders",
            member ->
                member
                    .shape(Shape.ItemsOf.set(text))
                    .describe("FARGATE, FARGATE_SPOT and providers of one's own."))
        .change(
            "defaultCapacityProviderStrategy",
            member ->
                member.shape(strategy(member.shape())).describe("For what names no strategy."))
        .change(
            "serviceConnectDefaults",
            member -> member.describe("The namespace of services that use Service Connect."));
  }

  /** A set by provider, in which AWS fills what was left out with zero. */
  private static Shape strategy(Shape derived) {
    Shape.Structure item = (Shape.Structure) ((Shape.ItemsOf) derived).element();
    Shape.Structure filled =
        item.change("base", member -> member.otherwise(Value.number(0)))
            .change("weight", member -> member.otherwise(Value.number(0)));
    return Shape.ItemsOf.keyed(filled, "capacityProvider");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Set<String> asked = new TreeSet<>();
    wanted.forEach(d -> d.model().text("clusterName").ifPresent(asked::add));
    TaggedResources.of(scope).keySet().stream()
        .filter(arn -> arn.contains(":cluster/"))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .forEach(asked::add);
    List<String> names = List.copyOf(asked);
    List<Live> found = new ArrayList<>();
    for (int from = 0; from < names.size(); from += BATCH) {
      for (Cluster cluster :
          describe(scope, names.subList(from, Math.min(names.size(), from + BATCH)))) {
        if (!"INACTIVE".equals(cluster.status())) {
          Whose.id(scope, NAME, tags(cluster), wanted, d -> isNamed(d, cluster))
              .map(id -> live(scope, id, cluster, wanted))
              .ifPresent(found::add);
        }
      }
    }
    return new Observation(found);
  }

  private static boolean isNamed(Declared declared, Cluster cluster) {
    return declared.model().text("clusterName").filter(cluster.clusterName()::equals).isPresent();
  }

  /** AWS answers well and lists as failures what it does not have, and what it could not read. */
  private static List<Cluster> describe(Scope scope, List<String> names) {
    DescribeClustersResponse answer =
        scope
            .client(EcsClient.class)
            .describeClusters(r ->
                r.clusters(names)
                    .include(
                        ClusterField.TAGS, ClusterField.SETTINGS, ClusterField.CONFIGURATIONS));
    answer.failures().stream()
        .filter(failure -> !"MISSING".equals(failure.reason()))
        .findFirst()
        .ifPresent(failure -> {
          throw new FailureException(
              new Failure.Unavailable(
                  "ecs:DescribeClusters", failure.arn() + ": " + failure.reason()));
        });
    return answer.clusters();
  }

  private Live live(
      Scope scope, steadystate.resource.ResourceId id, Cluster cluster, List<Declared> wanted) {
    Value.Entries model = Pojo.read(cluster);
    boolean byName =
        wanted.stream()
            .flatMap(d -> namespace(d.model()).stream())
            .anyMatch(namespace -> !namespace.startsWith("arn:"));
    Optional<String> arn = namespace(model).filter(text -> byName);
    if (arn.isPresent()) {
      Value name = Value.text(namespaceName(scope, arn.get()));
      model = model.with("serviceConnectDefaults", Value.entries(Map.of("namespace", name)));
    }
    Attributes attributes =
        Attributes.of("arn", cluster.clusterArn()).with("name", cluster.clusterName());
    return new Live(
        id,
        cluster.clusterArn(),
        Canonical.form(shape(), model),
        tags(cluster),
        attributes,
        health(cluster));
  }

  private static Optional<String> namespace(Value.Entries model) {
    return model.map("serviceConnectDefaults").flatMap(defaults -> defaults.text("namespace"));
  }

  /** A namespace is written by its name and shown by its ARN. Its name never changes. */
  private static String namespaceName(Scope scope, String arn) {
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    return scope.forever(
        "servicediscovery:GetNamespace " + arn,
        () ->
            scope
                .client(ServiceDiscoveryClient.class)
                .getNamespace(r -> r.id(id))
                .namespace()
                .name());
  }

  private static Health health(Cluster cluster) {
    return switch (String.valueOf(cluster.status())) {
      case "PROVISIONING" -> new Health.Settling("PROVISIONING");
      case "DEPROVISIONING" -> new Health.Leaving("DEPROVISIONING");
      case "FAILED" -> new Health.Broken("its capacity providers could not be made");
      default ->
          "UPDATE_IN_PROGRESS".equals(cluster.attachmentsStatus())
              ? new Health.Settling("capacity providers: UPDATE_IN_PROGRESS")
              : Health.READY;
    };
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateClusterRequest request =
        Pojo.fill(CreateClusterRequest.builder(), Canonical.wire(shape(), wish.model()))
            .tags(tags(wish.tags()))
            .build();
    Cluster made = scope.client(EcsClient.class).createCluster(request).cluster();
    if (!isOurs(scope, made)) {
      throw new FailureException(
          new Failure.Rejected(
              "ClusterExists",
              "cluster " + made.clusterName() + " was there already and is not ours"));
    }
    return Attributes.of("arn", made.clusterArn()).with("name", made.clusterName());
  }

  private static boolean isOurs(Scope scope, Cluster made) {
    String environment = scope.environment();
    return environment.equals(tags(made).get(Owner.ENVIRONMENT))
        || describe(scope, List.of(made.clusterArn())).stream()
            .anyMatch(cluster -> environment.equals(tags(cluster).get(Owner.ENVIRONMENT)));
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    EcsClient ecs = scope.client(EcsClient.class);
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean capacity = false;
    for (String member : new TreeSet<>(changed.stream().map(FieldPath::head).toList())) {
      Optional<Value> wished = wish.model().get(member);
      if (CAPACITY.contains(member)) {
        capacity = true;
      } else if (wished.isPresent()) {
        fields.put(member, merged(live.model().get(member), wished.get()));
      }
    }
    if (capacity) {
      ecs.putClusterCapacityProviders(capacity(live, wish));
    }
    if (!fields.isEmpty()) {
      ecs.updateCluster(
          Pojo.fill(UpdateClusterRequest.builder(), Canonical.wire(shape(), Value.entries(fields)))
              .cluster(live.arn())
              .build());
    }
  }

  /** What the wish does not mention is sent as it lives, because the call replaces the whole. */
  private static PutClusterCapacityProvidersRequest capacity(Live live, Wish wish) {
    Map<String, Value> both = new LinkedHashMap<>();
    for (String member : CAPACITY) {
      Value value =
          wish.model()
              .get(member)
              .or(() -> live.model().get(member))
              .orElse(Value.items(List.of()));
      both.put(member, value);
    }
    return Pojo.fill(PutClusterCapacityProvidersRequest.builder(), Value.entries(both))
        .cluster(live.arn())
        .build();
  }

  private static Value merged(Optional<Value> live, Value wish) {
    if (!(wish instanceof Value.Entries wished)
        || !(live.orElse(wish) instanceof Value.Entries there)) {
      return wish;
    }
    Map<String, Value> both = new LinkedHashMap<>(there.entries());
    wished.entries().forEach((name, value) -> both.put(name, merged(there.get(name), value)));
    return new Value.Entries(both, wished.origin());
  }

  @Override
  public void delete(Scope scope, Live live) {
    try {
      scope.client(EcsClient.class).deleteCluster(r -> r.cluster(live.arn()));
    } catch (FailureException e) {
      if (e.is("ClusterNotFoundException")) {
        return;
      }
      if (STAYING.stream().anyMatch(e::is)) {
        throw new FailureException(
            new Failure.Busy(e.failure().code(), live.arn() + ": " + e.failure().message()), e);
      }
      throw e;
    }
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    EcsClient ecs = scope.client(EcsClient.class);
    SdkTags.change(
        put,
        remove,
        () -> ecs.tagResource(r -> r.resourceArn(live.arn()).tags(tags(put))),
        () -> ecs.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }

  private static Map<String, String> tags(Cluster cluster) {
    Map<String, String> tags = new LinkedHashMap<>();
    cluster.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
