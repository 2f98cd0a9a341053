package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.balancing.Expose;
import steadystate.kinds.balancing.Exposure;
import steadystate.resource.Because;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** {@code autoscaling}: how far a service scales by itself, and by what. */
final class AutoscalingWish {
  private static final Map<String, String> METRICS =
      Map.of(
          "targetCPUUtilization", "ECSServiceAverageCPUUtilization",
          "targetMemoryUtilization", "ECSServiceAverageMemoryUtilization",
          "targetRequestCountPerTarget", "ALBRequestCountPerTarget");

  private static final Map<String, String> NAMES =
      Map.of(
          "targetCPUUtilization", "cpu",
          "targetMemoryUtilization", "memory",
          "targetRequestCountPerTarget", "requests");

  /** Written beside the short targets, for each of them. */
  private static final List<String> COMMON =
      List.of("scaleInCooldown", "scaleOutCooldown", "disableScaleIn");

  private final ServiceDraft draft;
  private final Exposure exposure;
  private final Entries written;

  AutoscalingWish(ServiceDraft draft, Exposure exposure) {
    this.draft = draft;
    this.exposure = exposure;
    this.written = draft.map("autoscaling");
  }

  static Shape.Structure shape() {
    Scalar count = Scalar.of(Type.INTEGER).range(0, 5_000);
    Scalar percent = Scalar.of(Type.DECIMAL).range(1, 100);
    return Shape.Structure.empty()
        .with("min", count, "The fewest tasks.")
        .with("max", count, "The most tasks.")
        .with("targetCPUUtilization", percent, "Percent of CPU to keep to.")
        .with("targetMemoryUtilization", percent, "Percent of memory to keep to.")
        .with(
            "targetRequestCountPerTarget",
            Scalar.of(Type.DECIMAL),
            "Requests a minute for each task, of a service with one load balancer.")
        .with("scaleInCooldown", Scalar.of(Type.INTEGER), "Seconds before tasks are taken away.")
        .with("scaleOutCooldown", Scalar.of(Type.INTEGER), "Seconds before tasks are added.")
        .with("disableScaleIn", Scalar.of(Type.BOOLEAN), "Only ever adds tasks.")
        .with(
            "policies",
            Shape.EntriesOf.of(ScalableTargetShape.POLICY),
            "Further policies by name, with every field of PutScalingPolicy.");
  }

  boolean isWritten() {
    return !written.entries().isEmpty();
  }

  /** A schedule has put the service to sleep: autoscaling must not wake it. */
  private boolean isAsleep() {
    return draft
        .get("desiredCount")
        .filter(count -> count.origin().because() == Because.MODE)
        .filter(Value.number(0)::equals)
        .isPresent();
  }

  private Value number(String name, long otherwise) {
    return written.get(name).orElse(Value.number(otherwise).from(written.origin()));
  }

  private static int whole(Value value) {
    return value instanceof Value.Number number ? number.number().intValue() : 0;
  }

  /** The count as the service wishes it, and whose it is otherwise. */
  Entries onService(Entries model) {
    if (!isWritten() || isAsleep()) {
      return draft.get("desiredCount").map(v -> model.with("desiredCount", v)).orElse(model);
    }
    Value least = number("min", 1);
    Value count =
        draft
            .get("desiredCount")
            .orElse(
                Value.number(whole(least))
                    .from(written.origin().because(Because.DEFAULT, "autoscaling min")));
    Entries range =
        new Entries(Map.of(), written.origin())
            .with("min", least)
            .with("max", number("max", whole(least)));
    return model.with("desiredCount", count).with(ServiceShape.AUTOSCALING, range);
  }

  /** The scalable target; empty where nothing scales. */
  Optional<Declared> target(String cluster) {
    if (!isWritten()) {
      return Optional.empty();
    }
    check();
    boolean asleep = isAsleep();
    Origin sleep = draft.get("desiredCount").map(Value::origin).orElse(written.origin());
    Value least = number("min", 1);
    Entries model =
        new Entries(Map.of(), written.origin())
            .with("minCapacity", asleep ? Value.number(0).from(sleep) : least)
            .with("maxCapacity", number("max", whole(least)))
            .with(
                "resourceId",
                Value.text(ScalableTargets.resourceId(cluster, draft.name().toString())))
            .with("suspendedState", suspended(asleep, asleep ? sleep : written.origin()));
    Entries policies = policies();
    if (!policies.entries().isEmpty() || written.has("policies")) {
      model = model.with("policies", policies);
    }
    return Optional.of(
        new Declared(
                new ResourceId(ScalableTargetKind.NAME, draft.key()),
                model,
                written.origin().at().orElse(draft.entry().at()))
            .after(draft.entry().id(ServiceKind.NAME)));
  }

