package steadystate.environment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * When something is open: changes, or an environment that sleeps at night.
 *
 * @param except days on which it stays closed
 */
public record Schedule(ZoneId timezone, List<Window> windows, Set<LocalDate> except) {
  public Schedule {
    windows = List.copyOf(windows);
    except = Set.copyOf(except);
  }

  /** Whether it is open at a moment. */
  public boolean isOpen(Instant moment) {
    ZonedDateTime there = moment.atZone(timezone);
    return !except.contains(there.toLocalDate())
        && windows.stream().anyMatch(window -> window.contains(there));
  }
}
