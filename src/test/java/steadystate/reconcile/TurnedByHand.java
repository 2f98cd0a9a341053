package steadystate.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.kinds.Kinds;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.pass.Engine;
import steadystate.sandbox.ManualClock;
import steadystate.yaml.Problem;

/** The real loop over a folder of files and a real engine; the test turns it and its clock. */
public final class TurnedByHand {
  private final ManualClock clock;
  private final Notebook notebook;
  private final Controller controller;
  private final SortedMap<String, String> files = new TreeMap<>();
  private Optional<SpecSource.Trouble> trouble = Optional.empty();
  private int revision;

  public TurnedByHand(Engine engine, ManualClock clock) {
    this(engine, clock, Notebook.inMemory());
  }

  /** With what people asked the process before. */
  TurnedByHand(Engine engine, ManualClock clock, Notebook notebook) {
    this.clock = clock;
    this.notebook = notebook;
    this.controller = controller(orders -> snapshot(), engine);
  }

  /** Over another source than files in memory. */
  public TurnedByHand(SpecSource source, Engine engine, ManualClock clock) {
    this.clock = clock;
    this.notebook = Notebook.inMemory();
    this.controller = controller(source, engine);
  }

  private Controller controller(SpecSource source, Engine engine) {
    Sharing sharing =
        new Sharing(steadystate.reconcile.lease.Leases.ALONE, notebook, Archive.inMemory());
    return new Controller(source, engine, clock, new Random(7), ControllerOptions.USUAL, sharing);
  }

  Notebook notebook() {
    return notebook;
  }

  public Controller controller() {
    return controller;
  }

  private SpecSource.Snapshot snapshot() {
    String now = "r" + revision;
    if (trouble.isPresent()) {
      return SpecSource.Snapshot.troubled(now, trouble.get());
    }
    SortedMap<String, SpecFile> decoded = new TreeMap<>();
    files.forEach((path, text) ->
        decoded.put(path, SpecFiles.decode(path, text.getBytes(StandardCharsets.UTF_8))));
    SpecReading reading =
        SpecReader.read(new SpecFiles("environments", decoded), Kinds.catalogue(), Map.of());
    SortedMap<String, Environment> sound = new TreeMap<>();
    reading.environments().forEach(environment -> sound.put(environment.name(), environment));
    return new SpecSource.Snapshot(
        now, Optional.empty(), sound, reading.broken(), elsewhere(reading), Optional.empty());
  }

  private static java.util.List<Problem> elsewhere(SpecReading reading) {
    return reading.problems().stream()
        .filter(
            problem -> reading.broken().values().stream().noneMatch(all -> all.contains(problem)))
        .toList();
  }

  /** Writes a file, or takes it away with an empty text. */
  public TurnedByHand write(String path, String text) {
    if (text.isEmpty()) {
      files.remove(path);
    } else {
      files.put(path, text);
    }
    return this;
  }

  /** The source as a whole says nothing; an empty reason mends it. */
  public TurnedByHand trouble(String reason) {
    trouble =
        reason.isEmpty()
            ? Optional.empty()
            : Optional.of(new SpecSource.Trouble(reason, "nothing to read"));
    return this;
  }

  /** The source is read, and time passes, second by second, with every turn that falls into it. */
  public void run(Duration time) {
    revision++;
    controller.readSource();
    for (long second = 0; second < time.toSeconds(); second++) {
      int turns = 0;
      while (controller.turnIfDue()) {
        if (++turns > 1_000) {
          throw new AssertionError("an environment is due again and again");
        }
      }
      clock.advance(Duration.ofSeconds(1));
    }
  }

  public EnvironmentStatus status(String environment) {
    return controller.environment(environment).orElseThrow();
  }

  public Condition condition(String environment, Condition.Type type) {
    return status(environment).condition(type);
  }
}
