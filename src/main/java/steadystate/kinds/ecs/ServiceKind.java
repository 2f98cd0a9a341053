package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.SdkTags;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Revisions;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * An ECS service together with the task definition that it runs. A new revision is registered when
 * its content differs, and an equal ACTIVE one is used again.
 */
public final class ServiceKind implements Kind {
  public static final String NAME = "service";

  /** Where a task of it is reached that has a public address and no load balancer. */
  static final String PUBLIC_IP = "publicIp";

  /** Holds the last {@code redeploy} token that was followed. */
  static final String REDEPLOY_TAG = "steadystate:redeploy";

  /** Under CodeDeploy, ECS takes these from nobody else. */
  private static final Set<String> CODE_DEPLOYS =
      Set.of("networkConfiguration", "loadBalancers", "platformVersion", ServiceShape.REGISTRIES);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return ServiceShape.MODEL;
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    ServiceReads reads = new ServiceReads(scope);
    ServiceLook look = new ServiceLook(scope);
    Map<String, Set<String>> places = new LinkedHashMap<>();
    reads.ownClusters().forEach(cluster -> places.put(cluster, new LinkedHashSet<>()));
    wanted.forEach(
        w -> places.computeIfAbsent(cluster(w.model()), c -> new LinkedHashSet<>()).add(name(w)));
    List<Live> found = new ArrayList<>();
    Map<ResourceId, Failure> unknown = new HashMap<>();
    places.forEach((cluster, names) -> {
      ServiceReads.Found there = reads.in(cluster, names);
      there
          .unknown()
          .forEach((name, failure) ->
              named(wanted, cluster, name).ifPresent(w -> unknown.put(w.id(), failure)));
      for (Service service : there.services()) {
        see(scope, look, wanted, cluster, service, found, unknown);
      }
    });
    return new Observation(found, unknown);
  }

  private static void see(
      Scope scope,
      ServiceLook look,
      List<Declared> wanted,
      String cluster,
      Service service,
      List<Live> found,
      Map<ResourceId, Failure> unknown) {
    if ("INACTIVE".equals(service.status())) {
      Optional.ofNullable(service.createdAt())
          .ifPresent(ServiceLook.predecessor(scope, cluster, service.serviceName())::set);
      return;
    }
    Optional<ResourceId> id =
        Whose.id(
            scope,
            NAME,
            ServiceReads.tags(service.tags()),
            wanted,
            w -> cluster(w.model()).equals(cluster) && name(w).equals(service.serviceName()));
    if (id.isEmpty()) {
      return;
    }
    if (scope.environment().equals(ServiceReads.tags(service.tags()).get(Owner.ENVIRONMENT))) {
      new ServiceReads(scope).known(cluster).add(service.serviceName());
    }
    Optional<Declared> wish = wanted.stream().filter(w -> w.id().equals(id.get())).findFirst();
    try {
      found.add(look.live(id.get(), service, wish));
    } catch (FailureException failed) {
      unknown.put(id.get(), failed.failure());
    }
  }

  private static Optional<Declared> named(List<Declared> wanted, String cluster, String name) {
    return wanted.stream()
        .filter(w -> cluster(w.model()).equals(cluster) && name(w).equals(name))
        .findFirst();
  }

  private static String cluster(Entries model) {
    return ServiceShape.lastPart(model.text("cluster").orElse("default"));
  }

  private static String name(Declared declared) {
    return declared.model().text("serviceName").orElse(declared.id().key());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    Entries model = wish.model();
    Wish kept = HandedImages.kept(wish, replaced);
    String revision =
        ServiceRequests.isExternal(model)
            ? ""
            : ServiceFailures.judged(() -> revision(scope, Optional.empty(), kept));
    String since =
        ServiceLook.predecessor(scope, cluster(model), wish.text("serviceName")).get().toString();
    CreateServiceRequest request = ServiceRequests.create(model, revision, withToken(wish), since);
    Service made =
        ServiceFailures.judged(() -> scope.client(EcsClient.class).createService(request))
            .service();
    return Attributes.of("arn", made.serviceArn())
        .with("name", wish.text("serviceName"))
        .with("cluster", cluster(model))
        .with("taskDefinition", revision);
  }

  /** The one that a person took the service back to, or the one that has what is wished. */
  private static String revision(Scope scope, Optional<String> running, Wish wish) {
    Optional<String> takenBack = wish.model().text(ServiceShape.ROLLED_BACK);
    if (takenBack.isPresent()) {
      return takenBack.get();
    }
    Map<String, String> tags = new LinkedHashMap<>(wish.tags());
    definition(wish.model())
        .map("tags")
        .ifPresent(own -> own.entries().forEach((key, value) -> tags.put(key, value.toString())));
    return new TaskDefinitions(scope)
        .revisionFor(
            wish.id(),
            running,
            new TaskDefinitions.Wanted(
                definitionContent(wish.model()), tags, ServiceDefaults.onFargate(wish.model())));
  }

  /** The part of a model that is content of the task definition. */
  static Entries definitionContent(Entries model) {
    Entries out = Entries.EMPTY;
    for (String member :
        TaskDefinitionShape.FIELDS.without(ServiceShape.CONSTRAINTS).members().keySet()) {
      if (model.has(member)) {
        out = out.with(member, model.get(member).orElseThrow());
      }
    }
    Entries own = definition(model);
    return own.has(ServiceShape.CONSTRAINTS)
        ? out.with(ServiceShape.CONSTRAINTS, own.get(ServiceShape.CONSTRAINTS).orElseThrow())
        : out;
  }

  private static Entries definition(Entries model) {
    return model.map(ServiceShape.DEFINITION).orElse(Entries.EMPTY);
  }

  private static Map<String, String> withToken(Wish wish) {
    Map<String, String> tags = new LinkedHashMap<>(wish.tags());
    wish.model().text(ServiceShape.REDEPLOY).ifPresent(token -> tags.put(REDEPLOY_TAG, token));
    return tags;
  }

  @Override
  public Optional<Revisions> revisions() {
    return Optional.of(new ServiceRevisions());
  }

  @Override
  public Optional<String> objection(Live live, Entries wish, FieldPath path) {
    boolean codeDeploy = ServiceRequests.controller(live.model()).equals("CODE_DEPLOY");
    return codeDeploy && (isContent(path) || CODE_DEPLOYS.contains(path.head()))
        ? Optional.of(
            live.id()
                + " is deployed by CodeDeploy, and ECS takes its task definition, network and load"
                + " balancers from nobody else; deploy it there, or give the entry another key to"
                + " make one that ECS deploys")
        : Optional.empty();
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> members = new TreeSet<>();
    changed.forEach(path -> members.add(path.head()));
    boolean retag = changed.stream().anyMatch(path -> path.isWithin("taskDefinition.tags"));
    boolean content = changed.stream().anyMatch(ServiceKind::isContent);
    members.removeAll(ServiceShape.DEFINITION_MEMBERS);
    members.remove(ServiceShape.DEFINITION);
    members.remove(ServiceShape.ROLLED_BACK);
    boolean again = members.remove(ServiceShape.REDEPLOY);
    Optional<String> running = live.attributes().get("taskDefinition");
    Optional<String> revision =
        content
            ? Optional.of(ServiceFailures.judged(() -> revision(scope, running, wish)))
            : Optional.empty();
    if (retag && revision.isEmpty() && running.isPresent()) {
      retag(scope, running.get(), wish);
    }
    if (members.isEmpty() && !again && revision.isPresent() && revision.equals(running)) {
      throw new FailureException(notKept(live, running.get(), changed));
    }
    if (!members.isEmpty() || again || revision.isPresent()) {
      new ScalableTargets(scope).makeRoom(live, wish.model(), members);
      UpdateServiceRequest.Builder request =
          ServiceRequests.update(live.model(), wish.model(), members)
              .cluster(live.attributes().require("cluster"))
              .service(live.attributes().require("name"));
      revision.ifPresent(request::taskDefinition);
      if (again) {
        request.forceNewDeployment(true);
      }
      ServiceFailures.judged(() -> scope.client(EcsClient.class).updateService(request.build()));
    }
    if (again) {
      String token = wish.model().text(ServiceShape.REDEPLOY).orElse("");
      put(scope, live.arn(), Map.of(REDEPLOY_TAG, token));
    }
  }

  /** Deploying the revision that runs would change nothing, and so would another one like it. */
  private static Failure notKept(Live live, String revision, Set<FieldPath> changed) {
    List<String> fields =
        changed.stream().filter(ServiceKind::isContent).map(FieldPath::toString).sorted().toList();
    return new Failure.Rejected(
        "NotKept",
        live.id()
            + " runs "
            + ServiceShape.lastPart(revision)
            + ", which was registered as the spec says, and AWS shows it with another "
            + String.join(", ", fields)
            + "; write what AWS shows, or name the field under ignore");
  }

  private static boolean isContent(FieldPath path) {
    return ServiceShape.DEFINITION_MEMBERS.contains(path.head())
        || path.head().equals(ServiceShape.ROLLED_BACK)
        || (path.head().equals(ServiceShape.DEFINITION) && !path.isWithin("taskDefinition.tags"));
  }

  private static void retag(Scope scope, String revision, Wish wish) {
    Map<String, String> put = new LinkedHashMap<>();
    definition(wish.model())
        .map("tags")
        .ifPresent(tags -> tags.entries().forEach((key, value) -> put.put(key, value.toString())));
    put(scope, revision, put);
    new TaskDefinitions(scope).retagged(revision, put);
  }

  @Override
  public void delete(Scope scope, Live live) {
    if (live.health() instanceof Health.Leaving) {
      return;
    }
    try {
      scope
          .client(EcsClient.class)
          .deleteService(
              DeleteServiceRequest.builder()
                  .cluster(live.attributes().require("cluster"))
                  .service(live.attributes().require("name"))
                  .force(true)
                  .build());
    } catch (FailureException failed) {
      if (!failed.is("ServiceNotFoundException", "ServiceNotActiveException")
          && !ServiceReads.isClusterGone(failed)) {
        throw failed;
      }
    }
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    SdkTags.change(
        put,
        remove,
        () -> put(scope, live.arn(), put),
        () ->
            ServiceFailures.judged(() ->
                scope
                    .client(EcsClient.class)
                    .untagResource(
                        UntagResourceRequest.builder()
                            .resourceArn(live.arn())
                            .tagKeys(remove)
                            .build())));
  }

  private static void put(Scope scope, String arn, Map<String, String> tags) {
    ServiceFailures.judged(() ->
        scope
            .client(EcsClient.class)
            .tagResource(
                TagResourceRequest.builder()
                    .resourceArn(arn)
                    .tags(ServiceRequests.tags(tags))
                    .build()));
  }
}
