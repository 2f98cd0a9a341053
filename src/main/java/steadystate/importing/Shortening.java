package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.importing.Spots.Spot;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/**
 * Leaves out of an entry what goes without saying: each member without which it comes to the same.
 * That a plan would stay empty is not enough: a member that is left out is not managed any more, so
 * only what AWS or this program would choose by itself may go.
 */
final class Shortening {
  /** The section whose default actions follow from where services are exposed. */
  private static final String BALANCERS = "loadBalancers";

  private final Drafts drafts;
  private final Outcome outcome;

  Shortening(Drafts drafts, Outcome outcome) {
    this.drafts = drafts;
    this.outcome = outcome;
  }

  void all() {
    drafts.all().forEach(draft -> drafts.put(shortest(draft)));
  }

  private Draft shortest(Draft whole) {
    Optional<Map<ResourceId, Entries>> meant = outcome(whole);
    if (meant.isEmpty()) {
      return whole;
    }
    Draft draft = whole;
    if (says(draft.unnamed(), meant.get())) {
      draft = draft.unnamed();
    }
    List<Spot> gone = new ArrayList<>();
    for (Spot spot : Spots.optional(drafts.shapes().entry(whole.section()), whole.value())) {
      boolean inside = gone.stream().anyMatch(spot::isWithin);
      if (inside || isKept(draft, spot)) {
        continue;
      }
      Draft shorter = draft.value(Spots.without(draft.value(), spot));
      if (says(shorter, meant.get())) {
        draft = shorter;
        gone.add(spot);
      }
    }
    return draft;
  }

  private static boolean isKept(Draft draft, Spot spot) {
    return draft.importer().kept().contains(spot.steps().getFirst());
  }

  private boolean says(Draft draft, Map<ResourceId, Entries> meant) {
    return outcome(draft).map(found -> outcome.isSame(found, meant)).orElse(false);
  }

  /** With what balancers make of it, where that depends on the entry. */
  private Optional<Map<ResourceId, Entries>> outcome(Draft draft) {
    Optional<Map<ResourceId, Entries>> own = outcome.of(draft);
    if (own.isEmpty() || !draft.value().has("expose")) {
      return own;
    }
    Draft before = drafts.find(draft.section().key(), draft.key()).orElse(draft);
    Map<ResourceId, Entries> all = new LinkedHashMap<>(own.get());
    drafts.put(draft);
    drafts.of(BALANCERS).forEach(balancer -> outcome.of(balancer).ifPresent(all::putAll));
    drafts.put(before);
    return Optional.of(all);
  }
}
