package steadystate.kinds.schedule;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.Tag;
import steadystate.kinds.Arns;
import steadystate.kinds.Deletion;
import steadystate.resource.Owner;
import steadystate.resource.Scope;

/**
 * The hash of what was last applied of each schedule. EventBridge Scheduler knows tags on groups
 * alone, so the environment's group carries one for each of its schedules, {@code
 * steadystate:spec/nightly}.
 */
record AppliedSpecs(Scope scope) {
  /**
   * The most tags that AWS lets a group have; what finds no room is told as drift when it moves.
   */
  private static final int MOST_TAGS = 50;

  private static String tag(String key) {
    return Owner.SPEC + "/" + key;
  }

  /** As a schedule of its own would carry it. */
  static Map<String, String> of(Map<String, String> group, String key) {
    return Optional.ofNullable(group.get(tag(key)))
        .map(hash -> Map.of(Owner.SPEC, hash))
        .orElse(Map.of());
  }

  void applied(String key, String hash) {
    Map<String, String> there = ScheduleGroupKind.tags(scope, group());
    boolean room = there.containsKey(tag(key)) || there.size() < MOST_TAGS;
    if (room && !hash.equals(there.get(tag(key)))) {
      Tag told = Tag.builder().key(tag(key)).value(hash).build();
      scheduler().tagResource(r -> r.resourceArn(group()).tags(told));
    }
  }

  /** The group may be gone already. */
  void gone(String key) {
    Deletion.of(
        () -> scheduler().untagResource(r -> r.resourceArn(group()).tagKeys(tag(key))),
        "ResourceNotFoundException");
  }

  private String group() {
    return Arns.of(scope, "scheduler", "schedule-group/" + scope.environment());
  }

  private SchedulerClient scheduler() {
    return scope.client(SchedulerClient.class);
  }
}
