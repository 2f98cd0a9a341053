package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.Probe;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A scalable target in the words of {@code autoscaling}. */
final class AutoscalingForm {
  private static final Map<String, String> SHORT =
      Map.of(
          "cpu", "targetCPUUtilization",
          "memory", "targetMemoryUtilization");

  private static final Map<String, String> METRICS =
      Map.of(
          "cpu", "ECSServiceAverageCPUUtilization",
          "memory", "ECSServiceAverageMemoryUtilization");

  private AutoscalingForm() {}

  /** What scales a service; empty when nothing does, or it is suspended. */
  static Optional<Entries> of(Scope scope, String cluster, String service) {
    String id = ScalableTargets.resourceId(cluster, service);
    if (!new ScalableTargets(scope).all().containsKey(id)) {
      return Optional.empty();
    }
    Entries wish = Entries.EMPTY.with("resourceId", Value.text(id));
    return Probe.of(new ScalableTargetKind(), scope, List.of(wish)).stream()
        .map(Live::model)
        .filter(model -> model.text("resourceId").filter(id::equals).isPresent())
        .filter(model -> !isSuspended(model))
        .map(model -> words(service, model))
        .findFirst();
  }

  /** A suspended target is somebody's decision of today and cannot be said here. */
  private static boolean isSuspended(Entries model) {
    return model.map("suspendedState").orElse(Entries.EMPTY).entries().values().stream()
        .anyMatch(Value.flag(true)::equals);
  }

  private static Entries words(String service, Entries model) {
    Map<String, Value> out = new LinkedHashMap<>();
    model.get("minCapacity").ifPresent(least -> out.put("min", least));
    model.get("maxCapacity").ifPresent(most -> out.put("max", most));
    Map<String, Value> further = new LinkedHashMap<>();
    Entries policies = model.map("policies").orElse(Entries.EMPTY);
    policies
        .entries()
        .forEach((name, policy) -> {
          Optional<String> word =
              SHORT.keySet().stream()
                  .filter(metric -> name.equals(service + "-" + metric))
                  .filter(metric -> isPlain((Entries) policy, metric))
                  .findFirst();
          if (word.isPresent()) {
            tracking((Entries) policy)
                .get("targetValue")
                .ifPresent(target -> out.put(SHORT.getOrDefault(word.get(), ""), target));
          } else {
            further.put(name, policy);
          }
        });
    if (!further.isEmpty()) {
      out.put("policies", Value.entries(further));
    }
    return Value.entries(out);
  }

  private static Entries tracking(Entries policy) {
    return policy.map("targetTrackingScalingPolicyConfiguration").orElse(Entries.EMPTY);
  }

  /** Whether a policy says nothing but its metric and its target. */
  private static boolean isPlain(Entries policy, String metric) {
    Entries tracking = tracking(policy);
    Entries named = tracking.map("predefinedMetricSpecification").orElse(Entries.EMPTY);
    boolean alone =
        tracking
            .without("targetValue", "predefinedMetricSpecification", "disableScaleIn")
            .entries()
            .isEmpty();
    return alone
        && !tracking.flag("disableScaleIn").orElse(false)
        && named.entries().size() == 1
        && named.text("predefinedMetricType").equals(Optional.ofNullable(METRICS.get(metric)));
  }
}
