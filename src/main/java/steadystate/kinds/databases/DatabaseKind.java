package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * An RDS database instance. It is never replaced; a delete needs an approval, leaves a snapshot,
 * and does not happen at all while deletion protection is on.
 */
public final class DatabaseKind implements Kind {
  public static final String NAME = "database";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return DatabaseShape.MODEL;
  }

  @Override
  public boolean stateful() {
    return true;
  }

  @Override
  public Set<String> attributes() {
    return Set.of(
        "name",
        "arn",
        "resourceId",
        "username",
        "dbName",
        "secretArn",
        "address",
        "port",
        "endpoint");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    if (!Rds.isWorthALook(scope, "db", wanted)) {
      return new Observation(List.of());
    }
    List<Live> found = new ArrayList<>();
    Map<ResourceId, Failure> unknown = new HashMap<>();
    for (DBInstance db : Rds.instances(scope)) {
      Optional<ResourceId> id =
          Whose.id(scope, NAME, Rds.tags(db.tagList()), wanted, d -> isNamed(d, db));
      if (id.isPresent()) {
        try {
          found.add(new DatabaseLook(scope, db, wish(wanted, id.get())).live(id.get()));
        } catch (FailureException e) {
          unknown.put(id.get(), e.failure());
        }
      }
    }
    return new Observation(found, unknown);
  }

  private static boolean isNamed(Declared declared, DBInstance db) {
    return declared
        .model()
        .text(DatabaseShape.IDENTIFIER)
        .filter(name -> name.equalsIgnoreCase(db.dbInstanceIdentifier()))
        .isPresent();
  }

  private static Value.Entries wish(List<Declared> wanted, ResourceId id) {
    return wanted.stream()
        .filter(d -> d.id().equals(id))
        .findFirst()
        .map(Declared::model)
        .orElse(Value.Entries.EMPTY);
  }

  @Override
  public Optional<String> objection(Live live, Value.Entries wish, FieldPath path) {
    return switch (path.head()) {
      case Storage.SIZE, Storage.MOST -> Storage.objection(live.model(), wish, path.head());
      case DatabaseShape.VERSION -> versionObjection(live.model(), wish);
      default -> Optional.empty();
    };
  }

  private static Optional<String> versionObjection(Value.Entries live, Value.Entries wish) {
    String engine = live.text("engine").orElse("");
    EngineVersion has = EngineVersion.of(engine, live.text(DatabaseShape.VERSION).orElse(""));
    EngineVersion asked = EngineVersion.of(engine, wish.text(DatabaseShape.VERSION).orElse(""));
    if (asked.compareTo(has) < 0) {
      return Optional.of(
          "a database never goes back from version %s to %s; write %s".formatted(has, asked, has));
    }
    boolean allowed = wish.flag(DatabaseShape.MAJOR).orElse(false);
    return asked.isSameMajor(has) || allowed
        ? Optional.empty()
        : Optional.of(
            "from %s to %s is a major upgrade, which cannot be undone; write `%s: true` beside it"
                .formatted(has, asked, DatabaseShape.MAJOR));
  }

  @Override
  public Optional<String> protection(Live live) {
    return live.model().flag("deletionProtection").orElse(false)
        ? Optional.of(
            "its deletion protection is on; it stays until a commit of its own has written"
                + " `deletionProtection: false`")
        : Optional.empty();
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text(DatabaseShape.IDENTIFIER);
    Map<String, String> tags = new HashMap<>(wish.tags());
    FinalSnapshot.remembered(wish.model()).ifPresent(text -> tags.put(FinalSnapshot.TAG, text));
    try {
      return DatabaseLook.attributes(
          wish.model().has(DatabaseShape.SNAPSHOT)
              ? restored(scope, wish, tags)
              : created(scope, wish, tags));
    } catch (FailureException e) {
      throw e.is("DBInstanceAlreadyExists") ? Rds.exists(e, name) : e;
    }
  }

  private static DBInstance created(Scope scope, Wish wish, Map<String, String> tags) {
    CreateDbInstanceRequest.Builder request =
        Pojo.fill(CreateDbInstanceRequest.builder(), wish.model().without(DatabaseShape.PASSWORD));
    wish.model()
        .text(DatabaseShape.PASSWORD)
        .map(source -> new MasterPassword(source).read(scope))
        .ifPresent(password -> {
          request.masterUserPassword(password.value());
          tags.put(MasterPassword.TAG, password.version());
        });
    return Rds.client(scope).createDBInstance(request.tags(Rds.tags(tags)).build()).dbInstance();
  }

  /** What a restore cannot say, such as the backups' number, differs afterwards and is changed. */
  private static DBInstance restored(Scope scope, Wish wish, Map<String, String> tags) {
    RestoreDbInstanceFromDbSnapshotRequest request =
        Pojo.fill(RestoreDbInstanceFromDbSnapshotRequest.builder(), wish.model())
            .dbSnapshotIdentifier(wish.text(DatabaseShape.SNAPSHOT))
            .tags(Rds.tags(tags))
            .build();
    return Rds.client(scope).restoreDBInstanceFromDBSnapshot(request).dbInstance();
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Set<String> members =
        changed.stream().map(FieldPath::head).collect(Collectors.toCollection(TreeSet::new));
    String name = live.attributes().require("name");
    if (members.remove(DatabaseShape.SKIP) | isForgotten(live, wish)) {
      remember(scope, live, wish);
    }
    if (members.isEmpty()) {
      return;
    }
    DBInstance db =
        Rds.instance(scope, name)
            .orElseThrow(() -> Rds.busy("NotVisibleYet", name + " cannot be seen just now"));
    if (db.dbInstanceStatus().equals(DatabaseHealth.STOPPED)) {
      wake(scope, name, members);
    } else if (!DatabaseHealth.takesChanges(db.dbInstanceStatus())) {
      throw Rds.busy("InvalidDBInstanceState", name + " is " + db.dbInstanceStatus());
    } else if (members.equals(Set.of(DatabaseShape.STATE))) {
      Sleep.send(scope, db);
    } else {
      // What else is changed goes first: a stopped database takes no change.
      members.remove(DatabaseShape.STATE);
      new DatabaseChange(scope, db, wish, members).carryOut();
    }
  }

  private static void wake(Scope scope, String name, Set<String> members) {
    Rds.client(scope).startDBInstance(r -> r.dbInstanceIdentifier(name));
    if (!members.equals(Set.of(DatabaseShape.STATE))) {
      throw Rds.busy("Starting", name + " is starting; its changes follow when it runs");
    }
  }

  private static boolean isForgotten(Live live, Wish wish) {
    return !FinalSnapshot.remembered(wish.model())
        .equals(Optional.ofNullable(live.tags().get(FinalSnapshot.TAG)));
  }

  private static void remember(Scope scope, Live live, Wish wish) {
    Optional<String> text = FinalSnapshot.remembered(wish.model());
    Rds.tag(
        scope,
        live.arn(),
        text.map(name -> Map.of(FinalSnapshot.TAG, name)).orElse(Map.of()),
        text.isPresent() ? Set.of() : Set.of(FinalSnapshot.TAG));
  }

  /** Automated backups are kept, and a snapshot is taken unless an approved spec said no. */
  @Override
  public void delete(Scope scope, Live live) {
    Optional<String> kept = protection(live);
    if (kept.isPresent()) {
      throw Rds.rejected("DeletionProtection", live.id() + ": " + kept.get());
    }
    Optional<DBInstance> there = Rds.instance(scope, live.attributes().require("name"));
    if (there.isEmpty() || there.get().dbInstanceStatus().equals("deleting")) {
      return;
    }
    DBInstance db = there.get();
    boolean noSnapshot =
        FinalSnapshot.isSkipped(live.tags())
            // AWS takes no last snapshot of a replica, nor of a member of a cluster.
            || db.readReplicaSourceDBInstanceIdentifier() != null
            || db.dbClusterIdentifier() != null;
    try {
      delete(scope, db, noSnapshot, FinalSnapshot.name(db, live.tags()));
    } catch (FailureException e) {
      if (e.is("DBSnapshotAlreadyExists")) {
        delete(scope, db, noSnapshot, FinalSnapshot.ownName(db));
      } else if (!e.is("DBInstanceNotFound", "DBInstanceNotFoundFault")) {
        throw e;
      }
    }
  }

  private static void delete(Scope scope, DBInstance db, boolean noSnapshot, String snapshot) {
    RdsClient rds = Rds.client(scope);
    DeleteDbInstanceRequest.Builder request =
        DeleteDbInstanceRequest.builder()
            .dbInstanceIdentifier(db.dbInstanceIdentifier())
            .skipFinalSnapshot(noSnapshot)
            .deleteAutomatedBackups(false);
    rds.deleteDBInstance(
        noSnapshot ? request.build() : request.finalDBSnapshotIdentifier(snapshot).build());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Rds.tag(scope, live.arn(), put, remove);
  }
}
