package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.kinds.Probe;
import steadystate.kinds.balancing.ExposedTo;
import steadystate.kinds.discovery.Registered;
import steadystate.resource.Attributes;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** ECS services with their task definitions, scaling and balancing as {@code services}. */
public final class ServicesImporter implements Importer {
  @Override
  public String section() {
    return "services";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    if (reach.cluster().isEmpty()) {
      return List.of();
    }
    String cluster = reach.cluster().get();
    List<Entries> wishes =
        new ServiceReads(scope)
            .in(cluster, Set.of()).services().stream()
                .filter(service -> !"INACTIVE".equals(service.status()))
                .map(service -> wish(cluster, service))
                .toList();
    return Probe.of(new ServiceKind(), scope, wishes).stream()
        .map(live -> candidate(scope, cluster, live))
        .toList();
  }

  /** Speaks of registries, so that they are looked at whoever made them. */
  private static Entries wish(String cluster, Service service) {
    return Entries.EMPTY
        .with(ServiceShape.REGISTRIES, Value.items(List.of()))
        .with("cluster", Value.text(cluster))
        .with("serviceName", Value.text(service.serviceName()));
  }

  private static Candidate candidate(Scope scope, String cluster, Live live) {
    String name = live.attributes().require("name");
    ExposedTo exposed = ExposedTo.of(scope, live.model().list("loadBalancers"));
    Set<String> mentions = new LinkedHashSet<>(Probe.texts(live.model()));
    mentions.addAll(exposed.balancers());
    for (Value item : live.model().list("containerDefinitions")) {
      Entries container = (Entries) item;
      container.text("image").map(ServicesImporter::withoutTag).ifPresent(mentions::add);
      container
          .map("logConfiguration")
          .flatMap(log -> log.map("options"))
          .flatMap(options -> options.text("awslogs-group"))
          .ifPresent(group -> mentions.add("logGroups/" + group));
    }
    Registered registered = new Registered(scope, live.model().list(ServiceShape.REGISTRIES));
    registered.namespace().ifPresent(mentions::add);
    Optional<Entries> scaling = AutoscalingForm.of(scope, cluster, name);
    return Candidate.of(findable(live, exposed), name)
        .label(label(scope.environment(), name, live.model()))
        .home(cluster)
        .mentions(mentions)
        .foreign(ServiceRequests.isExternal(live.model()) ? "deployed by somebody else" : "")
        .entry(names -> new ServiceForm(live, names).entry(scaling, exposed, registered));
  }

  /** Balancers find a service by the groups that it is exposed with. */
  private static Live findable(Live live, ExposedTo exposed) {
    Attributes attributes = live.attributes();
    for (String group : exposed.exposed()) {
      attributes = attributes.with(ExposedTo.PREFIX + group, ExposedTo.PREFIX + group);
    }
    return new Live(live.id(), live.arn(), live.model(), live.tags(), attributes, live.health());
  }

  /** {@code registry/name} of {@code registry/name:tag} or {@code registry/name@digest}. */
  static String withoutTag(String image) {
    int digest = image.indexOf('@');
    String rest = digest < 0 ? image : image.substring(0, digest);
    int colon = rest.lastIndexOf(':');
    return colon > rest.lastIndexOf('/') ? rest.substring(0, colon) : rest;
  }

  /** The short fields make a container of the key's name: a key that is one is worth having. */
  private static String label(String environment, String name, Entries model) {
    List<String> containers = new ArrayList<>();
    model.list("containerDefinitions").stream()
        .flatMap(container -> ((Entries) container).text("name").stream())
        .forEach(containers::add);
    String shorter =
        name.startsWith(environment + "-") ? name.substring(environment.length() + 1) : name;
    return containers.contains(shorter) ? shorter : containers.contains(name) ? name : shorter;
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return switch (id.kind()) {
      case ServiceKind.NAME -> service(model);
      case ScalableTargetKind.NAME -> ScalableTargetShape.fill(model);
      default -> ExposedTo.filled(id, model);
    };
  }

  private static Entries service(Entries model) {
    // CreateService without a word on it balances zones again.
    Entries out =
        ServiceDefaults.fill(
            model.withDefault("availabilityZoneRebalancing", Value.text("ENABLED")));
    if (model.text("schedulingStrategy").orElse("").equals("DAEMON")) {
      out = out.without("desiredCount");
    }
    return TaskForm.filled(out, ServiceDefaults.onFargate(out));
  }

  @Override
  public Entries bringing(Entries entry, String kind, Entries model) {
    return TaskForm.bringing(entry, kind, model);
  }

  @Override
  public List<String> order() {
    return List.of(
        "image",
        "cpu",
        "memory",
        "port",
        "environment",
        "secrets",
        "command",
        "healthCheck",
        "desiredCount",
        "autoscaling",
        "capacityProviderStrategy",
        "securityGroups",
        "subnets",
        "assignPublicIp",
        "expose",
        "rollout",
        "taskRole",
        "executionRole",
        "containers",
        "taskDefinition",
        "logRetentionDays");
  }

  @Override
  public Set<String> kept() {
    return Set.of("image", "cpu", "memory", "port", "desiredCount", "environment", "secrets");
  }
}
