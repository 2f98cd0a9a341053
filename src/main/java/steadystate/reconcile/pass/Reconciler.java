package steadystate.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import steadystate.apply.Executor;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.apply.StepWork;
import steadystate.cost.PlanCost;
import steadystate.cost.Prices;
import steadystate.drift.Finding;
import steadystate.drift.Findings;
import steadystate.drift.Status;
import steadystate.drift.TimesToLive;
import steadystate.environment.Environment;
import steadystate.environment.Rollback;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Observer;
import steadystate.observe.PassScope;
import steadystate.observe.Sighting;
import steadystate.observe.Surroundings;
import steadystate.plan.LastSteps;
import steadystate.plan.Lingering;
import steadystate.plan.Plan;
import steadystate.plan.Planner;
import steadystate.plan.Step;
import steadystate.plan.Steps;
import steadystate.policy.Approval;
import steadystate.policy.Brakes;
import steadystate.policy.Judgement;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Gate;
import steadystate.resource.Live;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** The engine: look, compare, plan, check, carry out. */
public final class Reconciler implements Engine {
  private final Catalogue catalogue;
  private final Surroundings surroundings;
  private final Observer observer;
  private final Brakes brakes;
  private final Set<String> production;
  private final int width;
  private final RecentWrites recent = new RecentWrites();
  private final Unfinished unfinished = new Unfinished();
  private final Patience patience = new Patience();
  private final ConcurrentMap<String, CompletableFuture<?>> forever = new ConcurrentHashMap<>();

  /**
   * @param width how many steps run side by side; 1 gives the same order of calls every time
   */
  public Reconciler(Catalogue catalogue, Surroundings surroundings, int width) {
    this(catalogue, surroundings, Set.of(), width);
  }

  /**
   * @param production accounts in which nothing is run in cost-save
   */
  public Reconciler(
      Catalogue catalogue, Surroundings surroundings, Set<String> production, int width) {
    this.catalogue = catalogue;
    this.surroundings = surroundings;
    this.observer = new Observer(catalogue);
    this.brakes = new Brakes(catalogue, this::runsUs);
    this.production = Set.copyOf(production);
    this.width = width;
  }

  /** A look together with what a pass needs to act on it. */
  record Seen(Environment today, Look look, Findings findings, PassScope scope, Approval approval) {
    Plan plan() {
      return look.plan();
    }
  }

  @Override
  public Look look(Environment environment) {
    return seen(environment, Approval.NONE).look();
  }

  @Override
  public Receipt pass(Environment environment, Options options, Progress progress) {
    return new Course(this, surroundings, environment, options, progress).once();
  }

  @Override
  public Receipt apply(Environment environment, Options options, Progress progress) {
    return new Course(this, surroundings, environment, options, progress).untilDone();
  }

  @Override
  public Optional<String> content(Environment environment, ResourceId id) {
    return environment
        .find(id)
        .flatMap(d -> catalogue.kind(id).revisions().map(revisions -> revisions.content(d)));
  }

  @Override
  public String earlier(Environment environment, Live live, Optional<String> to) {
    checkAccount(environment);
    return catalogue
        .kind(live.id())
        .revisions()
        .orElseThrow()
        .earlier(scope(environment), live, to);
  }

  /** The same with what people took back in its wish. */
  private Environment takenBack(Environment written) {
    Map<ResourceId, Rollback> back = written.terms().rolledBack();
    if (back.isEmpty()) {
      return written;
    }
    List<Declared> wished =
        written.declared().stream()
            .map(d -> Optional.ofNullable(back.get(d.id())).map(one -> takenBack(d, one)).orElse(d))
            .toList();
    return written.today(wished, written.terms());
  }

  private Declared takenBack(Declared declared, Rollback back) {
    return catalogue
        .kind(declared.id())
        .revisions()
        .map(revisions ->
            declared.model(
                declared
                    .model()
                    .with(
                        revisions.member(),
                        new Value.Text(
                            back.revision(), Origin.byDefault("held: " + back.words())))))
        .orElse(declared);
  }

