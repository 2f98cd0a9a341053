package steadystate.importing;

import java.util.Map;
import java.util.Optional;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value.Entries;
import steadystate.yaml.SourceSpan;

/**
 * An entry on its way into a spec.
 *
 * @param name the AWS name where the key does not say it
 * @param value in the shape of the section's entry
 * @param tags of the user's, on all that the entry becomes and not on all of the environment
 */
record Draft(
    Section section,
    Importer importer,
    Candidate candidate,
    String key,
    Optional<String> name,
    Entries value,
    Map<String, String> tags) {
  private static final SourceSpan NOWHERE = new SourceSpan("import", 1, 1);

  ResourceId id() {
    return new ResourceId(section.kind(), key);
  }

  Draft value(Entries other) {
    return new Draft(section, importer, candidate, key, name, other, tags);
  }

  Draft unnamed() {
    return new Draft(section, importer, candidate, key, Optional.empty(), value, tags);
  }

  Draft tags(Map<String, String> others) {
    return new Draft(section, importer, candidate, key, name, value, others);
  }

  /** As a reader of the spec would hand it on. */
  Section.Entry entry(String environment) {
    return new Section.Entry(
        key, name.orElse(environment + "-" + key), name.isPresent(), value, NOWHERE);
  }
}
