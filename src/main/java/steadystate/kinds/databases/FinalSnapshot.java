package steadystate.kinds.databases;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import steadystate.resource.Owner;
import steadystate.resource.Value;

/**
 * The snapshot that a delete takes. What was written about it is remembered in a tag, because on
 * the day of the delete the spec says nothing of the database any more.
 */
final class FinalSnapshot {
  static final String TAG = Owner.PREFIX + "final-snapshot";
  private static final String NONE = "none";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private FinalSnapshot() {}

  /** What to remember; empty when nothing was written. */
  static Optional<String> remembered(Value.Entries wish) {
    return wish.flag(DatabaseShape.SKIP).orElse(false)
        ? Optional.of(NONE)
        : wish.text(DatabaseShape.FINAL);
  }

  static boolean isSkipped(Map<String, String> tags) {
    return NONE.equals(tags.get(TAG));
  }

  /** The written name, else one that the same instance gets every time and no other. */
  static String name(DBInstance db, Map<String, String> tags) {
    return Optional.ofNullable(tags.get(TAG))
        .filter(name -> !name.equals(NONE))
        .orElseGet(() -> ownName(db));
  }

  static String ownName(DBInstance db) {
    String born = Optional.ofNullable(db.instanceCreateTime()).map(STAMP::format).orElse("unknown");
    return db.dbInstanceIdentifier() + "-final-" + born;
  }
}