  /**
   * @param approval what a person let go; the answer has what is left of it
   */
  Seen seen(Environment spec, Approval approval) {
    Environment written = takenBack(spec);
    Instant begin = surroundings.clock().instant();
    SortedMap<String, Long> before = surroundings.calls();
    checkAccount(written);
    PassScope scope = scope(written);
    Sighting sighting = sighting(written, scope, begin);
    Environment environment = TimesToLive.today(written, sighting, surroundings.installation());
    Findings findings = new Findings(catalogue, environment, sighting, surroundings.installation());
    List<Finding> all = unfinished.judged(written.name(), findings.all());
    Plan plan = Planner.of(catalogue, environment, sighting, all);
    Instant end = surroundings.clock().instant();
    plan = brakes.on(environment, recent.without(plan, end));
    Approval bound = approval.meeting(plan);
    plan =
        Judgement.on(environment, bound.release(plan), production, surroundings::accountPlan, end);
    plan = plan.cost(PlanCost.of(plan, environment, Prices.shipped(), end));
    Map<ResourceId, String> changedBy = changedBy(environment, all);
    Map<String, Long> calls = since(before, surroundings.calls());
    Map<ResourceId, Instant> waiting = patience.since(plan, end);
    Duration took = Duration.between(begin, end);
    Look look = new Look(begin, all, plan, changedBy, waiting, calls, took);
    return new Seen(environment, look, findings, scope, bound);
  }

  /** Carries out what is due; the gate of the options has the last word before each write. */
  List<StepResult> carryOut(
      Environment environment, Seen seen, Plan plan, Options options, Progress progress) {
    List<Step> steps =
        LastSteps.of(
            Steps.of(
                catalogue, plan, seen.today().declared(), seen.findings().matching().standing()),
            this::runsUs);
    StepWork work =
        new StepWork(
            catalogue,
            environment,
            seen.scope(),
            () -> scope(environment),
            surroundings.clock(),
            seen.findings().matching().known());
    Executor executor = new Executor(work, gate(environment, options), progress, width);
    List<StepResult> results = executor.run(steps);
    recent.remember(environment.name(), steps, results, surroundings.clock().instant());
    unfinished.remember(environment.name(), steps, results);
    return results;
  }

  /** The plan without what has to wait for those who still move. */
  Plan lingering(Seen seen, Plan plan) {
    return new Lingering(catalogue, plan, seen.findings().matching().standing()).held();
  }

  /** Whether a living body is the service that this process is a task of. */
  private boolean runsUs(Live live) {
    return surroundings.ownTask().filter(task -> task.belongsTo(live)).isPresent();
  }

  int rank(String kind) {
    return catalogue.rank(kind);
  }

  private static Gate gate(Environment environment, Options options) {
    return new Gate() {
      @Override
      public void pass(String operation) {
        if (environment.settings().dryRun() || environment.settings().suspended().isPresent()) {
          throw new FailureException(
              new Failure.Rejected(
                  "NoWrites", operation + ": this environment may not be written"));
        }
        options.gate().pass(operation);
      }

      @Override
      public void answered(String operation, String requestId, String error) {
        options.gate().answered(operation, requestId, error);
      }
    };
  }

  /** A name on each drift. */
  private Map<ResourceId, String> changedBy(Environment environment, List<Finding> findings) {
    String region = environment.settings().region();
    Map<ResourceId, String> names = new TreeMap<>();
    for (Finding finding : findings) {
      if (finding.status() == Status.DRIFTED) {
        finding
            .live()
            .flatMap(live -> surroundings.changedBy(region, live))
            .ifPresent(who -> names.put(finding.id(), who));
      }
    }
    return names;
  }

  private PassScope scope(Environment environment) {
    return new PassScope(environment, surroundings, forever);
  }

  private Sighting sighting(Environment environment, PassScope scope, Instant at) {
    try {
      return observer.look(environment, scope, at);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Busy("Stopping", "stopped while looking"));
    }
  }

  /** Before anything else is asked: the wrong account must not even be looked at. */
  private void checkAccount(Environment environment) {
    String wished = environment.settings().account();
    String actual = surroundings.callerAccount(environment.settings().region());
    if (!wished.equals(actual)) {
      throw new FailureException(
          new Failure.Rejected(
              "WrongAccount",
              "the credentials belong to account "
                  + actual
                  + ", and environment "
                  + environment.name()
                  + " is for account "
                  + wished
                  + "; nothing was read or written"));
    }
  }

  static Map<String, Long> since(SortedMap<String, Long> before, SortedMap<String, Long> now) {
    SortedMap<String, Long> calls = new TreeMap<>();
    now.forEach((operation, count) -> {
      long more = count - before.getOrDefault(operation, 0L);
      if (more > 0) {
        calls.put(operation, more);
      }
    });
    return calls;
  }
}
