package steadystate.sandbox.rds;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** What happens to instances by itself while time goes by. */
final class RdsLife {
  static final String GONE = "gone";

  /** AWS starts a stopped instance after so many days, for its upkeep. */
  private static final Duration LONGEST_SLEEP = Duration.ofDays(7);

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private RdsLife() {}

  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (RdsInstance instance : List.copyOf(scene.table(Rds.INSTANCES).values())) {
      RdsInstance at = instance;
      while (at.turn().isPresent() && !at.turn().get().at().isAfter(scene.now())) {
        at = turned(scene, at, at.turn().get());
        if (at.is(GONE)) {
          break;
        }
        Rds.put(scene, at);
      }
      if (!at.is(GONE) && at.turn().isPresent() && at.turn().get().at().isBefore(next)) {
        next = at.turn().get().at();
      }
    }
    return next;
  }

  private static RdsInstance turned(Scene scene, RdsInstance instance, RdsInstance.Turn turn) {
    RdsInstance rested = instance.rests();
    Instant at = turn.at();
    return switch (turn.to()) {
      case GONE -> {
        scene.table(Rds.INSTANCES).remove(instance.id());
        Tags.forget(scene, instance.shown().dbInstanceArn());
        yield rested.status(GONE);
      }
      case "backing-up" ->
          rested.status("backing-up").turns(at.plus(scene.nature().database()), "available");
      case "modifying" -> modifying(scene, rested, at);
      case "modified" -> modified(scene, rested, at);
      case "stopped" -> stopped(scene, rested, at);
      case "starting" ->
          rested.status("starting").turns(at.plus(scene.nature().database()), "available");
      case "rebooted" -> available(rested.with(RdsLife::parametersApplied), at);
      default -> available(rested, at);
    };
  }

  /** Begins to make what was asked for. */
  static RdsInstance modifying(Scene scene, RdsInstance instance, Instant at) {
    boolean upgrade = instance.shown().pendingModifiedValues().engineVersion() != null;
    return instance
        .status(upgrade ? "upgrading" : "modifying")
        .turns(at.plus(scene.nature().database()), "modified");
  }

  private static RdsInstance modified(Scene scene, RdsInstance instance, Instant at) {
    DBInstance before = instance.shown();
    PendingModifiedValues pending = before.pendingModifiedValues();
    DBInstance.Builder after = Pojos.copy(pending, before.toBuilder());
    if (pending.port() != null) {
      after.endpoint(before.endpoint().toBuilder().port(pending.port()).build());
    }
    RdsBirth.subnets(scene, pending.dbSubnetGroupName()).ifPresent(after::dbSubnetGroup);
    if (pending.engineVersion() != null) {
      follow(after, before, pending.engineVersion());
    }
    boolean storage =
        pending.allocatedStorage() != null
            || pending.iops() != null
            || pending.storageType() != null
            || pending.storageThroughput() != null;
    DBInstance changed = after.pendingModifiedValues(p -> {}).build();
    RdsInstance done = new RdsInstance(changed, instance.turn(), instance.storageChangedAt());
    if (!storage) {
      return available(done, at);
    }
    Rds.event(scene, instance.id(), at, "Finished applying modification to allocated storage");
    return done.with(db -> RdsDefaults.volume(db, changed))
        .storageChanged(at)
        .status("storage-optimization")
        .turns(at.plus(scene.nature().optimizing()), "available");
  }

  /** Default groups belong to a major version and move with it. */
  private static void follow(DBInstance.Builder after, DBInstance before, String version) {
    boolean byDefault =
        before.dbParameterGroups().stream()
            .allMatch(group -> group.dbParameterGroupName().startsWith("default."));
    if (byDefault) {
      after.dbParameterGroups(RdsDefaults.parameterGroup(before.engine(), version));
    }
    after.optionGroupMemberships(RdsDefaults.optionGroup(before.engine(), version));
  }

  private static RdsInstance stopped(Scene scene, RdsInstance instance, Instant at) {
    Instant wakes = at.plus(LONGEST_SLEEP);
    return instance
        .status("stopped")
        .with(db -> db.automaticRestartTime(wakes))
        .turns(wakes, "starting");
  }

  private static RdsInstance available(RdsInstance instance, Instant at) {
    RdsInstance up =
        instance
            .status("available")
            .with(db -> db.automaticRestartTime(null))
            .with(RdsLife::reachable);
    return up.shown().pendingModifiedValues().equals(PendingModifiedValues.builder().build())
        ? up.rests()
        : up.turns(nextWindow(up.shown(), at), "modifying");
  }

  private static void reachable(DBInstance.Builder db) {
    DBInstance now = db.build();
    if (now.endpoint() == null || now.endpoint().address() == null) {
      int port =
          Optional.ofNullable(now.endpoint())
              .map(e -> e.port())
              .orElse(RdsDefaults.port(now.engine()));
      String region = now.dbInstanceArn().split(":")[3];
      db.endpoint(e ->
          e.address(now.dbInstanceIdentifier() + ".c1sandbox." + region + ".rds.amazonaws.com")
              .port(port)
              .hostedZoneId("Z29XKXDKYMONMX"));
    }
    if (now.masterUserSecret() != null) {
      db.masterUserSecret(now.masterUserSecret().toBuilder().secretStatus("active").build());
    }
  }

  private static void parametersApplied(DBInstance.Builder db) {
    db.dbParameterGroups(
        db.build().dbParameterGroups().stream()
            .map(group -> group.toBuilder().parameterApplyStatus("in-sync").build())
            .toArray(DBParameterGroupStatus[]::new));
  }

  /** When the maintenance window opens next. */
  static Instant nextWindow(DBInstance db, Instant now) {
    String[] parts = db.preferredMaintenanceWindow().split("[:-]");
    int minutes =
        DAYS.indexOf(parts[0]) * 24 * 60
            + Integer.parseInt(parts[1]) * 60
            + Integer.parseInt(parts[2]);
    ZonedDateTime today = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    Instant opens =
        today
            .minusDays(today.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue())
            .plusMinutes(minutes)
            .toInstant();
    return opens.isAfter(now) ? opens : opens.plus(Duration.ofDays(7));
  }
}
