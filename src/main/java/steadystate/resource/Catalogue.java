package steadystate.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every kind and section there is, in the order in which things are built: what comes later may
 * need what comes earlier, and is deleted before it.
 */
public final class Catalogue {
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Section> sections = new LinkedHashMap<>();

  public Catalogue(List<Kind> kinds, List<Section> sections) {
    kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
    sections.forEach(section -> this.sections.put(section.key(), section));
  }

  /** The kind of a resource; every id the program makes has one. */
  public Kind kind(ResourceId id) {
    Kind kind = kinds.get(id.kind());
    if (kind == null) {
      throw new IllegalArgumentException("no kind " + id.kind());
    }
    return kind;
  }

  public boolean knows(String kind) {
    return kinds.containsKey(kind);
  }

  public List<Kind> kinds() {
    return List.copyOf(kinds.values());
  }

  public List<Section> sections() {
    return List.copyOf(sections.values());
  }

  /** Position in the order of building, from 0. */
  public int rank(String kind) {
    return List.copyOf(kinds.keySet()).indexOf(kind);
  }
}
