package steadystate.policy;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on who may come in, and how. */
final class TrafficRules {
  private static final Set<String> WEB_PORTS = Set.of("80", "443");

  static final Rule NO_PUBLIC_INGRESS =
      new Rule(
          "strict/no-public-ingress",
          "nothing is open to the internet but a load balancer's ports 80 and 443",
          TrafficRules::publicIngress);

  static final Rule HTTPS =
      new Rule(
          "strict/https",
          "load balancers speak HTTPS, and HTTP only redirects to it",
          TrafficRules::plainHttp);

  private TrafficRules() {}

  private static Stream<Offence> publicIngress(Environment environment) {
    Set<ResourceId> balancing =
        Models.of("loadBalancer", environment)
            .flatMap(b -> b.model().list("securityGroups").stream())
            .flatMap(group -> References.in(group).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return Models.of("securityGroup", environment)
        .flatMap(group ->
            Models.each(group.model(), "ingress")
                .filter(line -> isOpen(line.text("from").orElse("")))
                .filter(line -> !(balancing.contains(group.id()) && isWeb(line)))
                .map(line ->
                    new Offence(
                        group.id(),
                        "%s %s is open to %s; only the ports 80 and 443 of a group that a load"
                                .formatted(
                                    line.text("protocol").orElse(""),
                                    line.text("ports").orElse("all"),
                                    line.text("from").orElse(""))
                            + " balancer uses may be: name a securityGroup/… or a CIDR of"
                            + " your own",
                        line.get("from").orElse(line))));
  }

  private static boolean isWeb(Entries line) {
    return line.text("protocol").orElse("").equals("tcp")
        && WEB_PORTS.contains(line.text("ports").orElse(""));
  }

  /** The whole internet, or so much of it that it was cut up to look like less. */
  static boolean isOpen(String peer) {
    int slash = peer.indexOf('/');
    if (slash < 0 || !peer.substring(slash + 1).matches("\\d{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(peer.substring(slash + 1));
    if (!peer.contains(":")) {
      return bits < 8 && peer.matches("[0-9./]+");
    }
    String lower = peer.toLowerCase(Locale.ROOT);
    return bits < 16 && !lower.startsWith("fc") && !lower.startsWith("fd");
  }

  private static Stream<Offence> plainHttp(Environment environment) {
    Set<ResourceId> plain =
        Models.of("listener", environment)
            .filter(l -> l.model().text("protocol").orElse("").equals("HTTP"))
            .map(Declared::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream<Offence> listeners =
        Models.of("listener", environment)
            .filter(l -> plain.contains(l.id()) && serves(l.model(), "defaultActions"))
            .map(l -> offence(l, "it answers in plain HTTP"));
    Stream<Offence> rules =
        Models.of("listenerRule", environment)
            .filter(r ->
                r.model().get("listenerArn").stream()
                    .flatMap(arn -> References.in(arn).stream())
                    .anyMatch(plain::contains))
            .filter(r -> serves(r.model(), "actions"))
            .map(r -> offence(r, "it answers at a listener of plain HTTP"));
    return Stream.concat(listeners, rules);
  }

  private static Offence offence(Declared resource, String what) {
    Value at = resource.model().get("protocol").orElse(resource.model());
    return new Offence(
        resource.id(),
        what
            + "; write `redirectTo: https` at that listener, and expose services at one with"
            + " `protocol: HTTPS` and certificates",
        at);
  }

  private static boolean serves(Entries model, String actions) {
    return Models.each(model, actions)
        .noneMatch(action ->
            action.text("type").orElse("").equals("redirect")
                && Models.inner(action, "redirectConfig")
                    .text("protocol")
                    .orElse("")
                    .equals("HTTPS"));
  }
}
