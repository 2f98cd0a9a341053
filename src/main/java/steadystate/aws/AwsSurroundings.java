package steadystate.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import steadystate.observe.AccountPlan;
import steadystate.observe.Surroundings;
import steadystate.resource.Live;
import steadystate.resource.OwnTask;

/** The world as the engine sees it: guarded and counted clients, and a clock. */
public final class AwsSurroundings implements Surroundings {
  private final CallLog log = new CallLog();
  private final GuardedAccess access;
  private final FreeTierApi freeTier;
  private final String installation;
  private final InstantSource clock;
  private final Pause pause;
  private final Optional<OwnTask> ownTask;
  private final ConcurrentMap<String, Caller> callers = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, TrailEvents> trails = new ConcurrentHashMap<>();

  /** Whom the credentials belong to. */
  private record Caller(String account, String arn) {}

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  public AwsSurroundings(AwsAccess access, String installation, InstantSource clock, Pause pause) {
    this(access, installation, clock, pause, Optional.empty());
  }

  /**
   * @param ownTask the task that this process runs in
   */
  public AwsSurroundings(
      AwsAccess access,
      String installation,
      InstantSource clock,
      Pause pause,
      Optional<OwnTask> ownTask) {
    this.access = new GuardedAccess(access, log);
    this.freeTier = new FreeTierApi(this.access);
    this.installation = installation;
    this.clock = clock;
    this.pause = pause;
    this.ownTask = ownTask;
  }

  /** With the clock on the wall. */
  public AwsSurroundings(AwsAccess access, String installation) {
    this(access, installation, Optional.empty());
  }

  /** The same, inside a task. */
  public AwsSurroundings(AwsAccess access, String installation, Optional<OwnTask> ownTask) {
    this(access, installation, InstantSource.system(), Thread::sleep, ownTask);
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    return access.client(type, region);
  }

  /** Asked once: the credentials of a process never move to another account. */
  @Override
  public String callerAccount(String region) {
    return caller(region).account();
  }

  private Caller caller(String region) {
    return callers.computeIfAbsent(
        region,
        where -> {
          GetCallerIdentityResponse told =
              client(StsClient.class, where).getCallerIdentity(request -> {});
          return new Caller(told.account(), told.arn());
        });
  }

  @Override
  public Optional<String> changedBy(String region, Live live) {
    return trails
        .computeIfAbsent(region, unused -> new TrailEvents())
        .changedBy(
            client(CloudTrailClient.class, region), caller(region).arn(), live, clock.instant());
  }

  @Override
  public AccountPlan accountPlan() {
    return freeTier.plan(clock.instant());
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    pause.pass(time);
  }

  @Override
  public String installation() {
    return installation;
  }

  @Override
  public Optional<OwnTask> ownTask() {
    return ownTask;
  }

  @Override
  public SortedMap<String, Long> calls() {
    return log.counts();
  }
}
