package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.CloudwatchLogsExportConfiguration;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import steadystate.aws.Pojo;
import steadystate.failure.FailureException;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/** One ModifyDBInstance: the changed members, and those that AWS wants beside them. */
final class DatabaseChange {
  private final Scope scope;
  private final DBInstance db;
  private final Entries live;
  private final Entries wish;
  private final Set<String> members;

  DatabaseChange(Scope scope, DBInstance db, Wish wish, Set<String> members) {
    this.scope = scope;
    this.db = db;
    this.live = DatabaseForm.of(db);
    this.wish = wish.model();
    this.members = new TreeSet<>(members);
  }

  void carryOut() {
    ModifyDbInstanceRequest.Builder request =
        Pojo.fill(ModifyDbInstanceRequest.builder(), sent())
            .dbInstanceIdentifier(db.dbInstanceIdentifier())
            .applyImmediately(atOnce());
    if (members.contains("port")) {
      wish.whole("port").ifPresent(request::dbPortNumber);
    }
    if (members.contains(DatabaseShape.LOGS)) {
      request.cloudwatchLogsExportConfiguration(exports());
    }
    if (members.contains("processorFeatures") && wish.list("processorFeatures").isEmpty()) {
      request
          .processorFeatures(
              (List<software.amazon.awssdk.services.rds.model.ProcessorFeature>) null)
          .useDefaultProcessorFeatures(true);
    }
    Optional<MasterPassword.Read> password = password();
    password.ifPresent(read -> request.masterUserPassword(read.value()));
    send(request.build());
    password.ifPresent(read ->
        Rds.tag(scope, db.dbInstanceArn(), Map.of(MasterPassword.TAG, read.version()), Set.of()));
  }

  private Entries sent() {
    Map<String, Value> sent = new HashMap<>();
    for (String member : members) {
      wish.get(member).ifPresent(value -> sent.put(member, value));
    }
    sent.remove(DatabaseShape.PASSWORD);
    if (members.contains(DatabaseShape.VERSION)) {
      wish.get(DatabaseShape.MAJOR).ifPresent(value -> sent.put(DatabaseShape.MAJOR, value));
    }
    if (members.contains("monitoringInterval")) {
      wish.get("monitoringRoleArn").ifPresent(value -> sent.put("monitoringRoleArn", value));
    }
    if (members.contains("enablePerformanceInsights")
        && wish.flag("enablePerformanceInsights").orElse(false)) {
      for (String beside :
          List.of("performanceInsightsKMSKeyId", "performanceInsightsRetentionPeriod")) {
        wish.get(beside).ifPresent(value -> sent.put(beside, value));
      }
    }
    if (Storage.RESTING.stream().anyMatch(members::contains)) {
      sent.putAll(Storage.together(live, wish));
    }
    if (members.contains(Storage.MOST) && !wish.has(Storage.MOST)) {
      // AWS has no word for taking the bound away; one equal to the size does it. (RDS user guide,
      // "Turning off storage autoscaling".)
      Optional.ofNullable(sent.get(Storage.SIZE))
          .or(() -> live.get(Storage.SIZE))
          .ifPresent(size -> sent.put(Storage.MOST, size));
    }
    return Value.entries(sent);
  }

  /**
   * A password never waits for a window. Where other changes wait for theirs, AWS would make them
   * all at once too, so then the call does not ask for it: AWS sets passwords at once anyway.
   */
  private boolean atOnce() {
    boolean asked = wish.flag(DatabaseShape.AT_ONCE).orElse(false);
    boolean passwordAlone =
        members.equals(Set.of(DatabaseShape.PASSWORD))
            && DatabaseForm.pending(db).entries().isEmpty();
    return asked || passwordAlone;
  }

  private Optional<MasterPassword.Read> password() {
    return members.contains(DatabaseShape.PASSWORD)
        ? wish.text(DatabaseShape.PASSWORD).map(source -> new MasterPassword(source).read(scope))
        : Optional.empty();
  }

  private CloudwatchLogsExportConfiguration exports() {
    List<String> on = new ArrayList<>(texts(wish));
    List<String> off = new ArrayList<>(texts(live));
    off.removeAll(on);
    on.removeAll(texts(live));
    return CloudwatchLogsExportConfiguration.builder()
        .enableLogTypes(on)
        .disableLogTypes(off)
        .build();
  }

  private static List<String> texts(Entries model) {
    return model.list(DatabaseShape.LOGS).stream().map(Value::toString).toList();
  }

  /** AWS refuses storage changes that come too early with a code that says nothing of time. */
  private void send(ModifyDbInstanceRequest request) {
    try {
      Rds.client(scope).modifyDBInstance(request);
    } catch (FailureException e) {
      if (e.is("InvalidParameterCombination")
          && e.failure().message().contains("previous storage change is being optimized")) {
        throw new FailureException(
            new steadystate.failure.Failure.Busy(e.failure().code(), e.failure().message()), e);
      }
      throw e;
    }
  }
}
