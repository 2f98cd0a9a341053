package steadystate.kinds.databases;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.SourceType;
import steadystate.resource.Attributes;
import steadystate.resource.Because;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * One instance, seen with what is wished of it in mind: what AWS is already doing counts as done, a
 * newer minor version or storage that grew by itself is what was wished, and what AWS takes only
 * later is said and not asked for.
 */
final class DatabaseLook {
  /**
   * AWS takes one storage change in six hours. (RDS user guide, "Increasing DB instance storage".)
   */
  private static final Duration REST = Duration.ofHours(6);

  /** What a default says about a new database and about no other. */
  private static final Set<String> FOR_CREATION =
      Set.of(
          DatabaseShape.MANAGED,
          "storageEncrypted",
          "publiclyAccessible",
          "masterUsername",
          Storage.SIZE);

  private static final Set<String> KEYS =
      Set.of("kmsKeyId", "performanceInsightsKMSKeyId", "masterUserSecretKmsKeyId");

  private final Scope scope;
  private final DBInstance db;
  private final Map<String, String> tags;
  private final Entries wish;
  private final Entries pending;
  private final String status;

  /**
   * @param wish what is wished of it; empty when nothing is
   */
  DatabaseLook(Scope scope, DBInstance db, Entries wish) {
    this.scope = scope;
    this.db = db;
    this.tags = Rds.tags(db.tagList());
    this.wish = wish;
    this.pending = DatabaseForm.pending(db);
    this.status = String.valueOf(db.dbInstanceStatus());
  }

  Live live(ResourceId id) {
    Entries model = seen();
    return new Live(
        id,
        db.dbInstanceArn(),
        model,
        tags,
        attributes(db),
        DatabaseHealth.of(status),
        Optional.ofNullable(db.instanceCreateTime()),
        Map.of(),
        later(model),
        Optional.empty());
  }

  static Attributes attributes(DBInstance db) {
    Map<String, String> told = new HashMap<>();
    told.put("name", db.dbInstanceIdentifier());
    told.put("arn", String.valueOf(db.dbInstanceArn()));
    put(told, "resourceId", db.dbiResourceId());
    put(told, "username", db.masterUsername());
    put(told, "dbName", db.dbName());
    if (db.masterUserSecret() != null) {
      put(told, "secretArn", db.masterUserSecret().secretArn());
    }
    if (db.endpoint() != null && db.endpoint().address() != null) {
      told.put("address", db.endpoint().address());
      told.put("port", String.valueOf(db.endpoint().port()));
      told.put("endpoint", db.endpoint().address() + ":" + db.endpoint().port());
    }
    return new Attributes(told);
  }

