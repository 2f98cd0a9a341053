package steadystate.environment.mode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Because;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * One service in the mode cost-save: on spot capacity, at most a few tasks, none outside the awake
 * hours.
 */
record LeanService(Section.Entry written, CostSave settings, boolean asleep, ByMode byMode) {
  static final String SPOT = "FARGATE_SPOT";
  private static final String STRATEGY = "capacityProviderStrategy";
  private static final String SCALING = "autoscaling";
  private static final String COUNT = "desiredCount";

  /**
   * @param entry what the other effects have left of it
   */
  Value.Entries lean(Value.Entries entry) {
    return counted(settings.spot() ? onSpot(entry) : entry);
  }

  private Value.Entries onSpot(Value.Entries entry) {
    boolean windows =
        inner(inner(entry, "taskDefinition"), "runtimePlatform")
            .text("operatingSystemFamily")
            .orElse("LINUX")
            .startsWith("WINDOWS");
    if (entry.has(STRATEGY) || !onFargate(entry) || windows) {
      return entry;
    }
    Value spot = byMode.entries(Map.of("capacityProvider", byMode.text(SPOT)));
    return entry.with(
        STRATEGY, Value.items(List.of(spot)).from(byMode.insteadOf(entry.get("launchType"))));
  }

  static boolean isOnSpot(Value.Entries entry) {
    return entry.list(STRATEGY).stream()
        .anyMatch(item ->
            item instanceof Value.Entries provider
                && provider.text("capacityProvider").orElse("").equals(SPOT)
                && provider.get("capacityProvider").orElse(item).origin().because()
                    == Because.MODE);
  }

  /** Whether ECS itself runs it on Fargate. */
  static boolean onFargate(Value.Entries entry) {
    boolean byEcs = inner(entry, "deploymentController").text("type").orElse("ECS").equals("ECS");
    return byEcs
        && entry.text("launchType").orElse("FARGATE").equals("FARGATE")
        && entry.list(STRATEGY).stream()
            .allMatch(item ->
                item instanceof Value.Entries provider
                    && provider.text("capacityProvider").orElse("").startsWith("FARGATE"));
  }

  private Value.Entries counted(Value.Entries entry) {
    if (entry.text("schedulingStrategy").orElse("").equals("DAEMON")) {
      return entry;
    }
    long most = settings.maxDesiredCount();
    Value.Entries scaling = inner(entry, SCALING);
    boolean scales = !scaling.entries().isEmpty();
    boolean stays = scales && whole(scaling.get("max")).orElse(Long.MAX_VALUE) <= most;
    Optional<Long> asked =
        whole(entry.get(COUNT)).or(() -> scales ? whole(scaling.get("min")) : Optional.empty());
    long awake = Math.min(asked.orElse(1L), most);
    Value.Entries out = scales && !stays ? entry.without(SCALING) : entry;
    if (asleep) {
      return out.with(
          COUNT,
          Value.number(0)
              .from(
                  byMode
                      .insteadOf(entry.get(COUNT))
                      .because(Because.MODE, ByMode.REASON + ", asleep")));
    }
    boolean asWritten = whole(entry.get(COUNT)).filter(count -> count == awake).isPresent();
    Optional<Value> instead = entry.get(COUNT).or(() -> entry.get(SCALING));
    return stays || asWritten
        ? out
        : out.with(COUNT, Value.number(awake).from(byMode.insteadOf(instead)));
  }

  private static Optional<Long> whole(Optional<Value> value) {
    return value.flatMap(held ->
        held instanceof Value.Number(var number, var at)
            ? Optional.of(number.longValue())
            : Optional.empty());
  }

  static Value.Entries inner(Value.Entries entry, String member) {
    return entry.get(member).orElse(Value.Entries.EMPTY) instanceof Value.Entries inner
        ? inner
        : Value.Entries.EMPTY;
  }
}
