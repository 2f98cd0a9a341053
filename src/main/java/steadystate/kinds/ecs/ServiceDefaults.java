package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * What a service is where nobody wrote anything. AWS leaves some of it out of its answers, so a
 * look fills it in; then a default that somebody wrote down is no difference. Before a write it is
 * taken out again, because AWS refuses some of its own defaults beside other settings.
 */
final class ServiceDefaults {
  private static final Entries ALWAYS =
      map(
          Map.of(
              "schedulingStrategy", Value.text("REPLICA"),
              "deploymentController", map(Map.of("type", Value.text("ECS"))),
              "propagateTags", Value.text("NONE"),
              "availabilityZoneRebalancing", Value.text("DISABLED"),
              "enableECSManagedTags", Value.flag(false),
              "enableExecuteCommand", Value.flag(false),
              "healthCheckGracePeriodSeconds", Value.number(0),
              "platformVersion", Value.text("LATEST"),
              "serviceConnectConfiguration", map(Map.of("enabled", Value.flag(false))),
              "deploymentConfiguration", deployment()));

  private static final Entries NETWORK =
      map(
          Map.of(
              "networkConfiguration",
              map(
                  Map.of(
                      "awsvpcConfiguration",
                      map(Map.of("assignPublicIp", Value.text("DISABLED")))))));

  private ServiceDefaults() {}

  private static Entries deployment() {
    Entries off = map(Map.of("enable", Value.flag(false), "rollback", Value.flag(false)));
    return map(
        Map.of(
            "strategy", Value.text("ROLLING"),
            "minimumHealthyPercent", Value.number(100),
            "maximumPercent", Value.number(200),
            "bakeTimeInMinutes", Value.number(0),
            "deploymentCircuitBreaker", off,
            "alarms", off));
  }

  /** A service as AWS shows it, canonical, with every default in its place. */
  static Entries fill(Entries live) {
    Entries out = under(live, ALWAYS);
    if (live.text("schedulingStrategy").orElse("").equals("DAEMON")) {
      Entries daemon =
          map(
              Map.of(
                  "minimumHealthyPercent", Value.number(0), "maximumPercent", Value.number(100)));
      Entries given = live.map("deploymentConfiguration").orElse(Entries.EMPTY);
      out = out.with("deploymentConfiguration", under(under(given, daemon), deployment()));
    }
    if (live.has("networkConfiguration")) {
      out = under(out, NETWORK);
    }
    return out.get("capacityProviderStrategy").isPresent() || live.has("launchType")
        ? strategy(out)
        : out;
  }

  /**
   * Fargate by launch type and Fargate by strategy are the same machines. A launch type is also
   * shown as the strategy it amounts to, because only a strategy can be changed; and what runs on
   * spot alone still counts as launched on Fargate.
   */
  private static Entries strategy(Entries live) {
    List<Value> items = live.list("capacityProviderStrategy");
    if (items.isEmpty()) {
      return live.text("launchType").orElse("").equals("FARGATE")
          ? live.with(
              "capacityProviderStrategy",
              Value.items(List.of(provider("FARGATE").with("weight", Value.number(1)))))
          : live;
    }
    Entries zero = map(Map.of("weight", Value.number(0), "base", Value.number(0)));
    Items filled =
        Value.items(
            items.stream()
                .map(item -> item instanceof Entries entries ? under(entries, zero) : item)
                .toList());
    Entries out = live.with("capacityProviderStrategy", filled);
    boolean spotAlone =
        items.size() == 1
            && items.getFirst() instanceof Entries only
            && only.text("capacityProvider").orElse("").startsWith("FARGATE");
    return spotAlone ? out.with("launchType", Value.text("FARGATE")) : out;
  }

  /** Whether the service runs on Fargate, by launch type or by strategy. */
  static boolean onFargate(Entries model) {
    List<Value> strategy = model.list("capacityProviderStrategy");
    return model.text("launchType").orElse("").equals("FARGATE")
        || (!strategy.isEmpty()
            && strategy.stream()
                .allMatch(item ->
                    item instanceof Entries entries
                        && entries.text("capacityProvider").orElse("").startsWith("FARGATE")));
  }

  static Entries provider(String name) {
    return map(Map.of("capacityProvider", Value.text(name)));
  }

  /**
   * What is left of a living member when what is default anyway is taken out. A structure inside it
   * goes only as a whole: AWS wants some of them complete.
   */
  static Value strip(String member, Value live) {
    if (!(live instanceof Entries entries
        && ALWAYS.get(member).orElse(live) instanceof Entries defaults)) {
      return live;
    }
    Map<String, Value> out = new LinkedHashMap<>(entries.entries());
    if (ALWAYS.has(member)) {
      out.entrySet().removeIf(e -> e.getValue().equals(defaults.entries().get(e.getKey())));
    }
    return new Entries(out, live.origin());
  }

  /** A copy of the first with what only the second has, at every depth. */
  private static Entries under(Entries first, Entries second) {
    Entries out = first;
    for (Map.Entry<String, Value> entry : second.entries().entrySet()) {
      Value there = first.entries().get(entry.getKey());
      if (there == null) {
        out = out.with(entry.getKey(), entry.getValue());
      } else if (there instanceof Entries deep && entry.getValue() instanceof Entries defaults) {
        out = out.with(entry.getKey(), under(deep, defaults));
      }
    }
    return out;
  }

  private static Entries map(Map<String, ? extends Value> entries) {
    return Value.entries(new java.util.TreeMap<>(entries));
  }
}
