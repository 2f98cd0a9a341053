package steadystate.kinds.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.Arns;
import steadystate.kinds.ecs.TaskWish;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.kinds.identity.RoleKind;
import steadystate.kinds.identity.RolesSection;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * The role with which EventBridge Scheduler starts one task: it may run that family in that
 * cluster, hand ECS the task's own roles, and write to its dead-letter queue. No more.
 */
record SchedulerRole(Section.Entry entry, TaskWish task, Blueprint blueprint) {
  private static final String SCHEDULER = "scheduler.amazonaws.com";

  private String key() {
    return entry.key() + "-scheduler";
  }

  Value arn() {
    return Value.reference(new ResourceId(RoleKind.NAME, key()), "arn")
        .from(Origin.byDefault("the least role that starts it"));
  }

  Optional<Declared> made() {
    return RolesSection.madeFor(
        key(),
        PolicyDocument.trusting(List.of(Value.text(SCHEDULER))),
        Value.entries(Map.of("run", PolicyDocument.of(statements()))),
        "the least that scheduledTask/" + entry.key() + " needs",
        blueprint,
        entry.at());
  }

  private List<Value> statements() {
    List<Value> all = new ArrayList<>();
    String family = task.definition().text("family").orElse("");
    String arn = Arns.of(blueprint, "ecs", "task-definition/" + family + ":*");
    all.add(
        PolicyDocument.allow("Run", List.of("ecs:RunTask"), List.of(Value.text(arn)))
            .with("Condition", when("ArnEquals", "ecs:cluster", task.cluster())));
    List<Value> roles = new ArrayList<>();
    task.definition().get("executionRoleArn").ifPresent(roles::add);
    task.definition().get("taskRoleArn").ifPresent(roles::add);
    if (!roles.isEmpty()) {
      all.add(
          PolicyDocument.allow("Pass", List.of("iam:PassRole"), roles)
              .with(
                  "Condition",
                  when(
                      "StringEquals",
                      "iam:PassedToService",
                      Value.text("ecs-tasks.amazonaws.com"))));
    }
    entry
        .value()
        .map("deadLetterConfig")
        .flatMap(queue -> queue.get("arn"))
        .ifPresent(queue ->
            all.add(PolicyDocument.allow("Bury", List.of("sqs:SendMessage"), List.of(queue))));
    return all;
  }

  private static Entries when(String operator, String key, Value value) {
    Map<String, Value> condition = new LinkedHashMap<>();
    condition.put(operator, Value.entries(Map.of(key, value)));
    return Value.entries(condition);
  }
}
