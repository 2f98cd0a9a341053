package steadystate.lab;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import steadystate.apply.Progress;
import steadystate.aws.AwsAccess;
import steadystate.aws.AwsSurroundings;
import steadystate.aws.orphan.AwsWarehouse;
import steadystate.cost.Prices;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.importing.Import;
import steadystate.importing.Imported;
import steadystate.kinds.Importers;
import steadystate.kinds.Kinds;
import steadystate.observe.Observer;
import steadystate.observe.PassScope;
import steadystate.orphan.Search;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Catalogue;
import steadystate.resource.Gate;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.OwnTask;
import steadystate.resource.Owner;
import steadystate.resource.Scope;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

/**
 * An AWS account with the whole program in front of it: YAML goes in, AWS changes, a report comes
 * out. Time is the lab's own, and steps run in one order, so a run can be repeated call by call.
 */
public final class Lab {
  public static final String REGION = "eu-west-1";
  public static final String ACCOUNT = "123456789012";

  /** What a spec begins with when the story does not care. */
  public static final String HEAD =
      """
      apiVersion: steadystate/v1
      kind: Environment
      metadata: {name: dev}
      spec:
        account: "123456789012"
        region: eu-west-1
      """;

  private final Catalogue catalogue = Kinds.catalogue();
  private final AwsAccess access;
  private final ManualClock clock;
  private final Optional<Sandbox> sandbox;
  private Engine.Options options;
  private Optional<OwnTask> ownTask = Optional.empty();
  private AwsSurroundings surroundings;
  private Reconciler engine;

  private Lab(
      AwsAccess access, ManualClock clock, Optional<Sandbox> sandbox, Engine.Options options) {
    this.access = access;
    this.clock = clock;
    this.sandbox = sandbox;
    this.options = options;
    this.surroundings = surroundings();
    this.engine = new Reconciler(catalogue, surroundings, 1);
  }

  /** An empty account in memory. */
  public static Lab inMemory() {
    ManualClock clock = new ManualClock(Instant.parse("2026-03-02T10:00:00Z"));
    Sandbox sandbox = new Sandbox(clock);
    AwsAccess access =
        new AwsAccess() {
          @Override
          @SuppressWarnings("unchecked")
          public <C> C client(Class<C> type, String region) {
            return (C) sandbox.client((Class<? extends SdkClient>) type, region);
          }
        };
    Engine.Options options = Engine.Options.DEFAULT.patience(Duration.ofHours(6));
    return new Lab(access, clock, Optional.of(sandbox), options);
  }

  /** An empty account behind HTTP. It runs no task, so nothing is waited for. */
  public static Lab moto() {
    URI endpoint = MotoServer.fresh();
    ManualClock clock = new ManualClock(Instant.parse("2026-03-02T10:00:00Z"));
    AwsAccess access = new EmulatorAccess(endpoint);
    return new Lab(access, clock, Optional.empty(), Engine.Options.DEFAULT.noWait());
  }

  private AwsSurroundings surroundings() {
    return new AwsSurroundings(access, "default", clock, clock::advance, ownTask);
  }

  /** A new process on the same AWS: nothing is remembered. */
  public void restarted() {
    surroundings = surroundings();
    engine = new Reconciler(catalogue, surroundings, 1);
  }

  /** A new process that runs in a task of ECS itself. */
  void restartedIn(OwnTask task) {
    ownTask = Optional.of(task);
    restarted();
  }

  /** The engine of this process, for a loop to turn. */
  public Engine engine() {
    return engine;
  }

  public Sandbox sandbox() {
    return sandbox.orElseThrow();
  }

  public ManualClock clock() {
    return clock;
  }

  /** A client for hands other than the program's. */
  public <C> C byHand(Class<C> type) {
    return access.client(type, REGION);
  }

  /** How far {@link #apply} may go from now on. */
  public Lab options(Engine.Options other) {
    this.options = other;
    return this;
  }

  /** A person approves the plan that a look shows now. */
  public void approve(String yaml) {
    options = options.approved(Set.of(look(yaml).plan().fingerprint()));
  }

  public Engine.Options options() {
    return options;
  }

