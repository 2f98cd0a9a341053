package steadystate.policy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.Value;

/** Strict rules on what is left to find out what happened. */
final class UpkeepRules {
  private static final int LEAST_DAYS = 30;

  static final Rule LOGS_KEPT =
      new Rule("strict/logs-kept", "logs are kept for 30 days or more", UpkeepRules::shortLogs);

  static final Rule CONTAINER_INSIGHTS =
      new Rule(
          "strict/container-insights",
          "container insights are on",
          environment -> Models.of("cluster", environment).flatMap(UpkeepRules::withoutInsights));

  private UpkeepRules() {}

  private static Stream<Offence> shortLogs(Environment environment) {
    Stream<Offence> groups =
        Models.of("logGroup", environment)
            .filter(group ->
                Models.whole(group.model(), "retentionInDays")
                    .filter(days -> days < LEAST_DAYS)
                    .isPresent())
            .map(group ->
                new Offence(
                    group.id(),
                    "logs are kept for "
                        + group.model().text("retentionInDays").orElse("")
                        + " days; write 30 or more",
                    group.model().get("retentionInDays").orElse(group.model())));
    Stream<Offence> silent =
        Tasks.of(environment)
            .filter(tasks ->
                tasks.containers().noneMatch(container -> container.has("logConfiguration")))
            .map(tasks ->
                new Offence(
                    tasks.owner().id(),
                    "its containers write no logs that are kept; write `logRetentionDays: 30`"
                        + " or more",
                    tasks.owner().model()));
    return Stream.concat(groups, silent);
  }

  private static Stream<Offence> withoutInsights(Declared cluster) {
    Optional<Value> set = Models.inner(cluster.model(), "settings").get("containerInsights");
    boolean on =
        set.map(Value::toString).filter(Set.of("enabled", "enhanced")::contains).isPresent();
    return on
        ? Stream.empty()
        : Stream.of(
            new Offence(
                cluster.id(),
                "container insights are not switched on; write `cluster: {settings: [{name:"
                    + " containerInsights, value: enabled}]}`",
                set.orElse(cluster.model())));
  }
}
