package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import steadystate.aws.Pojo;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate.Names;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * What sends requests to a living service, in the words of {@code expose}.
 *
 * @param groups its target groups, by ARN
 */
public record ExposedTo(Scope scope, Map<String, Live> groups) {
  /** Stands before the ARN of a target group in what a service can be found by. */
  public static final String PREFIX = "exposed ";

  /** Reads the target groups of a service. */
  public static ExposedTo of(Scope scope, List<Value> loadBalancers) {
    List<Entries> wishes = new ArrayList<>();
    Set<String> arns = new LinkedHashSet<>();
    loadBalancers.forEach(item -> ((Entries) item).text("targetGroupArn").ifPresent(arns::add));
    if (arns.isEmpty()) {
      return new ExposedTo(scope, Map.of());
    }
    ElbReads.groups(scope).stream()
        .filter(group -> arns.contains(group.arn()))
        .forEach(group ->
            wishes.add(
                Entries.EMPTY
                    .with("name", Value.text(group.body().targetGroupName()))
                    .with(Elb.ATTRIBUTES, Entries.EMPTY)));
    Map<String, Live> groups = new LinkedHashMap<>();
    Probe.of(new TargetGroupKind(), scope, wishes).stream()
        .filter(live -> arns.contains(live.arn()))
        .forEach(live -> groups.put(live.arn(), live));
    return new ExposedTo(scope, groups);
  }

  /** ARNs of the balancers that its target groups belong to. */
  public Set<String> balancers() {
    Set<String> arns = new LinkedHashSet<>();
    groups.values().forEach(group -> arns.addAll(balancers(group)));
    return arns;
  }

  private static List<String> balancers(Live group) {
    return group.model().list(TargetGroupKind.BALANCER).stream().map(Value::toString).toList();
  }

  /** The target groups that listeners and rules send to as the spec would. */
  public Set<String> exposed() {
    Set<String> arns = new LinkedHashSet<>();
    groups.forEach((arn, group) -> {
      if (balancers(group).size() == 1 && !places(arn, group).isEmpty()) {
        arns.add(arn);
      }
    });
    return arns;
  }

  /** A listener, or a rule of it, that sends to one group alone. */
  private record Place(String listener, Optional<Rule> rule) {}

  private List<Place> places(String arn, Live group) {
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, Listener> keyed :
        LiveListeners.of(scope, balancers(group).getFirst()).entrySet()) {
      Listener listener = keyed.getValue();
      if (onlyGroup(actions(Pojo.read(listener), ListenerKind.ACTIONS)).equals(Optional.of(arn))) {
        places.add(new Place(keyed.getKey(), Optional.empty()));
      }
      List<Rule> rules =
          scope.once(
              "elb/rules of " + listener.listenerArn(),
              () -> ElbReads.rulesOf(scope, listener.listenerArn()));
      rules.stream()
          .filter(rule -> onlyGroup(actions(Pojo.read(rule), "actions")).equals(Optional.of(arn)))
          .forEach(rule -> places.add(new Place(keyed.getKey(), Optional.of(rule))));
    }
    return places;
  }

  private static Items actions(Entries told, String member) {
    return ActionForm.canonical(Value.items(told.list(member)));
  }

  /** The group that all requests go to in the end; empty where they are divided or go elsewhere. */
  static Optional<String> onlyGroup(Items actions) {
    Optional<Entries> forward =
        actions.items().stream()
            .map(Entries.class::cast)
            .filter(action -> action.text("type").orElse("").equals("forward"))
            .findFirst()
            .flatMap(action -> action.map("forwardConfig"));
    return forward
        .map(config -> config.list("targetGroups"))
        .filter(groups -> groups.size() == 1)
        .flatMap(groups -> ((Entries) groups.getFirst()).text("targetGroupArn"));
  }

  /** The entries for one target group; none when it can only be named by its ARN. */
  public List<Entries> of(Entries attached, String container, Optional<Value> port, Names names) {
    String arn = attached.text("targetGroupArn").orElse("");
    Optional<Live> group = Optional.ofNullable(groups.get(arn));
    Optional<ResourceId> balancer =
        group
            .map(ExposedTo::balancers)
            .filter(all -> all.size() == 1)
            .flatMap(all -> names.of(LoadBalancerKind.NAME, all.getFirst()));
    if (balancer.isEmpty()) {
      return List.of();
    }
    List<Entries> entries = new ArrayList<>();
    boolean others =
        groups.values().stream().filter(g -> balancers(g).equals(balancers(group.get()))).count()
            > 1;
    for (Place place : places(arn, group.get())) {
      Entries entry =
          Entries.EMPTY
              .with("loadBalancer", Value.reference(balancer.get(), "arn"))
              .with("listener", Value.text(place.listener()));
      if (place.rule().isPresent()) {
        entry = RuleForm.on(entry, place.rule().get());
      }
      entry = container(entry, attached, container, port, others);
      entries.add(entries.isEmpty() ? GroupForm.on(entry, group.get(), names) : entry);
    }
    return entries;
  }

  /** Which container answers, where it is not the service's own on its own port. */
  private static Entries container(
      Entries entry, Entries attached, String own, Optional<Value> port, boolean always) {
    Entries out = entry;
    if (always || !attached.text("containerName").orElse(own).equals(own)) {
      out = out.with("containerName", attached.get("containerName").orElse(Value.text(own)));
    }
    Optional<Value> answers = attached.get("containerPort");
    return answers.isPresent() && (always || out.has("containerName") || !answers.equals(port))
        ? out.with("containerPort", answers.get())
        : out;
  }

  /** A target group with the defaults that AWS adds. */
  public static Entries filled(ResourceId id, Entries model) {
    return id.kind().equals(TargetGroupKind.NAME) ? GroupForm.filled(model) : model;
  }
}
