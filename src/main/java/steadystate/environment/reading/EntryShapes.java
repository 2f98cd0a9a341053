package steadystate.environment.reading;

import java.util.HashMap;
import java.util.Map;
import steadystate.resource.Section;
import steadystate.resource.Shape;

/**
 * What may be written in the entries of each section. Sections make their shape anew when asked.
 */
final class EntryShapes {
  private final Map<String, Shape.Structure> bySection = new HashMap<>();

  /** With the keys that every entry takes. */
  Shape.Structure of(Section section) {
    return bySection.computeIfAbsent(
        section.key(), key -> section.entry().withAll(SettingsShape.ENTRY));
  }
}
