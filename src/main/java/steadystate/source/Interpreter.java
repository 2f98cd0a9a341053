package steadystate.source;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.cost.Bill;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.reconcile.Commit;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.resource.Catalogue;
import steadystate.yaml.Problem;

/** Makes of spec files what they mean at this moment. Not safe for several threads. */
final class Interpreter {
  private final Catalogue catalogue;
  private final Map<String, String> variables;
  private final InstantSource clock;
  private Map<String, Moment.Order> orders = Map.of();

  /**
   * @param variables what {@code --var} says
   * @param clock by which environments sleep and wake
   */
  Interpreter(Catalogue catalogue, Map<String, String> variables, InstantSource clock) {
    this.catalogue = catalogue;
    this.variables = Map.copyOf(variables);
    this.clock = clock;
  }

  /** Takes what people asked from now on; says whether that is something else than before. */
  boolean hears(Map<String, Moment.Order> asked) {
    boolean news = !orders.equals(asked);
    orders = Map.copyOf(asked);
    return news;
  }

  Snapshot snapshot(SpecFiles files, String revision, Optional<Commit> commit) {
    Moment moment = new Moment(clock.instant(), orders);
    SpecReading reading = SpecReader.read(files, catalogue, variables, moment);
    if (files.failure().isPresent() || !reading.complete()) {
      return Snapshot.troubled(revision, trouble(files, reading));
    }
    SortedMap<String, Environment> sound = new TreeMap<>();
    reading.environments().forEach(environment -> sound.put(environment.name(), environment));
    List<Problem> known = reading.broken().values().stream().flatMap(List::stream).toList();
    List<Problem> elsewhere =
        reading.problems().stream().filter(problem -> !known.contains(problem)).toList();
    return new Snapshot(revision, commit, sound, reading.broken(), elsewhere, Optional.empty())
        .bills(bills(files, sound));
  }

  /** What each would cost in each mode, read at an hour at which nothing sleeps. */
  private SortedMap<String, Bill> bills(SpecFiles files, SortedMap<String, Environment> sound) {
    Map<String, Map<Mode, Environment>> readings = new TreeMap<>();
    for (Mode mode : Mode.values()) {
      for (Environment read :
          SpecReader.read(files, catalogue, variables, Moment.AWAKE.in(mode)).environments()) {
        readings.computeIfAbsent(read.name(), name -> new EnumMap<>(Mode.class)).put(mode, read);
      }
    }
    SortedMap<String, Bill> bills = new TreeMap<>();
    sound.forEach((name, environment) -> {
      Mode own = environment.settings().mode();
      Map<Mode, Environment> modes =
          readings.computeIfAbsent(name, unread -> new EnumMap<>(Mode.class));
      modes.putIfAbsent(own, environment);
      bills.put(name, Bill.of(own, modes, Prices.shipped(), clock.instant()));
    });
    return bills;
  }

  /** The same files mean something else now: a schedule has opened or closed since. */
  boolean hasTurned(Optional<Snapshot> before) {
    Instant now = clock.instant();
    return before.stream()
        .flatMap(snapshot -> snapshot.sound().values().stream())
        .flatMap(environment -> environment.changesAt().stream())
        .anyMatch(turn -> !now.isBefore(turn));
  }

  private static Trouble trouble(SpecFiles files, SpecReading reading) {
    String message =
        files
            .failure()
            .or(() -> reading.problems().stream().findFirst())
            .map(Problem::message)
            .orElse("no environment is in " + files.root());
    return new Trouble(Trouble.EMPTY, message + "; everything stays as it is");
  }
}
