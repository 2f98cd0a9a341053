package steadystate.kinds.ecs;

import java.util.List;
import java.util.Optional;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * The roles of a service's tasks: what is written, in the short fields or in the task definition,
 * and otherwise an execution role that may do the least. A task role there is only when written.
 *
 * @param named the wished members of the task definition
 */
record TaskRoles(Entries named, Optional<Declared> made) {
  static final String EXECUTION = "executionRole";
  static final String TASK = "taskRole";

  /** The keys with which secrets are encrypted. */
  static final String KEYS = "kmsKeys";

  static TaskRoles of(ServiceDraft draft, Items containers, ResourceId owner) {
    Entries named = shortField(draft, Entries.EMPTY, TASK);
    named = shortField(draft, named, EXECUTION);
    boolean written = named.has(EXECUTION + "Arn") || definition(draft).has(EXECUTION + "Arn");
    if (written || draft.isExternal()) {
      return new TaskRoles(named, Optional.empty());
    }
    List<Value> keys = draft.written().list(KEYS);
    ExecutionRole least =
        ExecutionRole.of(
            owner, containers, draft.onFargate(), keys, draft.blueprint(), draft.entry().at());
    return least.isNeeded()
        ? new TaskRoles(named.with(EXECUTION + "Arn", least.arn()), least.made(draft.blueprint()))
        : new TaskRoles(named, Optional.empty());
  }

  private static Entries definition(ServiceDraft draft) {
    return draft.map(ServiceShape.DEFINITION);
  }

  private static Entries shortField(ServiceDraft draft, Entries named, String field) {
    Optional<Value> value = draft.get(field);
    value
        .flatMap(here -> definition(draft).get(field + "Arn"))
        .ifPresent(there ->
            draft.twice(field, value.orElse(there), "taskDefinition." + field + "Arn", there));
    return value.map(role -> named.with(field + "Arn", role)).orElse(named);
  }

  /** The model with its roles. */
  Entries on(Entries model) {
    Entries out = model;
    for (var role : named.entries().entrySet()) {
      out = out.with(role.getKey(), role.getValue());
    }
    return out;
  }
}
