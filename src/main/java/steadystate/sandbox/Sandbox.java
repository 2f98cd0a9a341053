package steadystate.sandbox;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;

/**
 * An AWS in memory. Its clients are the SDK's own interfaces, so paginators, waiters and builders
 * work; its time is the given clock's, and everything that takes time in AWS takes it here, without
 * a thread. Safe to use from many threads: one call at a time has an effect.
 */
public final class Sandbox {
  /** The account that stands in AWS's own examples. */
  public static final String DEFAULT_ACCOUNT = "123456789012";

  private final InstantSource clock;
  private final Conditions conditions = new Conditions();
  private final Nature nature = new Nature();
  private final Recording recording = new Recording();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Realm> realms = new HashMap<>();
  private final List<SandboxService> services = Services.all(recording);
  private final Map<SandboxService, Operations> operations = new HashMap<>();
  private final Set<String> prefixes;
  private volatile Account account = Account.of(DEFAULT_ACCOUNT);

  public Sandbox(InstantSource clock) {
    this.clock = clock;
    prefixes = services.stream().map(SandboxService::prefix).collect(Collectors.toSet());
    for (SandboxService service : services) {
      Operations offered = new Operations();
      service.register(offered);
      operations.put(service, offered);
    }
  }

  /** A client of one service in one region. Cheap; closing it does nothing. */
  public <C extends SdkClient> C client(Class<C> type, String region) {
    return client(type, region, account.callerArn());
  }

  /**
   * A client in the hands of somebody else.
   *
   * @param caller an ARN, as CloudTrail shows it
   */
  public <C extends SdkClient> C client(Class<C> type, String region, String caller) {
    SandboxService service =
        services.stream()
            .filter(candidate -> candidate.client() == type)
            .findFirst()
            .orElseThrow(() ->
                new UnsupportedOperationException("the sandbox has no " + type.getSimpleName()));
    SandboxClient handler = new SandboxClient(this, service, region, caller);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** The weather between callers and AWS: faults, stale reads, shuffled answers. */
  public Conditions conditions() {
    return conditions;
  }

  /** How long things take, and which images never start. */
  public Nature nature() {
    return nature;
  }

  /** What was asked so far. */
  public Recording recording() {
    return recording;
  }

  /** The calls that AWS looked at, oldest first. */
  public List<Call> calls() {
    return recording.calls();
  }

  /** Tasks of a container image that fits (a {@code *} stands for any text) never come up. */
  public void breaks(String imagePattern) {
    nature.breaks(imagePattern);
  }

  public Account account() {
    return account;
  }

  /** Changes whose AWS this is; best before the first call, because ARNs carry the id. */
  public Sandbox account(Account owner) {
    account = owner;
    return this;
  }

  /**
   * Looks at, or changes, a world directly: for another writer's doings that have no API, and for
   * assertions. Nothing is recorded and no condition applies.
   */
  public <A> A inside(String region, Function<Scene, A> work) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Realm realm = advanced(region, now);
      return realm.write(world -> work.apply(scene(world, now, region)), now, 0);
    } finally {
      lock.unlock();
    }
  }

  Object perform(SandboxClient client, String operation, AwsRequest request) {
    SandboxService service = client.service();
    Call call = Call.of(client, operation, request, clock.instant());
    try {
      conditions.before(call);
    } catch (RuntimeException notSent) {
      recording.add(call, Recording.Outcome.NOT_DONE);
      throw notSent;
    }
    Object answer = effect(service, service.home(client.region()), call);
    conditions.afterEffect(call);
    return conditions.arrange(answer);
  }

  private Object effect(SandboxService service, String region, Call call) {
    Operations offered = Objects.requireNonNull(operations.get(service));
    Operations.Operation<AwsRequest> operation = offered.of(call);
    lock.lock();
    try {
      Object answer = answer(operation, region, call);
      recording.add(call, Recording.Outcome.DONE);
      return answer;
    } catch (RuntimeException refused) {
      recording.add(call, Recording.Outcome.REFUSED);
      throw refused;
    } finally {
      lock.unlock();
    }
  }

  private Object answer(Operations.Operation<AwsRequest> operation, String region, Call call) {
    // Asked again under the lock, because the clock of a realm must never step back.
    Instant now = clock.instant();
    Realm realm = advanced(region, now);
    Function<World, Object> work =
        world -> operation.apply(scene(world, now, region), call.request());
    return call.mutating()
        ? realm.write(work, now, conditions.unseenReads())
        : realm.read(work, conditions.writesAgo(call));
  }

  private Realm advanced(String region, Instant now) {
    Realm realm = realms.computeIfAbsent(region, r -> new Realm());
    realm.advance(scene(realm.now(), now, region), now, services);
    return realm;
  }

  private Scene scene(World world, Instant now, String region) {
    return new Scene(world, now, account, region, prefixes, nature);
  }
}
