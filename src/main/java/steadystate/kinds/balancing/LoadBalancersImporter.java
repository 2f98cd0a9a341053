package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import steadystate.aws.Pojo;
import steadystate.kinds.Probe;
import steadystate.kinds.balancing.ElbReads.Found;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Load balancers with their listeners as {@code loadBalancers}. */
public final class LoadBalancersImporter implements Importer {
  private static final Value NO_TRUST = Entries.EMPTY.with("mode", Value.text("off"));

  @Override
  public String section() {
    return Listening.BALANCERS;
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    Map<String, LoadBalancer> bodies = new LinkedHashMap<>();
    ElbReads.balancers(scope).stream()
        .map(Found::body)
        .forEach(body -> bodies.put(body.loadBalancerArn(), body));
    List<Entries> wishes =
        bodies.values().stream()
            .map(body ->
                Entries.EMPTY
                    .with("name", Value.text(body.loadBalancerName()))
                    .with(Elb.ATTRIBUTES, Entries.EMPTY))
            .toList();
    return Probe.of(new LoadBalancerKind(), scope, wishes).stream()
        .filter(live -> bodies.containsKey(live.arn()))
        .map(live -> candidate(scope, live, Objects.requireNonNull(bodies.get(live.arn()))))
        .toList();
  }

  private static Candidate candidate(Scope scope, Live live, LoadBalancer body) {
    Set<String> mentions = new LinkedHashSet<>(body.securityGroups());
    Optional<String> vpc = Optional.ofNullable(body.vpcId());
    return Candidate.of(live, body.loadBalancerName())
        .home(vpc.orElse(""))
        .mentions(mentions)
        .entry(names -> Optional.of(entry(scope, live, names)));
  }

  private static Entries entry(Scope scope, Live live, Candidate.Names names) {
    Entries model = AttributeDefaults.ofBalancer(live.model()).without("name");
    // One and the same twice: addresses are told with their subnets, else the subnets do.
    boolean plain =
        model.list("subnetMappings").stream()
            .allMatch(m -> ((Entries) m).without("subnetId").entries().isEmpty());
    model = plain ? model.without("subnetMappings") : model.without("subnets");
    Map<String, Listener> all = LiveListeners.of(scope, live.arn());
    Map<String, Value> listeners = new LinkedHashMap<>();
    all.forEach((key, listener) -> listeners.put(key, listener(scope, listener, all, names)));
    return listeners.isEmpty() ? model : model.with("listeners", Value.entries(listeners));
  }

  private static Entries listener(
      Scope scope, Listener listener, Map<String, Listener> siblings, Candidate.Names names) {
    Entries told = Pojo.read(listener);
    Entries out =
        told.without("listenerArn", ListenerKind.BALANCER, ListenerKind.ACTIONS, "certificates");
    if (!ListenerKind.isSecure(String.valueOf(listener.protocolAsString()))) {
      // An emulator shows these on plain listeners too, where they mean nothing.
      out = out.without("sslPolicy", "alpnPolicy", "mutualAuthentication");
    }
    List<String> certificates =
        new ArrayList<>(listener.certificates().stream().map(Certificate::certificateArn).toList());
    if (!certificates.isEmpty()) {
      certificates.addAll(ListenerKind.more(scope, listener, Optional.of(certificates.getFirst())));
      out = out.with("certificates", Value.texts(certificates));
    }
    Value.Items actions = ActionForm.canonical(Value.items(told.list(ListenerKind.ACTIONS)));
    Optional<String> to = redirect(actions, siblings, listener);
    if (to.isPresent()) {
      return out.with("redirectTo", Value.text(to.get()));
    }
    return isForService(scope, actions, names)
        ? out
        : out.with(ListenerKind.ACTIONS, flat(actions));
  }

  /** A forward to one group has a short form in AWS's own words. */
  private static Value.Items flat(Value.Items actions) {
    Optional<Value.Items> flat =
        ExposedTo.onlyGroup(actions)
            .map(group ->
                Entries.EMPTY
                    .with("type", Value.text("forward"))
                    .with("targetGroupArn", Value.text(group)))
            .map(action -> Value.items(List.of(action)));
    return flat.filter(one -> ActionForm.canonical(one).equals(actions)).orElse(actions);
  }

  private static Optional<String> redirect(
      Value.Items actions, Map<String, Listener> siblings, Listener own) {
    return siblings.entrySet().stream()
        .filter(sibling -> !sibling.getValue().equals(own))
        .filter(sibling -> {
          Listener to = sibling.getValue();
          Entries redirect = ActionForm.redirect("" + to.protocolAsString(), "" + to.port());
          return actions.equals(ActionForm.canonical(Value.items(List.of(redirect))));
        })
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** A plain forward follows from a service that is exposed there. */
  private static boolean isForService(Scope scope, Value.Items actions, Candidate.Names names) {
    return ExposedTo.onlyGroup(actions)
        .filter(group -> names.of("service", ExposedTo.PREFIX + group).isPresent())
        .isPresent();
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    if (id.kind().equals(LoadBalancerKind.NAME)) {
      return model.withDefault("ipAddressType", Value.text("ipv4"));
    }
    boolean secure = ListenerKind.isSecure(model.text("protocol").orElse(""));
    return secure ? model.withDefault("mutualAuthentication", NO_TRUST) : model;
  }

  @Override
  public List<String> order() {
    return List.of(
        "type", "scheme", "securityGroups", "subnets", "subnetMappings", "attributes", "listeners");
  }
}
