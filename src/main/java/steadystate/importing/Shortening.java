package steadystate.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import steadystate.importing.Spots.Spot;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Leaves out of an entry what goes without saying: each member without which it comes to the same.
 * That a plan would stay empty is not enough: a member that is left out is not managed any more, so
 * only what AWS or this program would choose by itself may go.
 */
final class Shortening {
  /** The section whose default actions follow from where services are exposed. */
  private static final String BALANCERS = "loadBalancers";

  /** The member by which a task is like a service's. */
  private static final String SERVICE = "service";

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
    return Stream.concat(Stream.of(whole), alike(whole, meant.get()))
        .map(draft -> cut(draft, meant.get()))
        .min(Comparator.comparingInt(this::members))
        .orElse(whole);
  }

  private int members(Draft draft) {
    return Spots.optional(drafts.shapes().entry(draft.section()), draft.value()).size();
  }

  /** The same with a service named whose task it is, where one may be. */
  private Stream<Draft> alike(Draft whole, Map<ResourceId, Entries> meant) {
    boolean taken = drafts.shapes().entry(whole.section()).member(SERVICE).isPresent();
    return taken
        ? drafts.of("services").stream()
            .map(service -> whole.value().with(SERVICE, Value.text(service.id().toString())))
            .map(whole::value)
            .filter(draft -> says(draft, meant))
        : Stream.empty();
  }

  private Draft cut(Draft whole, Map<ResourceId, Entries> meant) {
    Draft draft = whole;
    if (says(draft.unnamed(), meant)) {
      draft = draft.unnamed();
    }
    List<Spot> gone = new ArrayList<>();
    for (Spot spot : Spots.optional(drafts.shapes().entry(whole.section()), whole.value())) {
      boolean inside = gone.stream().anyMatch(spot::isWithin);
      if (inside || isKept(draft, spot)) {
        continue;
      }
      Draft shorter = draft.value(Spots.without(draft.value(), spot));
      if (says(shorter, meant)) {
        draft = shorter;
        gone.add(spot);
      }
    }
    return draft;
  }

  private static boolean isKept(Draft draft, Spot spot) {
    return spot.steps().getFirst().equals(SERVICE)
        || draft.importer().kept().contains(spot.steps().getFirst());
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
    Set<ResourceId> named = References.in(before.value());
    drafts.of(BALANCERS).stream()
        .filter(balancer -> named.contains(balancer.id()))
        .forEach(balancer -> outcome.of(balancer).ifPresent(all::putAll));
    drafts.put(before);
    return Optional.of(all);
  }
}
