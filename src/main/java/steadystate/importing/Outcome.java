package steadystate.importing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.Comparison;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Kind;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/**
 * What an entry comes to in AWS: its resources with every known default and every reference
 * resolved. Entries with one outcome say the same.
 */
final class Outcome {
  private final Catalogue catalogue;
  private final Drafts drafts;
  private final References.Known known;

  Outcome(Catalogue catalogue, Drafts drafts, References.Known known) {
    this.catalogue = catalogue;
    this.drafts = drafts;
    this.known = known;
  }

  /** The models by id; empty when the entry has a mistake. */
  Optional<Map<ResourceId, Entries>> of(Draft draft) {
    Optional<Map<ResourceId, Entries>> models = drafts.expand(draft);
    if (models.isEmpty()) {
      return models;
    }
    Map<ResourceId, Entries> out = new LinkedHashMap<>();
    models.get().forEach((id, model) -> out.put(id, filled(draft, id, model)));
    return Optional.of(out);
  }

  /** The models with references resolved and no defaults added. */
  Optional<Map<ResourceId, Entries>> plain(Draft draft) {
    return drafts
        .expand(draft)
        .map(models -> {
          Map<ResourceId, Entries> out = new LinkedHashMap<>();
          models.forEach((id, model) -> out.put(id, resolved(id, model)));
          return out;
        });
  }

  private Entries filled(Draft draft, ResourceId id, Entries model) {
    Kind kind = catalogue.kind(id);
    Entries filled = draft.importer().filled(id, resolved(id, model));
    return Canonical.form(kind.model(), filled).without("tags");
  }

  private Entries resolved(ResourceId id, Entries model) {
    Kind kind = catalogue.kind(id);
    return Canonical.form(kind.model(), References.resolve(kind.model(), model, known));
  }

  boolean isSame(Map<ResourceId, Entries> one, Map<ResourceId, Entries> other) {
    if (!one.keySet().equals(other.keySet())) {
      return false;
    }
    for (Map.Entry<ResourceId, Entries> model : one.entrySet()) {
      Kind kind = catalogue.kind(model.getKey());
      Entries there = other.getOrDefault(model.getKey(), Entries.EMPTY);
      boolean equal =
          Comparison.of(kind.model(), model.getValue(), there).isEmpty()
              && Comparison.of(kind.model(), there, model.getValue()).isEmpty();
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
