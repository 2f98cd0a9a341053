package steadystate.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * One environment, read, checked and ready to be compared with AWS.
 *
 * @param effective the whole {@code spec} after bases, parts, variables and mode
 * @param declared every wished resource, canonical, in the order of the spec
 * @param outputs values to show, by name; references inside are resolved against what lives
 * @param entries how many entries a user wrote, the measure for the brake on deletes
 */
public record Environment(
    String name,
    Settings settings,
    Value.Entries effective,
    List<Declared> declared,
    Map<String, Value> outputs,
    int entries) {
  public Environment {
    declared = List.copyOf(declared);
  }

  public Optional<Declared> find(ResourceId id) {
    return declared.stream().filter(d -> d.id().equals(id)).findFirst();
  }
}
