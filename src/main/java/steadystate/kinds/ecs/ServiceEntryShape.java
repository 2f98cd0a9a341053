package steadystate.kinds.ecs;

import static steadystate.kinds.ecs.Reshaping.text;

import steadystate.kinds.balancing.Expose;
import steadystate.kinds.balancing.Exposure;
import steadystate.kinds.discovery.Registration;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;

/** What may be written in one entry of {@code services}. */
final class ServiceEntryShape {
  private ServiceEntryShape() {}

  static Shape.Structure of() {
    return ownContainer().withAll(roles()).withAll(words()).withAll(ServiceShape.SERVICE_FIELDS);
  }

  /** The short fields, which make one container named after the service. */
  private static Shape.Structure ownContainer() {
    Shape.Structure container = TaskDefinitionShape.container();
    Shape.Structure definition = TaskDefinitionShape.FIELDS;
    return Shape.Structure.empty()
        .with(
            "image",
            text(),
            "The image of the service's own container: repository/api:main for a repository of this"
                + " environment, or any reference.")
        .with("imagePolicy", imagePolicy(), "Whether a tag is followed or taken as written.")
        .with("cpu", shape(definition, "cpu"), "CPU units of a task: 256, or 0.25 vCPU.")
        .with("memory", shape(definition, "memory"), "MiB of a task: 512, or 0.5 GB.")
        .with(
            "port",
            Scalar.of(Type.INTEGER).range(1, 65_535),
            "The port on which the service's own container listens.")
        .with("environment", shape(container, "environment"), "Variables of that container.")
        .with(
            "secrets",
            shape(container, "secrets"),
            "Variables of that container from Secrets Manager or Parameter Store, by ARN.")
        .with("command", shape(container, "command"), "What that container runs.")
        .with("healthCheck", shape(container, "healthCheck"), "How ECS asks that container.")
        .with(
            "logRetentionDays",
            Scalar.of(Type.INTEGER).range(1, 3_653),
            "Makes a log group for the containers that write no logConfiguration, and keeps their"
                + " logs that long.");
  }

  private static Shape.Structure roles() {
    return Shape.Structure.empty()
        .with(
            TaskRoles.TASK,
            text().refersTo("role", "arn"),
            "The role that the containers have: role/x, or an ARN. None unless written.")
        .with(
            TaskRoles.EXECUTION,
            text().refersTo("role", "arn"),
            "The role that pulls images, reads secrets and writes logs: role/x, or an ARN. Without"
                + " one the service gets its own, with the least rights it needs.")
        .with(
            TaskRoles.KEYS,
            Shape.ItemsOf.set(text()),
            "ARNs of the keys that its secrets are encrypted with, for that role.");
  }

  /** What goes with the service, and words of our own. */
  private static Shape.Structure words() {
    return content().withAll(surroundings());
  }

  private static Shape.Structure content() {
    return Shape.Structure.empty()
        .with(
            "containers",
            Shape.EntriesOf.of(TaskDefinitionShape.container().without("name")),
            "Containers by name, with every field of ECS.")
        .with(
            ServiceShape.DEFINITION,
            TaskDefinitionShape.FIELDS.with(
                "tags",
                Shape.EntriesOf.of(text()).pairs("key", "value"),
                "Tags of the task definition alone."),
            "Every other field of RegisterTaskDefinition.")
        .with("autoscaling", AutoscalingWish.shape(), "How far the service scales, and by what.")
        .with(
            Registration.KEY,
            Registration.shape(),
            "The DNS name in a namespace under which its tasks are found. Taken out again, the"
                + " service leaves the registry that was made for it, and no other.")
        .with(
            ServiceShape.CONNECT,
            ServiceShape.SERVICE_FIELDS
                .member(ServiceShape.CONNECT + "Configuration")
                .map(Member::shape)
                .orElseThrow(),
            "Service Connect: its namespace, and what it offers there.")
        .with("rollout", RolloutWish.shape(), "How a new revision takes the place of the old.");
  }

  private static Shape.Structure surroundings() {
    return Shape.Structure.empty()
        .with(
            Expose.KEY,
            Shape.ItemsOf.ordered(Exposure.shape()),
            "Where load balancers send requests to the service.")
        .with(
            "securityGroups",
            Shape.ItemsOf.set(text().refersTo("securityGroup", "id")),
            "Of the tasks; without them AWS takes the VPC's default group.")
        .with(
            "subnets",
            Shape.ItemsOf.set(text()),
            "Where tasks run; the network's private subnets, or its public ones with"
                + " assignPublicIp.")
        .with("assignPublicIp", Scalar.of(Type.BOOLEAN), "Whether tasks get a public address.")
        .with(
            ServiceShape.REDEPLOY,
            text(),
            "Any text; each time it changes, all tasks are started anew.")
        .with(
            "cluster",
            text().refersTo("cluster", "name"),
            "Another cluster than the environment's.");
  }

  private static Shape.Structure imagePolicy() {
    return Shape.Structure.empty()
        .with(
            "follow",
            text().allowed("tag", "pinned"),
            "tag: look the tag up at every pass; pinned: as written.");
  }

  private static Shape shape(Shape.Structure of, String name) {
    return of.member(name).map(Member::shape).orElseThrow();
  }
}
