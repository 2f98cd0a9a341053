package steadystate.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steadystate.resource.Catalogue;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;

/** Shapes of entries and models: sections and kinds make theirs anew each time they are asked. */
final class Shapes {
  private final Catalogue catalogue;
  private final Map<String, Shape.Structure> entries = new HashMap<>();
  private final Map<String, Shape.Structure> models = new HashMap<>();

  Shapes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Section> sections() {
    return catalogue.sections();
  }

  Shape.Structure entry(Section section) {
    return entries.computeIfAbsent(section.key(), unused -> section.entry());
  }

  Shape.Structure model(ResourceId id) {
    return models.computeIfAbsent(id.kind(), unused -> catalogue.kind(id).model());
  }
}