  private static Entries suspended(boolean asleep, Origin origin) {
    Value off = Value.flag(asleep).from(origin);
    return new Entries(Map.of(), origin)
        .with("dynamicScalingInSuspended", off)
        .with("dynamicScalingOutSuspended", off)
        .with("scheduledScalingSuspended", off);
  }

  private Entries policies() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (String target :
        List.of("targetCPUUtilization", "targetMemoryUtilization", "targetRequestCountPerTarget")) {
      written
          .get(target)
          .ifPresent(
              value -> all.put(draft.name() + "-" + NAMES.get(target), tracking(target, value)));
    }
    if (written.get("policies").orElse(Entries.EMPTY) instanceof Entries further) {
      further
          .entries()
          .forEach((name, policy) -> {
            Value before = all.put(name, policy);
            if (before != null) {
              draft.twice("autoscaling.policies." + name, policy, "a short target", before);
            }
          });
    }
    return new Entries(all, written.origin());
  }

  private Value tracking(String target, Value value) {
    Entries metric =
        new Entries(Map.of(), value.origin())
            .with("predefinedMetricType", Value.text(METRICS.getOrDefault(target, "")));
    if (target.equals("targetRequestCountPerTarget")) {
      Optional<Value> label = label(value);
      metric = label.isPresent() ? metric.with("resourceLabel", label.get()) : metric;
    }
    Entries tracking =
        new Entries(Map.of(), value.origin())
            .with("targetValue", value)
            .with("predefinedMetricSpecification", metric);
    for (String common : COMMON) {
      tracking =
          written.get(common).isPresent()
              ? tracking.with(common, written.get(common).get())
              : tracking;
    }
    return new Entries(Map.of(), value.origin())
        .with("policyType", Value.text("TargetTrackingScaling"))
        .with("targetTrackingScalingPolicyConfiguration", tracking);
  }

  /** The balancer and the target group whose requests are counted: there must be one of each. */
  private Optional<Value> label(Value at) {
    List<Value.Part> parts = new java.util.ArrayList<>();
    if (exposure.loadBalancers().size() == 1
        && exposure.loadBalancers().getFirst().get("targetGroupArn").orElse(at)
            instanceof Value.Template group
        && balancer().isPresent()) {
      parts.addAll(balancer().get().parts());
      parts.add(new Value.Part.Literal("|"));
      parts.addAll(group.parts());
      return Optional.of(new Value.Template(parts, at.origin()));
    }
    draft.problem(
        "no-one-load-balancer",
        at,
        "autoscaling.targetRequestCountPerTarget",
        "requests are counted at one load balancer of this environment, and the service is not"
            + " exposed on exactly one",
        "expose the service on one load balancer, or write a policy with its resourceLabel");
    return Optional.empty();
  }

  private Optional<Value.Template> balancer() {
    for (Value item : draft.written().list(Expose.KEY)) {
      if (item instanceof Entries expose
          && expose.get("loadBalancer").orElse(item) instanceof Value.Template balancer) {
        return Optional.of(balancer);
      }
    }
    return Optional.empty();
  }

  private void check() {
    Value least = number("min", 1);
    Value most = number("max", whole(least));
    for (String bound : List.of("min", "max")) {
      if (!written.has(bound)) {
        draft.problem(
            "missing-key",
            written,
            "autoscaling." + bound,
            bound + " is missing",
            "write " + bound);
      }
    }
    if (whole(least) > whole(most)) {
      draft.problem(
          "range-upside-down",
          most,
          "autoscaling.max",
          "max " + most + " is below min " + least,
          "write max: " + least + " or more");
    }
    if (draft.isDaemon()) {
      draft.problem(
          "daemon-does-not-scale",
          written,
          "autoscaling",
          "a DAEMON service has one task on each instance and cannot be scaled",
          "leave autoscaling out, or write schedulingStrategy: REPLICA");
    }
  }
}
