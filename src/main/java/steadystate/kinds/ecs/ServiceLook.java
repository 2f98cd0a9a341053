package steadystate.kinds.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import steadystate.aws.Pojo;
import steadystate.kinds.TaggedResources;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Turns a described service and the revision that it runs into what lives. */
final class ServiceLook {
  private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(15);

  private final Scope scope;
  private final TaskDefinitions definitions;
  private final ScalableTargets targets;
  private final PublicAddresses addresses;

  ServiceLook(Scope scope) {
    this.scope = scope;
    this.definitions = new TaskDefinitions(scope);
    this.targets = new ScalableTargets(scope);
    this.addresses = new PublicAddresses(scope);
  }

  /**
   * @param wanted the wish that has its name, when there is one
   */
  Live live(ResourceId id, Service service, Optional<Declared> wanted) {
    Map<String, String> tags = ServiceReads.tags(service.tags());
    Optional<String> running = revision(service);
    Optional<Revision> revision = running.flatMap(definitions::read);
    Entries model = registered(model(service, revision, tags), wanted);
    boolean takenBack = wanted.filter(w -> w.model().has(ServiceShape.ROLLED_BACK)).isPresent();
    if (takenBack && running.isPresent()) {
      String name = ServiceShape.lastPart(running.get());
      model = model.with(ServiceShape.ROLLED_BACK, Value.text(name));
    }
    Attributes attributes =
        Attributes.of("arn", service.serviceArn())
            .with("name", service.serviceName())
            .with("cluster", ServiceShape.lastPart(service.clusterArn()));
    if (running.isPresent()) {
      attributes = attributes.with("taskDefinition", running.get());
    }
    Optional<String> address = addresses.of(service);
    if (address.isPresent()) {
      attributes = attributes.with(ServiceKind.PUBLIC_IP, address.get());
    }
    boolean applied =
        wanted
            .map(w -> References.hash(w.model()))
            .map(hash -> hash.equals(tags.getOrDefault(Owner.SPEC, hash)))
            .orElse(true);
    Live live =
        new Live(
            id,
            service.serviceArn(),
            model,
            tags,
            attributes,
            ServiceHealth.of(service, applied, Optional.of(timeout(wanted))),
            Optional.ofNullable(service.createdAt()),
            Map.of());
    return others(live, wanted);
  }

  /** Where none is wished, only registries that this environment made are its matter. */
  private Entries registered(Entries model, Optional<Declared> wanted) {
    List<Value> all = model.list(ServiceShape.REGISTRIES);
    boolean open = wanted.filter(w -> !w.model().has(ServiceShape.REGISTRIES)).isPresent();
    if (!open || all.isEmpty()) {
      return model;
    }
    Map<String, Map<String, String>> ours = TaggedResources.of(scope);
    List<Value> left =
        all.stream()
            .filter(one ->
                one instanceof Entries registry
                    && registry.text("registryArn").filter(ours::containsKey).isPresent())
            .toList();
    return model.with(ServiceShape.REGISTRIES, Value.items(left));
  }

  /** What the service runs, not the newest of its family; nothing for one without a deployment. */
  private static Optional<String> revision(Service service) {
    return service.taskSets().stream()
        .filter(set -> "PRIMARY".equals(set.status()))
        .map(TaskSet::taskDefinition)
        .findFirst()
        .or(() -> Optional.ofNullable(service.taskDefinition()));
  }

