package steadystate.environment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.mode.CostSave;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Schedule;

/**
 * What {@code spec} says apart from resources.
 *
 * @param account 12 digits
 * @param interval pause between two passes when nothing happens
 * @param correct whether drift is corrected or only reported
 * @param dryRun whether nothing may be written for this environment
 * @param suspended why and by whom nothing is written at present
 * @param prune whether what left the spec is deleted
 * @param adopt whether unowned resources of the wanted names are taken over
 * @param maxDeletes most deletes in one pass
 * @param ignore rules about fields that are left alone
 * @param changes when changes may be made; empty for always
 */
public record Settings(
    String account,
    String region,
    Mode mode,
    Map<String, String> tags,
    Duration interval,
    boolean correct,
    boolean dryRun,
    Optional<Suspension> suspended,
    boolean prune,
    boolean adopt,
    int maxDeletes,
    List<Ignore> ignore,
    Optional<Schedule> changes,
    CostSave costSave,
    List<Policy> policies,
    List<Waiver> waivers,
    List<Notification> notifications) {
  public static final Duration INTERVAL = Duration.ofSeconds(60);
  public static final int MAX_DELETES = 5;

  public Settings {
    tags = Map.copyOf(tags);
    ignore = List.copyOf(ignore);
    policies = List.copyOf(policies);
    waivers = List.copyOf(waivers);
    notifications = List.copyOf(notifications);
  }

  /** Without rules of its own, always open to changes. */
  public Settings(
      String account,
      String region,
      Mode mode,
      Map<String, String> tags,
      Duration interval,
      boolean correct,
      boolean dryRun,
      Optional<Suspension> suspended,
      boolean prune,
      boolean adopt,
      int maxDeletes,
      List<Ignore> ignore) {
    this(
        account,
        region,
        mode,
        tags,
        interval,
        correct,
        dryRun,
        suspended,
        prune,
        adopt,
        maxDeletes,
        ignore,
        Optional.empty(),
        CostSave.DEFAULT,
        List.of(),
        List.of(),
        List.of());
  }

  /** All that an environment without a {@code reconcile} says. */
  public static Settings of(String account, String region) {
    return new Settings(
        account,
        region,
        Mode.STANDARD,
        Map.of(),
        INTERVAL,
        true,
        false,
        Optional.empty(),
        true,
        false,
        MAX_DELETES,
        List.of());
  }

  /** The same, with or without taking over what is nobody's. */
  public Settings adopting(boolean yes) {
    return with(mode, yes);
  }

  /** The same in another mode. */
  public Settings mode(Mode other) {
    return with(other, adopt);
  }

  /** What still counts when nothing is written any more: where it lives, and who hears of it. */
  Settings left() {
    Settings usual = of(account, region);
    return new Settings(
        account,
        region,
        usual.mode,
        usual.tags,
        usual.interval,
        usual.correct,
        usual.dryRun,
        usual.suspended,
        usual.prune,
        usual.adopt,
        usual.maxDeletes,
        usual.ignore,
        usual.changes,
        usual.costSave,
        usual.policies,
        usual.waivers,
        notifications);
  }

  private Settings with(Mode mode, boolean adopt) {
    return new Settings(
        account,
        region,
        mode,
        tags,
        interval,
        correct,
        dryRun,
        suspended,
        prune,
        adopt,
        maxDeletes,
        ignore,
        changes,
        costSave,
        policies,
        waivers,
        notifications);
  }

  /** A pause that a person asked for. */
  public record Suspension(String reason, String by) {}

  /**
   * Fields that neither the comparison nor an update touches.
   *
   * @param resource such as {@code service/api}
   * @param fields path patterns, such as {@code desiredCount}
   */
  public record Ignore(String resource, List<String> fields, String reason) {
    public Ignore {
      fields = List.copyOf(fields);
    }
  }
}
