package steadystate.kinds.balancing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import steadystate.resource.Owner;
import steadystate.resource.Scope;

/** The listeners of a living balancer, under the keys that a spec would give them. */
final class LiveListeners {
  private static final Set<Integer> USUAL = Set.of(80, 443);

  private LiveListeners() {}

  /** By key: the one that our tag remembers, else {@code https}, or {@code tcp-5432}. */
  static Map<String, Listener> of(Scope scope, String balancer) {
    return scope.once("elb/keyed listeners of " + balancer, () -> read(scope, balancer));
  }

  private static Map<String, Listener> read(Scope scope, String balancer) {
    List<Listener> all =
        ElbReads.listenersOf(scope, balancer).stream()
            .sorted(Comparator.comparing(l -> Optional.ofNullable(l.port()).orElse(0)))
            .toList();
    Map<String, Map<String, String>> tags =
        Elb.tags(scope, all.stream().map(Listener::listenerArn).toList());
    Map<String, Listener> keyed = new LinkedHashMap<>();
    Set<String> told = new HashSet<>();
    for (Listener listener : all) {
      told(scope, tags.getOrDefault(listener.listenerArn(), Map.of()))
          .filter(told::add)
          .ifPresent(key -> keyed.put(key, listener));
    }
    all.stream()
        .filter(listener -> !keyed.containsValue(listener))
        .forEach(listener -> keyed.put(key(listener, keyed.keySet()), listener));
    // In the order of ports, whoever gave the keys.
    Map<String, Listener> sorted = new LinkedHashMap<>();
    keyed.entrySet().stream()
        .sorted(Comparator.comparing(entry -> all.indexOf(entry.getValue())))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static Optional<String> told(Scope scope, Map<String, String> tags) {
    return Optional.ofNullable(tags.get(Owner.RESOURCE))
        .filter(id -> scope.environment().equals(tags.get(Owner.ENVIRONMENT)))
        .map(id -> id.substring(id.lastIndexOf('/') + 1));
  }

  private static String key(Listener listener, Set<String> used) {
    String protocol =
        Optional.ofNullable(listener.protocolAsString()).orElse("all").toLowerCase(Locale.ROOT);
    int port = Optional.ofNullable(listener.port()).orElse(0);
    boolean plain = USUAL.contains(port) && !used.contains(protocol);
    return plain ? protocol : protocol.replace('_', '-') + "-" + port;
  }
}
