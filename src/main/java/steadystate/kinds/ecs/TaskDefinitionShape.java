package steadystate.kinds.ecs;

import static steadystate.kinds.ecs.Reshaping.inside;
import static steadystate.kinds.ecs.Reshaping.keyed;
import static steadystate.kinds.ecs.Reshaping.maskedMap;
import static steadystate.kinds.ecs.Reshaping.pairs;
import static steadystate.kinds.ecs.Reshaping.scalar;
import static steadystate.kinds.ecs.Reshaping.sets;

import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * Everything that RegisterTaskDefinition takes but tags, with what ECS treats as a set compared as
 * one: it gives containers, variables, ports and mounts back in any order.
 */
final class TaskDefinitionShape {
  static final Shape.Structure FIELDS = fields();

  private TaskDefinitionShape() {}

  /** What one container may be. */
  static Shape.Structure container() {
    return FIELDS.member("containerDefinitions").orElseThrow().shape() instanceof Shape.ItemsOf list
            && list.element() instanceof Shape.Structure structure
        ? structure
        : Shape.Structure.empty();
  }

  private static Shape.Structure fields() {
    Shape.Structure all =
        SdkShapes.of(RegisterTaskDefinitionRequest.builder().build()).without("tags");
    all = sets(all, "requiresCompatibilities", "placementConstraints");
    all = keyed(all, "volumes", "name");
    all = keyed(all, "inferenceAccelerators", "deviceName");
    all = keyed(all, "containerDefinitions", "name");
    all = scalar(all, "family", s -> s.pattern("[a-zA-Z0-9_-]{1,255}"));
    all = scalar(all, "cpu", s -> s.canonical(TaskSize::cpu));
    all = scalar(all, "memory", s -> s.canonical(TaskSize::memory));
    all = scalar(all, "taskRoleArn", s -> s.refersTo("role", "arn"));
    all = scalar(all, "executionRoleArn", s -> s.refersTo("role", "arn"));
    all = inside(all, "proxyConfiguration", p -> pairs(p, "properties", "name", "value"));
    all = inside(all, "volumes", TaskDefinitionShape::volume);
    return inside(all, "containerDefinitions", TaskDefinitionShape::container);
  }

  private static Shape.Structure volume(Shape.Structure volume) {
    return inside(
        volume, "dockerVolumeConfiguration", d -> maskedMap(maskedMap(d, "driverOpts"), "labels"));
  }

  private static Shape.Structure container(Shape.Structure container) {
    Shape.Structure out = container;
    out = maskedMap(pairs(out, "environment", "name", "value"), "environment");
    // Where a secret is kept is no secret.
    out = pairs(out, "secrets", "name", "valueFrom");
    out = maskedMap(out, "dockerLabels");
    out = scalar(out, "name", s -> s.pattern("[a-zA-Z0-9_-]{1,255}"));
    out = keyed(out, "portMappings", "containerPort", "containerPortRange", "protocol");
    out = inside(out, "portMappings", TaskDefinitionShape::port);
    out = keyed(out, "mountPoints", "containerPath");
    out = keyed(out, "volumesFrom", "sourceContainer");
    out = keyed(out, "ulimits", "name");
    out = keyed(out, "dependsOn", "containerName");
    out = keyed(out, "systemControls", "namespace");
    out = sets(out, "extraHosts", "resourceRequirements", "links", "dockerSecurityOptions");
    out = inside(out, "logConfiguration", TaskDefinitionShape::logConfiguration);
    out = inside(out, "firelensConfiguration", f -> maskedMap(f, "options"));
    out = inside(out, "restartPolicy", r -> sets(r, "ignoredExitCodes"));
    return inside(out, "linuxParameters", TaskDefinitionShape::linux);
  }

  /** The protocol is part of what tells two mappings apart, so its default has to be known. */
  private static Shape.Structure port(Shape.Structure port) {
    return port.change("protocol", m -> m.otherwise(Value.text("tcp")));
  }

  /** Also used by Service Connect. */
  static Shape.Structure logConfiguration(Shape.Structure log) {
    return maskedMap(pairs(log, "secretOptions", "name", "valueFrom"), "options");
  }

  private static Shape.Structure linux(Shape.Structure linux) {
    Shape.Structure out = inside(linux, "capabilities", c -> sets(c, "add", "drop"));
    out = keyed(out, "devices", "hostPath");
    out = inside(out, "devices", d -> sets(d, "permissions"));
    out = keyed(out, "tmpfs", "containerPath");
    return inside(out, "tmpfs", t -> sets(t, "mountOptions"));
  }
}
