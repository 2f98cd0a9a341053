package steadystate.kinds.balancing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.kinds.Nearest;
import steadystate.resource.Blueprint;
import steadystate.resource.Section;
import steadystate.resource.Value;

/** The mistakes that the listeners of one balancer can hold. */
final class ListenerChecks {
  private static final List<String> APPLICATION = List.of("HTTP", "HTTPS");

  private final Section.Entry balancer;
  private final Blueprint blueprint;
  private final List<Listening> all;

  private ListenerChecks(Section.Entry balancer, Blueprint blueprint) {
    this.balancer = balancer;
    this.blueprint = blueprint;
    this.all = Listening.all(balancer);
  }

  static void of(Section.Entry balancer, Blueprint blueprint) {
    ListenerChecks checks = new ListenerChecks(balancer, blueprint);
    Map<String, Listening> ports = new HashMap<>();
    for (Listening listening : checks.all) {
      Value.Entries value = listening.value().orElseThrow();
      checks.name(listening, value);
      checks.place(listening, value, ports);
      checks.certificates(listening, value);
      checks.redirect(listening, value);
      checks.exposed(listening, value);
    }
  }

  private void name(Listening listening, Value.Entries value) {
    if (!listening.listener().matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      problem(
          "invalid-name",
          value,
          listening,
          "",
          listening.listener() + " cannot be the name of a listener",
          "letters, digits, hyphens and underscores");
    }
  }

  private void place(Listening listening, Value.Entries value, Map<String, Listening> ports) {
    if (listening.type().equals("gateway")) {
      return;
    }
    for (String key : List.of("port", "protocol")) {
      if (!value.has(key)) {
        problem(
            "missing-key",
            value,
            listening,
            "." + key,
            "a listener has a " + key,
            key.equals("port") ? "write port: 443" : "write protocol: HTTPS");
      }
    }
    boolean fits = APPLICATION.contains(listening.protocol()) == listening.takesRules();
    if (value.has("protocol") && !fits) {
      problem(
          "wrong-protocol",
          value.get("protocol").orElseThrow(),
          listening,
          ".protocol",
          "a load balancer of type %s does not speak %s"
              .formatted(listening.type(), listening.protocol()),
          listening.takesRules()
              ? "HTTP or HTTPS, or type: network for the balancer"
              : "TCP, TLS, UDP or TCP_UDP, or type: application for the balancer");
    }
    Optional<String> port = value.text("port");
    Optional<Listening> other = port.flatMap(p -> Optional.ofNullable(ports.put(p, listening)));
    other.ifPresent(o ->
        problem(
            "port-taken",
            value.get("port").orElseThrow(),
            listening,
            ".port",
            "port %s is also the port of listener %s (%s)"
                .formatted(port.orElse(""), o.listener(), place(o)),
            "a balancer listens on a port once"));
  }

  private String place(Listening listening) {
    return listening.value().flatMap(value -> value.origin().at()).orElse(balancer.at()).toString();
  }

  private void certificates(Listening listening, Value.Entries value) {
    if (ListenerKind.isSecure(listening.protocol()) && value.list("certificates").isEmpty()) {
      problem(
          "missing-key",
          value,
          listening,
          ".certificates",
          "a listener with protocol " + listening.protocol() + " needs a certificate",
          "write certificates: [arn:aws:acm:...]");
    }
  }

  private void redirect(Listening listening, Value.Entries value) {
    if (!value.has("redirectTo")) {
      return;
    }
    Value at = value.get("redirectTo").orElseThrow();
    Optional<Listening> target =
        all.stream().filter(l -> l.listener().equals(at.toString())).findFirst();
    if (!listening.takesRules()) {
      redirect(
          listening,
          "no-redirect-here",
          "only a load balancer of type application can redirect",
          "leave redirectTo out");
    } else if (target.isEmpty()) {
      redirect(
          listening,
          "unknown-listener",
          "loadBalancer/" + balancer.key() + " has no listener " + at,
          Nearest.help(at.toString(), all.stream().map(Listening::listener).toList(), "listener"));
    } else if (target.get().value().filter(v -> v.has("redirectTo")).isPresent()) {
      redirect(
          listening,
          "redirect-goes-round",
          "listener " + at + " redirects itself, so a request would never arrive",
          "redirect to a listener that answers");
    } else if (value.has(ListenerKind.ACTIONS)) {
      redirect(
          listening,
          "set-twice",
          "redirectTo and defaultActions both say what the listener does",
          "write one of them");
    }
  }

  private void redirect(Listening listening, String code, String message, String help) {
    Value at = listening.value().flatMap(v -> v.get("redirectTo")).orElseThrow();
    problem(code, at, listening, ".redirectTo", message, help);
  }

  /** A network listener has no answer of its own: without a service AWS does not make it. */
  private void exposed(Listening listening, Value.Entries value) {
    boolean answered =
        listening.takesRules()
            || value.has(ListenerKind.ACTIONS)
            || exposes().anyMatch(e -> e.on().name().equals(listening.name()));
    if (!answered) {
      problem(
          "nothing-exposed",
          value,
          listening,
          "",
          "a listener of a %s load balancer forwards to a service, and none is exposed on it"
              .formatted(listening.type()),
          "write expose: [{loadBalancer: loadBalancer/%s, listener: %s}] in a service, or leave the"
                  .formatted(balancer.key(), listening.listener())
              + " listener out");
    }
  }

  private Stream<Expose> exposes() {
    return Expose.all(blueprint).stream().filter(e -> e.on().ours());
  }

  private void problem(
      String code, Value at, Listening listening, String path, String message, String help) {
    blueprint.problem(code, at, "listeners." + listening.listener() + path, message, help);
  }
}
