package steadystate.environment.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Lifecycle;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * An entry with what every entry takes.
 *
 * @param read the whole entry
 * @param adopt whether the entry itself says so; empty when it says nothing
 * @param dependsOn resources to wait for
 * @param sound whether it was read without a mistake
 */
public record WrittenEntry(
    Section.Entry entry,
    Value.Entries read,
    Map<String, String> tags,
    Optional<Boolean> adopt,
    Lifecycle lifecycle,
    List<ResourceId> dependsOn,
    boolean sound) {

  /** The whole entry as it counts now: what every entry takes, and the section's own fields. */
  Value.Entries effective() {
    Map<String, Value> all = new LinkedHashMap<>();
    read.entries()
        .forEach((key, value) -> {
          if (SettingsShape.ENTRY.member(key).isPresent()) {
            all.put(key, value);
          }
        });
    all.putAll(entry.value().entries());
    return new Value.Entries(all, read.origin());
  }

  public WrittenEntry entry(Section.Entry other) {
    return new WrittenEntry(other, read, tags, adopt, lifecycle, dependsOn, sound);
  }
}
