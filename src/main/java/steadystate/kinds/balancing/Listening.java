package steadystate.kinds.balancing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.kinds.Nearest;
import steadystate.resource.Blueprint;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * A listener that a service can be exposed on.
 *
 * @param balancer the balancer's key in the spec, or its AWS name when it is not of this
 *     environment
 * @param listener the listener's key, or the last part of its ARN
 * @param type {@code application}, {@code network} or {@code gateway}
 * @param protocol the listener's protocol
 * @param arn what a rule names
 * @param balancerArn what the target group belongs to; empty for another's balancer
 * @param value the listener as written; empty for another's
 */
record Listening(
    String balancer,
    String listener,
    String type,
    String protocol,
    Value arn,
    Optional<Value> balancerArn,
    Optional<Value.Entries> value) {

  static final String BALANCERS = "loadBalancers";

  /** Whether it is of this environment. */
  boolean ours() {
    return value.isPresent();
  }

  boolean takesRules() {
    return type.equals("application");
  }

  ResourceId id() {
    return new ResourceId(ListenerKind.NAME, name());
  }

  /** {@code public/https}. */
  String name() {
    return balancer + "/" + listener;
  }

  /** The listener that an entry of {@code expose} means; what cannot be found is a mistake. */
  static Optional<Listening> of(
      Value.Entries written, String path, Blueprint blueprint, Expose.Mistakes mistakes) {
    Optional<Value> listener = written.get("listener");
    if (listener.filter(value -> value.toString().startsWith("arn:")).isPresent()) {
      return Optional.of(foreign(listener.get()));
    }
    Optional<Value> balancer = written.get("loadBalancer");
    if (balancer.isEmpty()) {
      mistakes.add(
          "missing-key",
          written,
          path + ".loadBalancer",
          "an exposed service names its load balancer",
          "write loadBalancer: loadBalancer/<key>, or the ARN of a listener as listener");
      return Optional.empty();
    }
    String key =
        Expose.named(balancer.get()).map(ResourceId::key).orElse(balancer.get().toString());
    Section.Entry entry = blueprint.entries(BALANCERS).get(key);
    if (entry == null) {
      mistakes.add(
          "unknown-load-balancer",
          balancer.get(),
          path + ".loadBalancer",
          "there is no load balancer " + key + " in this environment",
          key.startsWith("arn:")
              ? "for a load balancer of others write the ARN of its listener as listener"
              : Nearest.help(key, blueprint.entries(BALANCERS).keySet(), "load balancer"));
      return Optional.empty();
    }
    return chosen(entry, listener, written, path, mistakes);
  }

  private static Optional<Listening> chosen(
      Section.Entry balancer,
      Optional<Value> listener,
      Value.Entries written,
      String path,
      Expose.Mistakes mistakes) {
    Value.Entries listeners = listeners(balancer);
    Set<String> answering = new TreeSet<>(listeners.entries().keySet());
    answering.removeIf(
        key -> listeners.get(key).orElseThrow() instanceof Value.Entries l && l.has("redirectTo"));
    if (listener.isEmpty() && answering.size() == 1) {
      return of(balancer, answering.iterator().next());
    }
    if (listener.isEmpty()) {
      mistakes.add(
          "missing-key",
          written,
          path + ".listener",
          "loadBalancer/"
              + balancer.key()
              + " has "
              + answering.size()
              + " listeners to choose from",
          "write listener: one of " + String.join(", ", answering));
      return Optional.empty();
    }
    String key = listener.get().toString();
    if (!listeners.has(key)) {
      mistakes.add(
          "unknown-listener",
          listener.get(),
          path + ".listener",
          "loadBalancer/" + balancer.key() + " has no listener " + key,
          Nearest.help(key, listeners.entries().keySet(), "listener"));
      return Optional.empty();
    }
    return of(balancer, key);
  }

  /** Every listener of a balancer of this environment. */
  static List<Listening> all(Section.Entry balancer) {
    return listeners(balancer).entries().keySet().stream()
        .flatMap(key -> of(balancer, key).stream())
        .toList();
  }

  private static Optional<Listening> of(Section.Entry balancer, String key) {
    if (!(listeners(balancer).get(key).orElse(Value.text("")) instanceof Value.Entries value)) {
      return Optional.empty();
    }
    ResourceId id = new ResourceId(ListenerKind.NAME, balancer.key() + "/" + key);
    return Optional.of(
        new Listening(
            balancer.key(),
            key,
            balancer.value().text("type").orElse("application"),
            value.text("protocol").orElse(""),
            Value.reference(id, "arn"),
            Optional.of(Value.reference(balancer.id(LoadBalancerKind.NAME), "arn")),
            Optional.of(value)));
  }

  private static Value.Entries listeners(Section.Entry balancer) {
    return balancer.value().get("listeners").orElse(Value.Entries.EMPTY)
            instanceof Value.Entries entries
        ? entries
        : Value.Entries.EMPTY;
  }

  /** {@code arn:aws:elasticloadbalancing:region:account:listener/app/name/id/id}. */
  private static Listening foreign(Value arn) {
    String[] parts = arn.toString().split("/", -1);
    boolean network = parts.length > 1 && parts[1].equals("net");
    return new Listening(
        parts.length > 2 ? parts[2] : "unnamed",
        parts[parts.length - 1],
        network ? "network" : "application",
        network ? "TCP" : "HTTP",
        arn,
        Optional.empty(),
        Optional.empty());
  }
}
