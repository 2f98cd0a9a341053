package steadystate.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.reconcile.asked.Places;
import steadystate.yaml.Problem;

/**
 * Which environments there are, and what is wished of them: those that the source names, and those
 * that it no longer does. Safe for several threads; the source is taken over by one at a time.
 */
final class Roster {
  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  private final ControllerOptions options;
  private final Sharing sharing;
  private final WorkQueue queue;
  private final Feed feed;
  private final Places places;
  private final Map<String, Watched> watched = new ConcurrentSkipListMap<>();

  Roster(ControllerOptions options, Sharing sharing, WorkQueue queue, Feed feed) {
    this.options = options;
    this.sharing = sharing;
    this.queue = queue;
    this.feed = feed;
    this.places = new Places(sharing.notebook());
  }

  Collection<Watched> all() {
    return watched.values();
  }

  Optional<Watched> find(String name) {
    return Optional.ofNullable(watched.get(name));
  }

  /** Takes over what the source says now. */
  void absorb(SpecSource.Snapshot now, Instant at) {
    Optional<SpecSource.Trouble> trouble =
        now.trouble()
            .or(() ->
                now.sound().isEmpty() && now.broken().isEmpty()
                    ? Optional.of(
                        new SpecSource.Trouble(
                            SpecSource.Trouble.EMPTY, "the source holds no environment"))
                    : Optional.empty());
    if (trouble.isPresent()) {
      LOG.atWarn().addKeyValue("reason", trouble.get().reason()).log("the source says nothing");
      watched.values().forEach(one -> one.cutOff(trouble.get(), at));
    } else {
      take(now, at);
      watched.values().forEach(one -> one.stale(now.stale(), at));
    }
  }

  private void take(SpecSource.Snapshot now, Instant at) {
    now.sound()
        .forEach((name, wished) -> {
          if (known(name, at).wish(wished, now, at)) {
            queue.ask(name, at);
          }
        });
    now.broken().forEach((name, problems) -> known(name, at).freeze(problems, at));
    for (Watched one : watched.values()) {
      if (!now.sound().containsKey(one.name) && !now.broken().containsKey(one.name)) {
        leftOut(one, now.elsewhere(), at);
      }
    }
    places.note(now.sound());
    if (now.elsewhere().isEmpty()) {
      places
          .left(watched.keySet())
          .forEach((name, place) -> {
            known(name, at).left(place.settings(), at);
            queue.ask(name, at);
          });
    }
  }

  /** While a file cannot be understood, what it may have said is not known to be gone. */
  private void leftOut(Watched one, List<Problem> elsewhere, Instant at) {
    if (!elsewhere.isEmpty() && !one.isOrphan()) {
      one.freeze(elsewhere, at);
    } else if (one.orphan(at)) {
      queue.ask(one.name, at);
    }
  }

  private Watched known(String name, Instant at) {
    sharing.leases().seek(name);
    return watched.computeIfAbsent(
        name,
        key ->
            new Watched(
                key, options, new Journal(key, feed), () -> sharing.leases().standing(key), at));
  }

  /** What nothing is left of need not be looked for by the next process. */
  void turned(Watched one) {
    if (one.isOver()) {
      places.forget(one.name);
    }
  }
}