  /** Reads one file; its mistakes are in the answer. */
  public SpecReading reading(String yaml) {
    SpecFile file = SpecFiles.decode("dev.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    SpecFiles files = new SpecFiles("environments", new TreeMap<>(Map.of("dev.yaml", file)));
    return SpecReader.read(files, catalogue, Map.of(), Moment.at(clock.instant()));
  }

  /** The one environment of a sound file; without a head it gets {@link #HEAD}. */
  public Environment environment(String yaml) {
    SpecReading reading = reading(whole(yaml));
    if (!reading.problems().isEmpty()) {
      throw new AssertionError("the spec has problems: " + reading.problems());
    }
    return reading.environments().getFirst();
  }

  /** The one environment of several sound files. */
  public Environment environment(SortedMap<String, String> texts) {
    SortedMap<String, SpecFile> files = new TreeMap<>();
    texts.forEach((name, text) -> files.put("dev/" + name, new SpecFile.Text(text)));
    SpecReading reading =
        SpecReader.read(
            new SpecFiles("environments", files), catalogue, Map.of(), Moment.at(clock.instant()));
    if (!reading.problems().isEmpty()) {
      throw new AssertionError("the spec has problems: " + reading.problems());
    }
    return reading.environments().getFirst();
  }

  public Look look(SortedMap<String, String> texts) {
    return engine.look(environment(texts));
  }

  private static String whole(String yaml) {
    return yaml.contains("apiVersion:") ? yaml : HEAD + yaml.indent(2);
  }

  public Look look(String yaml) {
    return engine.look(environment(yaml));
  }

  public Receipt apply(String yaml) {
    return apply(environment(yaml));
  }

  /** Applies an environment that was read elsewhere. */
  public Receipt apply(Environment environment) {
    return watched(environment, () -> engine.apply(environment, options, Progress.SILENT));
  }

  /** One pass, as the loop makes it. */
  public Receipt pass(String yaml) {
    Environment environment = environment(yaml);
    return watched(environment, () -> engine.pass(environment, options, Progress.SILENT));
  }

  private Receipt watched(Environment environment, Supplier<Receipt> work) {
    int before = sandbox.map(aws -> aws.recording().attempts().size()).orElse(0);
    try {
      return work.get();
    } finally {
      sandbox.ifPresent(aws -> Destruction.watch(aws, before, environment, options));
    }
  }

  /** What a person does to one resource at the console. */
  interface Hand {
    void does(Kind kind, Scope scope, Live live);
  }

  /** Lets a hand of somebody else do something to a resource of a spec. */
  void byHand(String yaml, String id, Hand hand) {
    Environment environment = environment(yaml);
    Scope scope = new PassScope(environment, surroundings, new ConcurrentHashMap<>());
    Live live = lives(environment, id).getFirst();
    Kind kind = catalogue.kind(live.id());
    ScopedValue.where(Gate.OPEN, operation -> {}).run(() -> hand.does(kind, scope, live));
  }

  /** Takes our tags off everything that an environment wishes, so that it is nobody's. */
  public void disown(Environment environment) {
    Scope scope = new PassScope(environment, surroundings, new ConcurrentHashMap<>());
    for (Finding finding : engine.look(environment).findings()) {
      Kind kind = catalogue.kind(finding.id());
      Set<String> ours = new TreeSet<>();
      finding.live().ifPresent(live -> ours.addAll(live.tags().keySet()));
      ours.removeIf(key -> !Owner.isOurKey(key));
      if (kind.tagged() && !ours.isEmpty()) {
        ScopedValue.where(Gate.OPEN, operation -> {})
            .run(() -> kind.tag(scope, finding.live().orElseThrow(), Map.of(), ours));
      }
    }
  }

  /** The bodies of one resource of a spec. */
  List<Live> lives(Environment environment, String id) {
    PassScope scope = new PassScope(environment, surroundings, new ConcurrentHashMap<>());
    try {
      return new Observer(catalogue)
          .look(environment, scope, clock.instant()).found().stream()
              .filter(live -> live.id().toString().equals(id))
              .toList();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The changed paths, as {@code resource path}, of a look. */
  public List<String> differences(String yaml) {
    return differences(look(yaml));
  }

  public List<String> differences(SortedMap<String, String> texts) {
    return differences(look(texts));
  }

  private static List<String> differences(Look look) {
    return look.findings().stream()
        .flatMap(f -> f.fields().stream().map(field -> f.id() + " " + field.path()))
        .toList();
  }

  /** What a look says of one resource. */
  public Finding finding(String yaml, String id) {
    return look(yaml).findings().stream()
        .filter(f -> f.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is said of " + id));
  }

  /** Every living body that carries the environment's tag. */
  public List<Live> everything() {
    Environment empty = environment(HEAD);
    PassScope scope = new PassScope(empty, surroundings, new ConcurrentHashMap<>());
    try {
      return new Observer(catalogue)
          .look(empty, scope, clock.instant()).found().stream()
              .filter(live -> live.tags().containsKey(Owner.RESOURCE))
              .toList();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** What an import of this account writes. */
  public Imported imported(Import.Request request) {
    return new Import(catalogue, Importers.all(), surroundings, engine).of(request);
  }

  /** Where this account is searched for what nobody uses. */
  public Search search() {
    return new Search(new AwsWarehouse(surroundings), "default", Prices.shipped());
  }

  /** AWS calls so far by operation. */
  public Map<String, Long> calls() {
    return surroundings.calls();
  }
}
