package steadystate.observe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import steadystate.resource.Live;
import steadystate.resource.OwnTask;

/** What the engine needs of the world outside: clients, time, and who we are to AWS. */
public interface Surroundings {
  /** The guarded client of a service in a region. */
  <C> C client(Class<C> type, String region);

  /**
   * The account that the credentials belong to, 12 digits.
   *
   * @throws steadystate.failure.FailureException when AWS does not say
   */
  String callerAccount(String region);

  /**
   * Who last changed a living body besides this program, and how: {@code kim, ecs:UpdateService at
   * 2026-03-02T10:15:00Z}; empty where nobody can tell, or not yet.
   */
  default Optional<String> changedBy(String region, Live live) {
    return Optional.empty();
  }

  /** What AWS says of the account's free tier, an hour old at most. */
  default AccountPlan accountPlan() {
    return AccountPlan.UNASKED;
  }

  InstantSource clock();

  /** Lets time pass; tests let it pass at once. */
  void pause(Duration time) throws InterruptedException;

  /** Tells several installations in one account apart. */
  String installation();

  /** The task that this process runs in; empty outside of ECS. */
  default Optional<OwnTask> ownTask() {
    return Optional.empty();
  }

  /** AWS calls so far by operation, such as {@code ecs:DescribeServices}. */
  java.util.SortedMap<String, Long> calls();
}
