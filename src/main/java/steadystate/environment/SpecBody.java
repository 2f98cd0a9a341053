package steadystate.environment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import steadystate.resource.Value;

/**
 * A whole {@code spec}, read.
 *
 * @param values every key but the sections, extends and variables
 * @param sections the written entries, by section and key
 */
record SpecBody(
    Value.Entries values, SequencedMap<String, SequencedMap<String, WrittenEntry>> sections) {

  SequencedMap<String, WrittenEntry> entries(String section) {
    return Optional.ofNullable(sections.get(section))
        .orElse(Collections.unmodifiableSequencedMap(new LinkedHashMap<>()));
  }

  int count() {
    return sections.values().stream().mapToInt(Map::size).sum();
  }
}
