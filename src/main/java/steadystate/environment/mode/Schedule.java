package steadystate.environment.mode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When something is open: changes, or an environment that sleeps at night. A window is the time
 * from one moment to another, so an hour that the clocks skip or repeat opens or closes nothing
 * twice.
 *
 * @param except days on which it stays closed
 */
public record Schedule(ZoneId timezone, List<Window> windows, Set<LocalDate> except) {
  /** Longer than any week of windows with its holidays. */
  private static final int DAYS_AHEAD = 400;

  public Schedule {
    windows = List.copyOf(windows);
    except = Set.copyOf(except);
  }

  /** Whether it is open at a moment. */
  public boolean isOpen(Instant moment) {
    LocalDate today = moment.atZone(timezone).toLocalDate();
    return !except.contains(today)
        && windows.stream().anyMatch(window -> window.contains(moment.atZone(timezone)));
  }

  /** The first moment after this one at which it opens or closes; empty when it never does. */
  public Optional<Instant> changesAfter(Instant moment) {
    boolean open = isOpen(moment);
    LocalDate today = moment.atZone(timezone).toLocalDate();
    for (int day = -1; day <= DAYS_AHEAD; day++) {
      Optional<Instant> turn = turn(today.plusDays(day), moment, open);
      if (turn.isPresent()) {
        return turn;
      }
    }
    return windows.stream()
        .flatMap(window -> window.date().stream())
        .filter(date -> date.isAfter(today))
        .sorted()
        .flatMap(date -> turn(date, moment, open).stream())
        .findFirst();
  }

  /** The first moment after this one at which it opens, or at which it closes. */
  Optional<Instant> next(boolean opens, Instant moment) {
    Optional<Instant> turn = changesAfter(moment);
    return turn.filter(at -> isOpen(at) != opens).isPresent() ? changesAfter(turn.get()) : turn;
  }

  /** The first moment after this one at which it opens; empty when it is open or never opens. */
  public Optional<Instant> opensAfter(Instant moment) {
    return isOpen(moment) ? Optional.empty() : changesAfter(moment);
  }

  private Optional<Instant> turn(LocalDate day, Instant after, boolean open) {
    Set<Instant> edges = new TreeSet<>();
    windows.stream()
        .flatMap(window -> window.on(day, timezone).stream())
        .forEach(span -> {
          edges.add(span.from());
          edges.add(span.until());
        });
    edges.add(day.atStartOfDay(timezone).toInstant());
    edges.add(day.plusDays(1).atStartOfDay(timezone).toInstant());
    return edges.stream().filter(edge -> edge.isAfter(after) && isOpen(edge) != open).findFirst();
  }
}
