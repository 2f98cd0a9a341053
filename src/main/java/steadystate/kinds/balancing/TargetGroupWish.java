package steadystate.kinds.balancing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import steadystate.kinds.BoundedName;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/** The target group that some entries of {@code expose} share. */
final class TargetGroupWish {
  private static final Map<String, String> SHORT =
      Map.of(
          "path", "healthCheckPath",
          "port", "healthCheckPort",
          "protocol", "healthCheckProtocol",
          "interval", "healthCheckIntervalSeconds",
          "timeout", "healthCheckTimeoutSeconds",
          "healthyThreshold", "healthyThresholdCount",
          "unhealthyThreshold", "unhealthyThresholdCount");

  private TargetGroupWish() {}

  static Declared of(ResourceId id, List<Expose> exposes, Blueprint blueprint) {
    Expose first = exposes.getFirst();
    Value.Entries group = agreed(exposes, "targetGroup", blueprint);
    Value.Entries check = agreed(exposes, "healthCheck", blueprint);
    Value.Entries model =
        group
            .from(first.written().origin())
            .withDefault("protocol", Value.text(protocol(first)))
            .withDefault("port", first.port().orElse(Value.number(80)))
            .withDefault("vpcId", Value.reference(new ResourceId("network", "main"), "vpcId"))
            .withDefault("targetType", Value.text(targetType(first.service())));
    model = withHealthCheck(model, check, first, blueprint);
    model = model.with("name", name(first, group, blueprint));
    Optional<Value> balancer = first.on().balancerArn();
    return new Declared(
        id,
        balancer.isPresent() ? model.with(TargetGroupKind.BALANCER, balancer.get()) : model,
        first.written().origin().at().orElse(first.service().at()));
  }

  private static Value name(Expose first, Value.Entries group, Blueprint blueprint) {
    Optional<Value> written = group.get("name");
    if (written.isEmpty()) {
      return Value.text(BoundedName.of(first.targetGroupName(blueprint.environment())));
    }
    String name = written.get().toString();
    if (!BoundedName.isAccepted(name)) {
      blueprint.problem(
          "invalid-name",
          written.get(),
          first.path() + ".targetGroup.name",
          "AWS refuses " + name + " as the name of a target group",
          "at most 32 letters, digits and single hyphens inside, not internal- in front");
    }
    return written.get();
  }

  /** Entries with one target group may repeat what is said of it, and may not contradict it. */
  private static Value.Entries agreed(List<Expose> exposes, String key, Blueprint blueprint) {
    Value.Entries agreed = Value.Entries.EMPTY;
    for (Expose expose : exposes) {
      if (!(expose.written().get(key).orElse(Value.Entries.EMPTY) instanceof Value.Entries here)) {
        continue;
      }
      if (!agreed.entries().isEmpty() && !here.entries().isEmpty() && !agreed.equals(here)) {
        blueprint.problem(
            "one-target-group",
            here,
            expose.path() + "." + key,
            key + " differs from another entry's with the same target group",
            "write it in one of them alone, or give them containerPorts of their own");
      }
      agreed = agreed.entries().isEmpty() ? here : agreed;
    }
    return agreed;
  }

  private static Value.Entries withHealthCheck(
      Value.Entries model, Value.Entries check, Expose first, Blueprint blueprint) {
    Value.Entries out = model;
    for (Map.Entry<String, Value> entry : renamed(check, grpc(model)).entries().entrySet()) {
      if (out.has(entry.getKey())) {
        blueprint.problem(
            "set-twice",
            entry.getValue(),
            first.path() + ".healthCheck",
            entry.getKey() + " is set in healthCheck and in targetGroup",
            "write it in one of them");
      }
      out = out.with(entry.getKey(), entry.getValue());
    }
    return out;
  }

  /** What one entry says of the health check, in AWS's names. */
  static Value.Entries healthCheck(Expose expose) {
    Function<String, Value.Entries> part =
        key ->
            expose.written().get(key).orElse(Value.Entries.EMPTY) instanceof Value.Entries entries
                ? entries
                : Value.Entries.EMPTY;
    Value.Entries group = part.apply("targetGroup");
    Value.Entries all = group;
    for (Map.Entry<String, Value> entry :
        renamed(part.apply("healthCheck"), grpc(group)).entries().entrySet()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  private static Value.Entries renamed(Value.Entries check, boolean grpc) {
    Value.Entries out = new Value.Entries(Map.of(), check.origin());
    for (Map.Entry<String, Value> entry : check.entries().entrySet()) {
      Value value = entry.getValue();
      out =
          entry.getKey().equals("matcher")
              ? out.with(
                  "matcher",
                  new Value.Entries(Map.of(grpc ? "grpcCode" : "httpCode", value), value.origin()))
              : out.with(SHORT.getOrDefault(entry.getKey(), entry.getKey()), value);
    }
    return out;
  }

  private static boolean grpc(Value.Entries group) {
    return group.text("protocolVersion").orElse("").equals("GRPC");
  }

  /** What the balancer speaks with the tasks: TLS and HTTPS end at the listener. */
  private static String protocol(Expose expose) {
    return switch (expose.on().type()) {
      case "network" ->
          switch (expose.on().protocol()) {
            case "TLS", "" -> "TCP";
            default -> expose.on().protocol();
          };
      case "gateway" -> "GENEVE";
      default -> "HTTP";
    };
  }

  /** Tasks in awsvpc mode, which is what Fargate has, are registered by their own address. */
  private static String targetType(Section.Entry service) {
    Value definition = service.value().get("taskDefinition").orElse(Value.Entries.EMPTY);
    String mode =
        definition instanceof Value.Entries entries
            ? entries.text("networkMode").orElse("awsvpc")
            : "awsvpc";
    return mode.equals("awsvpc") ? "ip" : "instance";
  }
}
