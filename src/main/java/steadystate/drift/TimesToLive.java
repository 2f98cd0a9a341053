package steadystate.drift;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.observe.Sighting;
import steadystate.resource.Declared;
import steadystate.resource.Expiry;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;

/**
 * What an environment wishes today: without the entries whose time to live ran out. Such an entry
 * leaves the wish as if it had left the spec, and a mark of it comes in, by which it stays away
 * until the spec says something else. Pure.
 */
public final class TimesToLive {
  private final Environment environment;
  private final Sighting sighting;
  private final String installation;
  private final Map<ResourceId, String> running = new TreeMap<>();
  private final Map<ResourceId, String> ranOut = new TreeMap<>();

  private TimesToLive(Environment environment, Sighting sighting, String installation) {
    this.environment = environment;
    this.sighting = sighting;
    this.installation = installation;
  }

  public static Environment today(Environment environment, Sighting sighting, String installation) {
    List<Expiry> all = environment.declared().stream().flatMap(d -> Expiry.of(d).stream()).toList();
    return all.isEmpty()
        ? environment
        : new TimesToLive(environment, sighting, installation).without(all);
  }

  private Environment without(List<Expiry> all) {
    Map<ResourceId, Instant> over = new TreeMap<>();
    Set<ResourceId> unmarked = new HashSet<>();
    for (Expiry expiry : all) {
      Optional<Instant> end = end(expiry);
      boolean past = end.isPresent() && !sighting.at().isBefore(end.get());
      Optional<ResourceId> user = past ? user(expiry) : Optional.empty();
      if (past && user.isEmpty()) {
        over.put(expiry.id(), end.get());
        expiry
            .members()
            .forEach(member -> ranOut.put(member, words(expiry, "ran out at", end.get())));
      } else {
        unmarked.add(expiry.id());
        end.ifPresent(at -> running.put(expiry.members().getFirst(), note(expiry, at, user)));
      }
    }
    List<Declared> today = new ArrayList<>();
    for (Declared declared : environment.declared()) {
      if (!ranOut.containsKey(declared.id()) && !isUnmarked(declared.id(), unmarked)) {
        today.add(marked(declared, over));
      }
    }
    return environment.today(today, environment.terms().times(running, ranOut));
  }

  /** A mark about which AWS did not answer stays wished: what needs it is unknown then. */
  private boolean isUnmarked(ResourceId id, Set<ResourceId> unmarked) {
    return unmarked.contains(id) && !sighting.unknown().containsKey(id);
  }

  private static Declared marked(Declared declared, Map<ResourceId, Instant> over) {
    Instant end = over.get(declared.id());
    return end == null
        ? declared
        : declared.model(
            declared.model().with("ranOutAt", steadystate.resource.Value.text(end.toString())));
  }

  /** As the mark remembers, or by the age of what lives; empty when nothing is there. */
  private Optional<Instant> end(Expiry expiry) {
    for (Live mark : ours(expiry.id())) {
      if (mark.model().text("of").filter(expiry.of()::equals).isPresent()) {
        return mark.model().text("ranOutAt").map(Instant::parse);
      }
    }
    return expiry.members().stream()
        .flatMap(member -> ours(member).stream())
        .flatMap(live -> createdAt(live).stream())
        .findFirst()
        .map(created -> created.plus(expiry.timeToLive()).truncatedTo(ChronoUnit.SECONDS));
  }

  private List<Live> ours(ResourceId id) {
    return sighting.bodies(id).stream()
        .filter(live -> Owner.isOurs(live.tags(), environment.name(), id, installation))
        .toList();
  }

  /** When AWS made it, or what we wrote down where AWS does not tell. */
  public static Optional<Instant> createdAt(Live live) {
    return live.createdAt()
        .or(() -> Optional.ofNullable(live.tags().get(Owner.CREATED)).flatMap(TimesToLive::parsed));
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (java.time.format.DateTimeParseException changedByHand) {
      return Optional.empty();
    }
  }

  /** Somebody who stays and cannot do without it. */
  private Optional<ResourceId> user(Expiry expiry) {
    Set<ResourceId> members = new HashSet<>(expiry.members());
    return environment.declared().stream()
        .filter(d -> !members.contains(d.id()) && !ranOut.containsKey(d.id()))
        .filter(d -> Expiry.of(d).isEmpty() && d.lifecycle().timeToLive().isEmpty())
        .filter(d ->
            References.in(d.model()).stream().anyMatch(members::contains)
                || d.after().stream().anyMatch(members::contains))
        .map(Declared::id)
        .findFirst();
  }

  private static String note(Expiry expiry, Instant end, Optional<ResourceId> user) {
    return user.map(
            who -> words(expiry, "ran out at", end) + "; it stays while " + who + " needs it")
        .orElseGet(() -> words(expiry, "ends at", end) + "; it is deleted then");
  }

  private static String words(Expiry expiry, String what, Instant end) {
    return "its ttl of " + Expiry.words(expiry.timeToLive()) + " " + what + " " + end;
  }
}
