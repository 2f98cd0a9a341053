package steadystate.kinds.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.kinds.identity.RoleKind;
import steadystate.kinds.identity.RolesSection;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;
import steadystate.yaml.SourceSpan;

/**
 * The role with which ECS prepares a task: it pulls the image, reads the secrets and writes the
 * logs. Where nobody names one, tasks get a role of their own that may do exactly what they need;
 * tasks that need nothing get none.
 *
 * @param owner the entry that the role is for, such as {@code service/api}
 * @param policies what it may do, by name; empty when nothing is needed
 */
public record ExecutionRole(ResourceId owner, Entries policies, SourceSpan at) {
  private static final String POLICY = "execution";
  private static final String TASKS = "ecs-tasks.amazonaws.com";

  /**
   * What containers need of it.
   *
   * @param fargate whether it runs there; an instance has a role of its own for images and logs
   * @param keys ARNs of the keys that secrets are encrypted with
   */
  public static ExecutionRole of(
      ResourceId owner,
      Items containers,
      boolean fargate,
      List<Value> keys,
      Blueprint blueprint,
      SourceSpan at) {
    ExecutionNeeds needs = ExecutionNeeds.of(containers, blueprint);
    boolean needed = fargate ? needs.any() : needs.secret();
    Entries policies =
        needed
            ? Value.entries(Map.of(POLICY, PolicyDocument.of(needs.statements(keys))))
            : Entries.EMPTY;
    return new ExecutionRole(owner, policies, at);
  }

  public boolean isNeeded() {
    return !policies.entries().isEmpty();
  }

  /** What a task definition names. */
  public Value arn() {
    return Value.reference(new ResourceId(RoleKind.NAME, key()), "arn")
        .from(Origin.byDefault("the least execution role of " + owner));
  }

  private String key() {
    return owner.key() + "-execution";
  }

  /** The role; empty when it is not needed, or when the user has written one of its key. */
  public Optional<Declared> made(Blueprint blueprint) {
    return isNeeded()
        ? RolesSection.madeFor(
            key(),
            PolicyDocument.trusting(List.of(Value.text(TASKS))),
            policies,
            "the least that " + owner + " needs",
            blueprint,
            at)
        : Optional.empty();
  }
}
