package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.environment.mode.Moment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;

/** A controller with a source, a clock and an engine that a test turns by hand. */
public final class ControllerWorld {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private Instant now = START;
  private final SortedMap<String, Environment> sound = new TreeMap<>();
  private final SortedMap<String, List<Problem>> broken = new TreeMap<>();
  private Optional<SpecSource.Trouble> trouble = Optional.empty();
  private Optional<SpecSource.Trouble> doubt = Optional.empty();
  private final AtomicInteger hints = new AtomicInteger();
  private int revision;

  /** Whether the source can tell nothing of the past. */
  boolean silent;

  public final PretendEngine engine = new PretendEngine(this);
  public final Controller controller;

  public ControllerWorld() {
    this(ControllerOptions.USUAL);
  }

  public ControllerWorld(ControllerOptions options) {
    this(options, Sharing.nothing());
  }

  ControllerWorld(ControllerOptions options, Sharing sharing) {
    controller = new Controller(source(), engine, this::now, new Random(7), options, sharing);
  }

  private SpecSource source() {
    return new SpecSource() {
      @Override
      public Snapshot read(Map<String, Moment.Order> orders) {
        return snapshot();
      }

      @Override
      public Optional<Trouble> doubt(String followed) {
        if (silent) {
          throw new FailureException(new Failure.Unavailable("NoAnswer", "no answer"));
        }
        return followed.startsWith("c0ffee")
            ? Optional.empty()
            : Optional.of(new Trouble(Trouble.REWRITTEN, "does not go on from " + followed));
      }

      @Override
      public void hint() {
        hints.incrementAndGet();
      }
    };
  }

  /** How often somebody said that something was written. */
  public int hints() {
    return hints.get();
  }

  /** What is written now may not be what somebody meant. */
  public void doubt(Environment... environments) {
    doubt = Optional.of(new SpecSource.Trouble(SpecSource.Trouble.REWRITTEN, "moved back"));
    write(environments);
    doubt = Optional.empty();
  }

  /** The same files, still doubted, read at a time at which they mean this. */
  void turnInDoubt(Environment environment) {
    doubt = Optional.of(new SpecSource.Trouble(SpecSource.Trouble.REWRITTEN, "moved back"));
    turnInto(environment);
    doubt = Optional.empty();
  }

  private SpecSource.Snapshot snapshot() {
    return new SpecSource.Snapshot(
            "r" + revision,
            Optional.of(new Commit("c0ffee" + revision, "ann", "Change " + revision, START)),
            sound,
            broken,
            List.of(),
            trouble)
        .doubted(doubt);
  }

  Instant now() {
    return now;
  }

  /** Writes these environments, and no others. */
  public ControllerWorld write(Environment... environments) {
    sound.clear();
    broken.clear();
    trouble = Optional.empty();
    for (Environment environment : environments) {
      sound.put(environment.name(), environment);
    }
    revision++;
    controller.readSource();
    return this;
  }

  /** The same files, read at a time at which they mean this. */
  void turnInto(Environment environment) {
    sound.put(environment.name(), environment);
    controller.readSource();
  }

  public void breakFile(String environment) {
    sound.remove(environment);
    Problem problem =
        new Problem("unknown-key", new SourceSpan("dev.yaml", 3, 5), "spec.oops", "unknown key");
    broken.put(environment, List.of(problem));
    revision++;
    controller.readSource();
  }

  public void loseFolder() {
    sound.clear();
    broken.clear();
    trouble =
        Optional.of(new SpecSource.Trouble(SpecSource.Trouble.EMPTY, "the folder is missing"));
    revision++;
    controller.readSource();
  }

  /** Takes all turns that are due, without letting time pass. */
  public void turn() {
    int turns = 0;
    while (controller.turnIfDue()) {
      if (++turns > 1_000) {
        throw new AssertionError("an environment is due again and again");
      }
    }
  }

  /** Lets time pass, second by second, with every turn that falls into it. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      turn();
    }
  }

  public EnvironmentStatus status(String environment) {
    return controller.environment(environment).orElseThrow();
  }

  public static Environment environment(String name) {
    return new Environment(
        name, settings(true, false), Value.Entries.EMPTY, List.of(), Map.of(), 1);
  }

  /** The same with another wish in it. */
  public static Environment environment(String name, String wish) {
    return new Environment(
        name,
        settings(true, false),
        Value.entries(Map.of("wish", Value.text(wish))),
        List.of(),
        Map.of(),
        1);
  }

  static Environment with(String name, Settings settings) {
    return new Environment(name, settings, Value.Entries.EMPTY, List.of(), Map.of(), 1);
  }

  static Settings settings(boolean correct, boolean dryRun) {
    return settings(correct, dryRun, Optional.empty());
  }

  static Settings settings(
      boolean correct, boolean dryRun, Optional<Settings.Suspension> suspended) {
    Settings usual = Settings.of("111122223333", "eu-west-1");
    return new Settings(
        usual.account(),
        usual.region(),
        usual.mode(),
        usual.tags(),
        usual.interval(),
        correct,
        dryRun,
        suspended,
        usual.prune(),
        usual.adopt(),
        usual.maxDeletes(),
        usual.ignore(),
        usual.changes(),
        usual.costSave(),
        usual.policies(),
        usual.waivers(),
        usual.notifications());
  }
}