  private Entries model(Service service, Optional<Revision> revision, Map<String, String> tags) {
    Map<String, Value> raw = new LinkedHashMap<>();
    // Events are most of an answer, and none of its state.
    Service bare =
        service.toBuilder()
            .events(List.<ServiceEvent>of())
            .deployments(List.<Deployment>of())
            .taskSets(List.<TaskSet>of())
            .build();
    raw.putAll(Pojo.read(bare).without(ServiceShape.DEFINITION, "tags", "roleArn").entries());
    raw.put("cluster", Value.text(service.clusterArn()));
    Optional.ofNullable(service.roleArn()).ifPresent(role -> raw.put("role", Value.text(role)));
    raw.putAll(ofDeployment(service));
    boolean fargate = ServiceDefaults.onFargate(Value.entries(raw));
    revision
        .map(known -> filled(known, fargate))
        .ifPresent(content -> raw.putAll(content.without(ServiceShape.CONSTRAINTS).entries()));
    raw.put(ServiceShape.DEFINITION, definition(revision));
    Optional.ofNullable(tags.get(ServiceKind.REDEPLOY_TAG))
        .ifPresent(token -> raw.put(ServiceShape.REDEPLOY, Value.text(token)));
    return ServiceDefaults.fill(Canonical.form(ServiceShape.MODEL, Value.entries(raw)));
  }

  private static Entries filled(Revision revision, boolean fargate) {
    Entries content = revision.content();
    return TaskDefinitionDefaults.fill(
        content, fargate || TaskDefinitionDefaults.onFargate(content));
  }

  /** ECS tells these settings of a deployment, never of the service. */
  private static Map<String, Value> ofDeployment(Service service) {
    Optional<Deployment> primary =
        service.deployments().stream().filter(d -> "PRIMARY".equals(d.status())).findFirst();
    Map<String, Value> out = new LinkedHashMap<>();
    primary
        .map(Pojo::read)
        .ifPresent(deployment -> {
          for (String member :
              List.of(
                  "serviceConnectConfiguration",
                  "volumeConfigurations",
                  "vpcLatticeConfigurations")) {
            deployment.get(member).ifPresent(value -> out.put(member, value));
          }
        });
    return out;
  }

  private static Entries definition(Optional<Revision> revision) {
    Entries out = Entries.EMPTY;
    if (revision.isEmpty()) {
      return out;
    }
    Optional<Value> constraints = revision.get().content().get(ServiceShape.CONSTRAINTS);
    if (constraints.isPresent()) {
      out = out.with(ServiceShape.CONSTRAINTS, constraints.get());
    }
    Map<String, Value> tags = new LinkedHashMap<>();
    revision.get().tags().forEach((key, value) -> tags.put(key, Value.text(value)));
    out = out.with("tags", Value.entries(tags));
    return revision.get().active() ? out : out.with("status", Value.text("INACTIVE"));
  }

  private static Duration timeout(Optional<Declared> wanted) {
    return wanted
        .flatMap(w -> w.model().text(ServiceShape.ROLLOUT_TIMEOUT))
        .flatMap(RolloutWish::duration)
        .orElse(USUAL_TIMEOUT);
  }

  /** Fields that somebody else looks after: autoscaling, or who deploys in ECS's place. */
  private Live others(Live live, Optional<Declared> wanted) {
    Live out = live;
    if (ServiceRequests.isExternal(live.model())) {
      Entries wish = wanted.map(Declared::model).orElse(Entries.EMPTY);
      for (String member : externals().stream().filter(wish::has).toList()) {
        out = out.notOurs(member, "task sets of an EXTERNAL deployment controller");
      }
    }
    out = HandedImages.of(out, wanted);
    Optional<String> scaler = targets.scalerOf(live, wanted);
    return scaler.isPresent() ? out.notOurs("desiredCount", scaler.get()) : out;
  }

  private static List<String> externals() {
    List<String> members = new ArrayList<>(ServiceShape.DEFINITION_MEMBERS);
    members.addAll(
        List.of(
            ServiceShape.DEFINITION,
            "networkConfiguration",
            "loadBalancers",
            ServiceShape.REGISTRIES,
            "platformVersion",
            "capacityProviderStrategy",
            "launchType"));
    return members;
  }

  /** When the service of this name that is gone was made, for the token of its successor. */
  static AtomicReference<Instant> predecessor(Scope scope, String cluster, String name) {
    return scope.forever(
        "gone service " + cluster + "/" + name, () -> new AtomicReference<>(Instant.EPOCH));
  }
}
