package steadystate.environment.reading;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import steadystate.resource.Value;

/**
 * A whole {@code spec}, read.
 *
 * @param values every key but the sections, extends and variables
 * @param sections the written entries, by section and key
 */
public record SpecBody(
    Value.Entries values, SequencedMap<String, SequencedMap<String, WrittenEntry>> sections) {

  public SequencedMap<String, WrittenEntry> entries(String section) {
    return Optional.ofNullable(sections.get(section))
        .orElse(Collections.unmodifiableSequencedMap(new LinkedHashMap<>()));
  }

  /** How many of the written entries are still there in another form of this spec. */
  int count(SpecBody now) {
    return sections.entrySet().stream()
        .mapToInt(section ->
            (int)
                section.getValue().keySet().stream()
                    .filter(key -> now.entries(section.getKey()).containsKey(key))
                    .count())
        .sum();
  }
}
