package steadystate.importing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.Comparison;
import steadystate.drift.Finding;
import steadystate.importing.Spots.Spot;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/** Finds the smallest member of an entry that a difference comes from. */
final class Cutting {
  private final Shapes shapes;
  private final Outcome outcome;

  Cutting(Shapes shapes, Outcome outcome) {
    this.shapes = shapes;
    this.outcome = outcome;
  }

  /** The member without which the difference is gone and no other comes; the innermost one. */
  Optional<Spot> of(Draft draft, Finding finding, FieldPath path) {
    Live live = finding.live().orElseThrow();
    List<Spot> spots = Spots.optional(shapes.entry(draft.section()), draft.value()).reversed();
    int before = differences(draft, finding.id(), live).size();
    return spots.stream()
        .filter(spot -> {
          Draft trial = draft.value(Spots.without(draft.value(), spot));
          Optional<Map<ResourceId, Entries>> models = outcome.plain(trial);
          List<FieldPath> left = differences(trial, finding.id(), live);
          return models.map(m -> m.containsKey(finding.id())).orElse(false)
              && !left.contains(path)
              && left.size() < before;
        })
        .findFirst();
  }

  private List<FieldPath> differences(Draft draft, ResourceId id, Live live) {
    Entries wish =
        outcome
            .plain(draft)
            .map(models -> models.getOrDefault(id, Entries.EMPTY))
            .orElse(Entries.EMPTY);
    return Comparison.of(shapes.model(id), live.model(), wish).stream()
        .filter(change -> !live.leavesAlone(change.path()))
        .map(change -> change.path())
        .toList();
  }
}
