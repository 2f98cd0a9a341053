package steadystate.kinds.ecs;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.aws.Pojo;
import steadystate.resource.Canonical;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * One revision of a task definition as ECS told it.
 *
 * @param content everything that was registered, canonical; never changes
 * @param active whether it may be deployed; moves when somebody deregisters it
 * @param tags move too
 */
record Revision(String arn, Value.Entries content, boolean active, Map<String, String> tags) {
  Revision {
    tags = Map.copyOf(tags);
  }

  static Revision of(TaskDefinition definition, Map<String, String> tags) {
    return new Revision(
        definition.taskDefinitionArn(),
        Canonical.form(TaskDefinitionShape.FIELDS, Pojo.read(definition)),
        !"INACTIVE".equals(definition.statusAsString())
            && !"DELETE_IN_PROGRESS".equals(definition.statusAsString()),
        tags);
  }

  String family() {
    return content.text("family").orElse("");
  }

  boolean isOf(String environment, ResourceId id) {
    return environment.equals(tags.get(Owner.ENVIRONMENT))
        && id.toString().equals(tags.get(Owner.RESOURCE));
  }

  /** The number behind the last colon; 0 where there is none. */
  static int number(String arn) {
    Optional<String> last =
        Optional.of(arn.substring(arn.lastIndexOf(':') + 1)).filter(t -> t.matches("\\d{1,9}"));
    return last.map(Integer::parseInt).orElse(0);
  }
}
