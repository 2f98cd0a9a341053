package steadystate.kinds.databases;

import java.util.List;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Section.Entry;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What can be told of a written database without AWS. */
final class DatabaseChecks {
  private final Entry entry;
  private final Entries written;
  private final Blueprint blueprint;

  private DatabaseChecks(Entry entry, Blueprint blueprint) {
    this.entry = entry;
    this.written = entry.value();
    this.blueprint = blueprint;
  }

  static void of(Entry entry, Blueprint blueprint) {
    DatabaseChecks checks = new DatabaseChecks(entry, blueprint);
    checks.name();
    checks.needed();
    checks.passwords();
    checks.windows();
    checks.storage();
    checks.zone();
  }

  private void name() {
    String name = DatabasesSection.identifier(entry);
    if (!name.matches("[A-Za-z](-?[A-Za-z0-9])*") || name.length() > 63) {
      problem(
          "invalid-name",
          entry.named() ? "name" : "",
          name + " is not a name that AWS takes for a database",
          "at most 63 letters, digits and single hyphens, a letter first");
    }
    if (entry.named() && written.has(DatabaseShape.IDENTIFIER)) {
      problem(
          "set-twice",
          DatabaseShape.IDENTIFIER,
          "name and dbInstanceIdentifier are the same field",
          "write one of them");
    }
  }

  private void needed() {
    if (!written.has("dbInstanceClass")) {
      problem(
          "missing-key",
          "dbInstanceClass",
          "a database needs its class",
          "such as `dbInstanceClass: db.t4g.micro`");
    }
    if (!written.has("engine") && !written.has(DatabaseShape.SNAPSHOT)) {
      problem("missing-key", "engine", "a database needs its engine", "such as `engine: postgres`");
    }
  }

  private void passwords() {
    for (String name : DatabasesSection.REFUSED) {
      if (written.has(name)) {
        problem(
            "secret-in-spec",
            name,
            "a password never stands in a spec",
            "leave it out: AWS keeps one in Secrets Manager (`manageMasterUserPassword: true` is"
                + " the default); or write the ARN of a secret as `masterUserPassword`");
      }
    }
    Optional<String> source = written.text(DatabaseShape.PASSWORD);
    boolean plain =
        source.isPresent()
            && written.get(DatabaseShape.PASSWORD).get() instanceof Value.Text
            && !MasterPassword.isSource(source.get());
    if (plain) {
      problem(
          "secret-in-spec",
          DatabaseShape.PASSWORD,
          "a password never stands in a spec",
          "write the ARN of a Secrets Manager secret or of an SSM parameter that holds it, or leave"
              + " it out: AWS then keeps one itself");
    }
    if (source.isPresent() && written.flag(DatabaseShape.MANAGED).orElse(false)) {
      problem(
          "set-twice",
          DatabaseShape.PASSWORD,
          "AWS either keeps the password itself or is told one",
          "write manageMasterUserPassword or masterUserPassword");
    }
  }

  private void windows() {
    Optional<String> backup = written.text("preferredBackupWindow");
    Optional<String> upkeep = written.text("preferredMaintenanceWindow");
    List<WeekWindow> daily = backup.map(WeekWindow::daily).orElse(List.of());
    Optional<WeekWindow> weekly = upkeep.flatMap(WeekWindow::weekly);
    if (backup.isPresent() && daily.isEmpty()) {
      badWindow("preferredBackupWindow", backup.get(), "01:00-02:00");
    }
    if (upkeep.isPresent() && weekly.isEmpty()) {
      badWindow("preferredMaintenanceWindow", upkeep.get(), "sun:03:00-sun:04:00");
    }
    if (weekly.isPresent() && daily.stream().anyMatch(weekly.get()::overlaps)) {
      problem(
          "windows-overlap",
          "preferredMaintenanceWindow",
          "the maintenance window "
              + upkeep.get()
              + " overlaps the backup window "
              + backup.get()
              + ", which AWS refuses",
          "move one of them; both are in UTC");
    }
  }

  private void badWindow(String member, String text, String example) {
    problem("bad-window", member, text + " is no window of RDS", "write it as " + example);
  }

  private void storage() {
    Optional<Long> size = Storage.number(written, Storage.SIZE);
    Optional<Long> most = Storage.number(written, Storage.MOST);
    String engine = written.text("engine").orElse("");
    int threshold = Storage.threshold(engine);
    boolean own = written.has(Storage.IOPS) || written.has(Storage.THROUGHPUT);
    if (own
        && written.text(Storage.TYPE).orElse("").equals("gp3")
        && size.isPresent()
        && size.get() < threshold) {
      String member = written.has(Storage.IOPS) ? Storage.IOPS : Storage.THROUGHPUT;
      problem(
          "invalid-storage",
          member,
          "AWS takes no IOPS or throughput for " + engine + " on gp3 below " + threshold + " GiB",
          "leave them out, or write allocatedStorage: " + threshold + " or more");
    }
    if (size.isPresent() && most.isPresent() && most.get() <= size.get()) {
      problem(
          "invalid-storage",
          Storage.MOST,
          "maxAllocatedStorage has to be greater than allocatedStorage",
          "write " + Storage.leastGrowth(size.get()) + " or more, or leave it out");
    }
  }

  private void zone() {
    if (written.has(DatabaseShape.ZONE) && written.flag(DatabaseShape.MULTI).orElse(false)) {
      problem(
          "zone-with-multi-az",
          DatabaseShape.ZONE,
          "AWS chooses the zones of a multi-AZ database, and refuses to be told one",
          "leave availabilityZone out, or write `multiAZ: false`");
    }
  }

  private void problem(String code, String member, String message, String help) {
    blueprint.problem(code, written.get(member).orElse(written), member, message, help);
  }
}
