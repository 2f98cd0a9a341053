package steadystate.kinds.ecs;

import static steadystate.kinds.ecs.Reshaping.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.resource.Origin;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** {@code rollout}: the short words for an ECS deployment configuration. */
final class RolloutWish {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");
  private static final String CONFIGURATION = "deploymentConfiguration";

  private RolloutWish() {}

  static Shape.Structure shape() {
    Scalar percent = Scalar.of(Type.INTEGER);
    return Shape.Structure.empty()
        .with("strategy", text().allowed("rolling", "blue-green", "linear", "canary"), "")
        .with(
            "minimumHealthyPercent",
            percent.range(0, 100),
            "How much of desiredCount stays up meanwhile.")
        .with("maximumPercent", percent.range(100, 400), "How much more may run meanwhile.")
        .with("circuitBreaker", Scalar.of(Type.BOOLEAN), "Whether ECS gives a failing rollout up.")
        .with("rollback", Scalar.of(Type.BOOLEAN), "Whether it then goes back.")
        .with("timeout", text().pattern("\\d{1,6}[smh]"), "When no end counts as broken, as 15m.")
        .with("alarms", Shape.ItemsOf.set(text()), "CloudWatch alarms that stop a rollout.");
  }

  /** {@code deploymentConfiguration}, from both ways of writing it; empty where neither is used. */
  static Entries of(ServiceDraft draft) {
    Entries rollout = draft.map("rollout");
    Entries out = draft.map(CONFIGURATION);
    Entries breaker = out.map("deploymentCircuitBreaker").orElse(Entries.EMPTY);
    Entries alarms = out.map("alarms").orElse(Entries.EMPTY);
    for (Map.Entry<String, Value> one : rollout.entries().entrySet()) {
      String path = "rollout." + one.getKey();
      Value value = one.getValue();
      switch (one.getKey()) {
        case "strategy" ->
            out = draft.set(out, "strategy", strategy(value), path, CONFIGURATION + ".strategy");
        case "circuitBreaker" ->
            breaker =
                draft.set(
                    breaker,
                    "enable",
                    value,
                    path,
                    CONFIGURATION + ".deploymentCircuitBreaker.enable");
        case "rollback" ->
            breaker =
                draft.set(
                    breaker,
                    "rollback",
                    value,
                    path,
                    CONFIGURATION + ".deploymentCircuitBreaker.rollback");
        case "alarms" -> alarms = alarms(draft, alarms, value, path);
        case "timeout" -> {}
        default ->
            out = draft.set(out, one.getKey(), value, path, CONFIGURATION + "." + one.getKey());
      }
    }
    out = breaker.entries().isEmpty() ? out : out.with("deploymentCircuitBreaker", breaker);
    return alarms.entries().isEmpty() ? out : out.with("alarms", alarms);
  }

  private static Entries alarms(ServiceDraft draft, Entries alarms, Value names, String path) {
    boolean some = !(names instanceof Value.Items items) || !items.items().isEmpty();
    Entries out =
        draft.set(alarms, "alarmNames", names, path, CONFIGURATION + ".alarms.alarmNames");
    return out.withDefault("enable", Value.flag(some).from(names.origin()));
  }

  private static Value strategy(Value written) {
    String word = written.toString().toUpperCase(Locale.ROOT).replace('-', '_');
    return Value.text(word).from(written.origin());
  }

  /** {@code 90s}, {@code 15m} or {@code 2h}. */
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }

  /** A rollout that may neither stop an old task nor start a new one never moves. */
  static void check(ServiceDraft draft, Entries configuration) {
    if (draft.isDaemon()) {
      return;
    }
    Optional<Value> least = configuration.get("minimumHealthyPercent");
    Optional<Value> most = configuration.get("maximumPercent");
    int low = percent(least, 100);
    int high = percent(most, 200);
    if (low >= 100 && high <= 100) {
      Value at = most.or(() -> least).orElse(configuration);
      boolean isShort = draft.map("rollout").has("maximumPercent");
      draft.problem(
          "rollout-cannot-move",
          at,
          (isShort ? "rollout" : CONFIGURATION) + ".maximumPercent",
          "with minimumHealthyPercent "
              + low
              + " and maximumPercent "
              + high
              + " ECS may neither stop an old task nor start a new one",
          "write maximumPercent: 200, or minimumHealthyPercent: 0");
    }
  }

  private static int percent(Optional<Value> value, int otherwise) {
    return value.orElse(Value.number(otherwise)) instanceof Value.Number number
        ? number.number().intValue()
        : otherwise;
  }

  static Origin origin(ServiceDraft draft) {
    return draft
        .get(CONFIGURATION)
        .or(() -> draft.get("rollout"))
        .map(Value::origin)
        .orElse(Origin.NONE);
  }
}