  private static void put(
      Map<String, String> told, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      told.put(name, value);
    }
  }

  private Entries seen() {
    Map<String, Value> model = new HashMap<>(DatabaseForm.of(db).entries());
    model.putAll(pending.entries());
    model.put(DatabaseShape.SKIP, Value.flag(FinalSnapshot.isSkipped(tags)));
    Entries live = Value.entries(model);
    wish.entries()
        .forEach((name, wished) -> {
          if (isAsWished(name, wished, live)) {
            model.put(name, wished);
          }
        });
    wish.text(DatabaseShape.PASSWORD)
        .filter(MasterPassword::isSource)
        .map(source -> new MasterPassword(source).seen(scope, tags))
        .ifPresent(seen -> model.put(DatabaseShape.PASSWORD, Value.text(seen)));
    wish.flag(DatabaseShape.AT_ONCE)
        .ifPresent(now -> model.put(DatabaseShape.AT_ONCE, Value.flag(now && !isWaiting())));
    return Value.entries(model);
  }

  /** Whether AWS has changes that it keeps for the maintenance window. */
  private boolean isWaiting() {
    return status.equals(DatabaseHealth.AVAILABLE) && !pending.entries().isEmpty();
  }

  private boolean isAsWished(String name, Value wished, Entries live) {
    Optional<String> there = live.text(name);
    if (there.isEmpty() || wished instanceof Value.Template) {
      return false;
    }
    String text = wished.toString();
    boolean byDefault =
        wished.origin().because() == Because.DEFAULT && !wished.origin().reason().isEmpty();
    return (byDefault && FOR_CREATION.contains(name))
        || (name.equals(DatabaseShape.VERSION) && isInstalled(text, there.get(), live))
        || (name.equals(Storage.SIZE) && Storage.isGrownByItself(live, wish))
        || (KEYS.contains(name) && isSameKey(text, there.get()))
        || (name.equals(DatabaseShape.ZONE) && live.flag(DatabaseShape.MULTI).orElse(false))
        || (Set.of("dbName", "masterUsername").contains(name)
            && text.equalsIgnoreCase(there.get()));
  }

  /** Minor versions are AWS's matter where it may install them. */
  private boolean isInstalled(String wished, String there, Entries live) {
    String engine = String.valueOf(db.engine());
    EngineVersion asked = EngineVersion.of(engine, wished);
    EngineVersion has = EngineVersion.of(engine, there);
    boolean byAws =
        wish.flag("autoMinorVersionUpgrade")
            .or(() -> live.flag("autoMinorVersionUpgrade"))
            .orElse(true);
    return asked.names(has) || (byAws && has.isSameMajor(asked) && has.compareTo(asked) > 0);
  }

  /** A key may be written by its id, its ARN or an alias, of which AWS tells the ARN alone. */
  private static boolean isSameKey(String wished, String there) {
    return there.endsWith("/" + wished)
        || wished.startsWith("alias/")
        || wished.contains(":alias/");
  }

  private Map<String, String> later(Entries live) {
    Map<String, String> later = new HashMap<>();
    Set<String> differing = differing(live);
    if (status.equals(DatabaseHealth.STOPPED)) {
      boolean stays = wish.text(DatabaseShape.STATE).orElse("started").equals("stopped");
      if (stays && !wish.text(DatabaseShape.WHEN_ASLEEP).orElse("wait").equals("wake")) {
        differing.forEach(name -> later.put(name, "waits until the database runs"));
      }
    } else if (!DatabaseHealth.takesChanges(status)) {
      differing.forEach(name -> later.put(name, "waits while the database is " + status));
    }
    if (Storage.RESTING.stream().anyMatch(differing::contains) && later.isEmpty()) {
      restingUntil()
          .ifPresent(reason ->
              Storage.RESTING.stream()
                  .filter(differing::contains)
                  .forEach(name -> later.put(name, reason)));
    }
    inWindow(live, later);
    db.dbParameterGroups().stream()
        .filter(group -> "pending-reboot".equals(group.parameterApplyStatus()))
        .findFirst()
        .ifPresent(group ->
            later.put(
                DatabaseShape.PARAMETERS + ".pending-reboot",
                "static parameters of "
                    + group.dbParameterGroupName()
                    + " wait for a reboot, which is a person's decision"));
    return later;
  }

  private Set<String> differing(Entries live) {
    Set<String> names = new TreeSet<>();
    wish.entries()
        .forEach((name, wished) -> {
          boolean counts =
              DatabaseShape.MODEL
                  .member(name)
                  .filter(
                      m -> !(m.compared() instanceof steadystate.resource.Member.Compared.Never))
                  .isPresent();
          boolean same = live.get(name).map(wished::equals).orElse(false);
          if (counts
              && !same
              && !(wished instanceof Value.Template)
              && !name.equals("tags")
              && !name.equals(DatabaseShape.SKIP)) {
            names.add(name);
          }
        });
    if (!wish.has(Storage.MOST) && live.has(Storage.MOST) && !wish.entries().isEmpty()) {
      names.add(Storage.MOST);
    }
    return names;
  }

  /** What AWS keeps for the maintenance window, unless something else is wished by now. */
  private void inWindow(Entries live, Map<String, String> later) {
    if (!isWaiting() || wish.flag(DatabaseShape.AT_ONCE).orElse(false)) {
      return;
    }
    String opens =
        Optional.ofNullable(db.preferredMaintenanceWindow())
            .flatMap(WeekWindow::weekly)
            .map(window -> " " + window.next(scope.now()))
            .orElse("");
    pending
        .entries()
        .forEach((name, value) -> {
          if (wish.get(name)
              .map(wished -> live.get(name).filter(wished::equals).isPresent())
              .orElse(true)) {
            later.put(name, value + " waits for the maintenance window" + opens);
          }
        });
  }

  /** Why AWS takes no storage change now; asked only when one is wished. */
  private Optional<String> restingUntil() {
    if (status.equals(DatabaseHealth.OPTIMIZING)) {
      return Optional.of("waits until AWS has optimised the storage");
    }
    Optional<Instant> last =
        Rds.client(scope)
            .describeEvents(r ->
                r.sourceIdentifier(db.dbInstanceIdentifier())
                    .sourceType(SourceType.DB_INSTANCE)
                    .duration((int) REST.toMinutes()))
            .events()
            .stream()
            .filter(event -> isStorageChange(String.valueOf(event.message())))
            .map(event -> event.date())
            .max(Instant::compareTo);
    return last.map(at -> at.plus(REST))
        .filter(next -> next.isAfter(scope.now()))
        .map(next -> "waits until " + next + ": AWS takes one storage change in six hours");
  }

  /** RDS-EVENT-0017 and its like: "Finished applying modification to allocated storage". */
  private static boolean isStorageChange(String message) {
    String text = message.toLowerCase(java.util.Locale.ROOT);
    return text.contains("modification to")
        && List.of("storage", "iops").stream().anyMatch(text::contains);
  }
}
