package steadystate.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import steadystate.sandbox.ecs.EcsTask;

/**
 * How the machines behind the API behave: how long things take and which container images never
 * come up. Durations apply to what starts after they were set.
 */
public final class Nature {
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final List<String> sick = new CopyOnWriteArrayList<>();
  private volatile Duration provisioning = Duration.ofSeconds(5);
  private volatile Duration pulling = Duration.ofSeconds(10);
  private volatile Duration failing = Duration.ofSeconds(10);
  private volatile Duration stopping = Duration.ofSeconds(5);
  private volatile Duration deregistering = Duration.ofSeconds(10);
  private volatile Duration judging = Duration.ofSeconds(10);
  private volatile Optional<Duration> handshaking = Optional.empty();
  private volatile Duration database = Duration.ofMinutes(2);
  private volatile Duration optimizing = Duration.ofMinutes(30);

  /** Tasks with a container whose image fits (a {@code *} stands for any text) never start. */
  public void breaks(String imagePattern) {
    broken.add(imagePattern);
  }

  /**
   * Tasks with a container whose image fits run, but are never healthy: they are killed and
   * replaced for ever, and count as failed for no circuit breaker.
   */
  public void sickens(String imagePattern) {
    sick.add(imagePattern);
  }

  /** Undoes {@link #breaks} and {@link #sickens} for tasks that start from now on. */
  public void mends(String imagePattern) {
    broken.remove(imagePattern);
    sick.remove(imagePattern);
  }

  public EcsTask.Trouble trouble(String image) {
    if (broken.stream().anyMatch(pattern -> Glob.matches(pattern, image))) {
      return EcsTask.Trouble.NEVER_STARTS;
    }
    return sick.stream().anyMatch(pattern -> Glob.matches(pattern, image))
        ? EcsTask.Trouble.NEVER_HEALTHY
        : EcsTask.Trouble.NONE;
  }

  /** How long a task stays PROVISIONING (default 5 s). */
  public void provisioning(Duration time) {
    provisioning = time;
  }

  public Duration provisioning() {
    return provisioning;
  }

  /** How long a task stays PENDING, which is mostly the image's download (default 10 s). */
  public void pulling(Duration time) {
    pulling = time;
  }

  public Duration pulling() {
    return pulling;
  }

  /** How long a sick task runs before it is killed (default 10 s). */
  public void failing(Duration time) {
    failing = time;
  }

  public Duration failing() {
    return failing;
  }

  /** How long a task takes from the order to stop until it is STOPPED (default 5 s). */
  public void stopping(Duration time) {
    stopping = time;
  }

  public Duration stopping() {
    return stopping;
  }

  /** How much longer it takes when a load balancer drains its connections first (default 10 s). */
  public void deregistering(Duration time) {
    deregistering = time;
  }

  public Duration deregistering() {
    return deregistering;
  }

  /** Somebody completes the handshake of a new connection after this time; by default nobody. */
  public void handshaking(Duration time) {
    handshaking = Optional.of(time);
  }

  public Optional<Duration> handshaking() {
    return handshaking;
  }

  /** How long ECS looks at a deployment at least before it calls it complete (default 10 s). */
  public void judging(Duration time) {
    judging = time;
  }

  public Duration judging() {
    return judging;
  }

  /** How long a step of a database takes: creating, modifying, stopping (default 2 min). */
  public void database(Duration time) {
    database = time;
  }

  public Duration database() {
    return database;
  }

  /** How long AWS optimises storage that has grown (default 30 min). */
  public void optimizing(Duration time) {
    optimizing = time;
  }

  public Duration optimizing() {
    return optimizing;
  }
}
