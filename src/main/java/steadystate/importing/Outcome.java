package steadystate.importing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.Comparison;
import steadystate.resource.Canonical;
import steadystate.resource.Importer;
import steadystate.resource.Member;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value.Entries;

/**
 * What an entry comes to in AWS: its resources with every known default and every reference
 * resolved. Entries with one outcome say the same.
 */
final class Outcome {
  private final Drafts drafts;
  private final Map<String, Importer> importers;
  private final References.Known known;

  /**
   * @param importers by the kind of their entries: each knows the defaults of its own
   */
  Outcome(Drafts drafts, Map<String, Importer> importers, References.Known known) {
    this.drafts = drafts;
    this.importers = importers;
    this.known = known;
  }

  /** The same among other entries. */
  Outcome among(Drafts others) {
    return new Outcome(others, importers, known);
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
    Importer importer = importers.getOrDefault(id.kind(), draft.importer());
    Entries filled = importer.filled(id, resolved(id, model));
    return Canonical.form(shape(id), filled).without("tags");
  }

  private Entries resolved(ResourceId id, Entries model) {
    return Canonical.form(shape(id), References.resolve(shape(id), model, known));
  }

  private Shape.Structure shape(ResourceId id) {
    return drafts.shapes().model(id);
  }

  boolean isSame(Map<ResourceId, Entries> one, Map<ResourceId, Entries> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(model ->
                isSame(
                    shape(model.getKey()),
                    model.getValue(),
                    other.getOrDefault(model.getKey(), Entries.EMPTY)));
  }

  /** Members that are never compared may be names by which a thing is found. */
  private static boolean isSame(Shape.Structure shape, Entries one, Entries other) {
    boolean found =
        shape.members().entrySet().stream()
            .filter(member -> member.getValue().compared() instanceof Member.Compared.Never)
            .allMatch(member -> one.get(member.getKey()).equals(other.get(member.getKey())));
    return found
        && Comparison.of(shape, one, other).isEmpty()
        && Comparison.of(shape, other, one).isEmpty();
  }
}
