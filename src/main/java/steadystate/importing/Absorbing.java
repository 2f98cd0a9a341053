package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.importing.Spots.Spot;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/**
 * Leaves out whole entries that another entry would make by itself when it did not name them: the
 * log group and the execution role of a service, the bucket of a pipeline.
 */
final class Absorbing {
  private final Outcome outcome;
  private Drafts drafts;

  Absorbing(Drafts drafts, Outcome outcome) {
    this.drafts = drafts;
    this.outcome = outcome;
  }

  Drafts all() {
    for (Draft draft : drafts.all()) {
      for (Draft other : drafts.all()) {
        if (isThere(draft) && !other.id().equals(draft.id()) && mayMake(other, draft)) {
          absorb(draft, other);
        }
      }
    }
    return drafts;
  }

  private boolean isThere(Draft draft) {
    return drafts.find(draft.section().key(), draft.key()).isPresent();
  }

  /** What is made for an entry has its key, or one that begins with it. */
  private static boolean mayMake(Draft other, Draft draft) {
    return draft.key().equals(other.key()) || draft.key().startsWith(other.key() + "-");
  }

  private void absorb(Draft draft, Draft named) {
    Draft other = drafts.find(named.section().key(), named.key()).orElse(named);
    Outcome before = outcome.among(drafts);
    Optional<Map<ResourceId, Entries>> own = before.of(draft);
    Optional<Map<ResourceId, Entries>> theirs = before.of(other);
    if (own.isEmpty() || theirs.isEmpty()) {
      return;
    }
    Map<ResourceId, Entries> meant = new LinkedHashMap<>(theirs.get());
    meant.putAll(own.get());
    Drafts without = drafts.without(draft);
    for (Draft trial : trials(draft, other)) {
      boolean same =
          outcome.among(without).of(trial).map(found -> outcome.isSame(found, meant)).orElse(false);
      if (same) {
        without.put(trial);
        drafts = without;
        return;
      }
    }
  }

  /** The other as it is, and without what names the one, at each place that can be left out. */
  private List<Draft> trials(Draft draft, Draft other) {
    if (!References.in(other.value()).contains(draft.id())) {
      return List.of(other);
    }
    List<Draft> trials = new ArrayList<>();
    for (Spot spot :
        Spots.optional(drafts.shapes().entry(other.section()), other.value()).reversed()) {
      Entries shorter = Spots.without(other.value(), spot);
      if (!References.in(shorter).contains(draft.id())) {
        trials.add(
            other.value(other.importer().bringing(shorter, draft.section().kind(), draft.value())));
      }
    }
    return trials;
  }
}
