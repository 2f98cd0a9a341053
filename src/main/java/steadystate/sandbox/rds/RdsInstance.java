package steadystate.sandbox.rds;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * One instance.
 *
 * @param shown what DescribeDBInstances answers, without the tags
 * @param turn what happens next to it, and when
 * @param storageChangedAt when its storage was changed last
 */
public record RdsInstance(
    DBInstance shown, Optional<Turn> turn, Optional<Instant> storageChangedAt) {

  /**
   * The next step of the status machine.
   *
   * @param at when
   * @param to the status that it has from then on; {@code gone} when it is deleted
   */
  public record Turn(Instant at, String to) {}

  RdsInstance(DBInstance shown) {
    this(shown, Optional.empty(), Optional.empty());
  }

  RdsInstance with(Consumer<DBInstance.Builder> change) {
    return new RdsInstance(shown.toBuilder().applyMutation(change).build(), turn, storageChangedAt);
  }

  RdsInstance status(String status) {
    return with(db -> db.dbInstanceStatus(status));
  }

  RdsInstance turns(Instant at, String to) {
    return new RdsInstance(shown, Optional.of(new Turn(at, to)), storageChangedAt);
  }

  RdsInstance rests() {
    return new RdsInstance(shown, Optional.empty(), storageChangedAt);
  }

  RdsInstance storageChanged(Instant at) {
    return new RdsInstance(shown, turn, Optional.of(at));
  }

  String id() {
    return shown.dbInstanceIdentifier();
  }

  boolean is(String... statuses) {
    return java.util.List.of(statuses).contains(shown.dbInstanceStatus());
  }
}
