package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.drift.Shown;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Attributes;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** An engine without an AWS: environments have one service whose count somebody may change. */
public final class PretendEngine implements Engine {
  public static final ResourceId API = ResourceId.parse("service/api");

  private final ControllerWorld world;
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final Map<String, Integer> counts = new ConcurrentHashMap<>();
  public final Map<String, RuntimeException> looksFail = new ConcurrentHashMap<>();
  public final Map<String, Failure> stepsFail = new ConcurrentHashMap<>();
  public final Map<String, String> waiting = new ConcurrentHashMap<>();
  public final Map<String, Hold> held = new ConcurrentHashMap<>();
  public final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  public boolean fixesStick = true;
  Runnable beforeStep = () -> {};
  Runnable insideStep = () -> {};

  PretendEngine(ControllerWorld world) {
    this.world = world;
  }

  /** Somebody changes the count by hand; 1 is what every spec wishes. */
  public void byHand(String environment, int count) {
    counts.put(environment, count);
  }

  @Override
  public Look look(Environment environment) {
    calls.add("look " + environment.name());
    return found(environment);
  }

  private Look found(Environment environment) {
    Optional.ofNullable(hanging.get(environment.name())).ifPresent(PretendEngine::hang);
    Optional.ofNullable(looksFail.get(environment.name()))
        .ifPresent(failure -> {
          throw failure;
        });
    int count = counts.getOrDefault(environment.name(), 1);
    Live live =
        new Live(API, "arn:api", Value.Entries.EMPTY, Map.of(), Attributes.NONE, Health.READY);
    List<FieldChange> fields = count == 1 ? List.of() : List.of(desiredCount(count));
    Finding finding =
        new Finding(
            API,
            count == 1 ? Status.IN_SYNC : Status.DRIFTED,
            Optional.empty(),
            Optional.of(live),
            List.of(),
            fields,
            Optional.empty(),
            "");
    return new Look(
        world.now(),
        List.of(finding),
        plan(environment, live, fields),
        Map.of(),
        Map.of(),
        Map.of(),
        Duration.ZERO);
  }

  private Plan plan(Environment environment, Live live, List<FieldChange> fields) {
    List<Change> changes = new ArrayList<>();
    if (!fields.isEmpty()) {
      changes.add(
          new Change(
              API,
              Action.UPDATE,
              Status.DRIFTED,
              Optional.empty(),
              Optional.of(live),
              List.of(),
              fields,
              Optional.ofNullable(held.get(environment.name()))));
    }
    List<Note> notes =
        waiting.containsKey(environment.name())
            ? List.of(new Note(API, "waiting", waiting.get(environment.name())))
            : List.of();
    return new Plan(
        environment.name(),
        environment.settings().mode(),
        environment.settings().account(),
        environment.settings().region(),
        world.now(),
        changes,
        List.of(),
        List.of(),
        notes,
        changes.isEmpty() ? 1 : 0,
        "sha256:" + environment.name() + fields.size());
  }

  private static FieldChange desiredCount(int live) {
    return new FieldChange(
        FieldPath.ROOT.name("desiredCount"),
        new Shown.Plain(Value.number(live), Optional.empty()),
        new Shown.Plain(Value.number(1), Optional.empty()),
        OnChange.UPDATE,
        Origin.NONE);
  }

  private static void hang(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Receipt pass(Environment environment, Options options, Progress progress) {
    calls.add("pass " + environment.name());
    Look look = found(environment);
    boolean approved = options.approved().contains(look.plan().fingerprint());
    List<StepResult> steps = new ArrayList<>();
    if (!look.plan().due().isEmpty() || (approved && !look.plan().changes().isEmpty())) {
      progress.planned(1, look.plan());
      steps.add(step(environment, options, progress));
    }
    return new Receipt(
        environment.name(), new Receipt.Outcome.Steady(), 1, steps, look, Map.of(), Duration.ZERO);
  }

  private StepResult step(Environment environment, Options options, Progress progress) {
    beforeStep.run();
    progress.started(API, "update");
    insideStep.run();
    Optional<Failure> failure = Optional.ofNullable(stepsFail.get(environment.name()));
    if (failure.isEmpty()) {
      try {
        options.gate().pass("ecs:UpdateService");
        calls.add("write " + environment.name());
        options.gate().answered("ecs:UpdateService", "req-of-aws", "");
        if (fixesStick) {
          counts.remove(environment.name());
        }
      } catch (FailureException refused) {
        failure = Optional.of(refused.failure());
      }
    }
    failure.ifPresentOrElse(
        f -> progress.failed(API, "update", f), () -> progress.done(API, "update"));
    return new StepResult(API, "update", failure, Optional.empty());
  }

  @Override
  public Receipt apply(Environment environment, Options options, Progress progress) {
    return pass(environment, options, progress);
  }

  @Override
  public Optional<String> content(Environment environment, ResourceId id) {
    return id.equals(API)
        ? Optional.of(environment.effective().text("wish").orElse("usual"))
        : Optional.empty();
  }

  @Override
  public String earlier(Environment environment, Live live, Optional<String> to) {
    return to.map(number -> "api:" + number).orElse("api:7");
  }

  public long writes(String environment) {
    return calls.stream().filter(call -> call.equals("write " + environment)).count();
  }

  Instant now() {
    return world.now();
  }
}
