package steadystate.permission;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.Value;

/** The roles that a resource hands to a service of AWS, which IAM wants to be allowed by name. */
final class PassedRoles {
  private static final String TASKS = "ecs-tasks.amazonaws.com";

  /** Members that name a role, and who takes it where the member alone tells. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "taskRoleArn", TASKS,
          "executionRoleArn", TASKS,
          "monitoringRoleArn", "monitoring.rds.amazonaws.com",
          "serviceRole", "codebuild.amazonaws.com",
          "iamInstanceProfile", "ec2.amazonaws.com",
          "domainIAMRoleName", "rds.amazonaws.com",
          "infrastructureRoleArn", "ecs.amazonaws.com",
          "roleArn", "",
          "role", "");

  private static final Map<String, String> KINDS =
      Map.of(
          "scheduledTask", "scheduler.amazonaws.com",
          "pipeline", "codepipeline.amazonaws.com",
          "service", "ecs.amazonaws.com");

  private final Environment environment;
  private final Declared declared;
  private final SortedMap<String, SortedSet<String>> found = new TreeMap<>();

  private PassedRoles(Environment environment, Declared declared) {
    this.environment = environment;
    this.declared = declared;
  }

  /** ARNs of roles by the service that takes them. */
  static SortedMap<String, SortedSet<String>> of(Environment environment, Declared declared) {
    PassedRoles roles = new PassedRoles(environment, declared);
    roles.look(declared.model());
    return roles.found;
  }

  private void look(Value value) {
    switch (value) {
      case Value.Entries entries -> entries.entries().forEach(this::look);
      case Value.Items items -> items.items().forEach(this::look);
      case Value.Text text -> {}
      case Value.Number number -> {}
      case Value.Flag flag -> {}
      case Value.Template template -> {}
    }
  }

  private void look(String member, Value held) {
    Optional<String> taker =
        Optional.ofNullable(MEMBERS.get(member))
            .map(one -> one.isEmpty() ? KINDS.getOrDefault(declared.id().kind(), "") : one)
            .filter(one -> !one.isEmpty());
    if (taker.isPresent()) {
      arn(held).ifPresent(arn -> found.computeIfAbsent(taker.get(), s -> new TreeSet<>()).add(arn));
    }
    look(held);
  }

  private Optional<String> arn(Value held) {
    return switch (held) {
      case Value.Text(String text, var origin) ->
          Optional.of(text.replace(":instance-profile/", ":role/"))
              .filter(t -> t.contains(":role/"));
      case Value.Template template ->
          template.parts().stream()
              .filter(Value.Part.Attribute.class::isInstance)
              .map(part -> ((Value.Part.Attribute) part).resource())
              .findFirst()
              .flatMap(environment::find)
              .flatMap(role -> Openings.name(role.model()))
              .map(this::role);
      case Value.Entries profile -> profile.get("arn").flatMap(this::arn);
      case Value.Items items -> Optional.empty();
      case Value.Number number -> Optional.empty();
      case Value.Flag flag -> Optional.empty();
    };
  }

  private String role(String name) {
    String partition = Partitions.of(environment.settings().region());
    return "arn:" + partition + ":iam::" + environment.settings().account() + ":role/" + name;
  }
}
