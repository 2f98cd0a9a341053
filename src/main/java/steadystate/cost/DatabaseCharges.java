package steadystate.cost;

import java.math.BigDecimal;

/** What a database costs: its class, its storage, its secret. */
final class DatabaseCharges {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private DatabaseCharges() {}

  static void of(Tab tab, Part database) {
    if (database.get("dbClusterIdentifier").isPresent()) {
      tab.unknown("Aurora", "clusters are not estimated");
      return;
    }
    boolean two = database.is("multiAZ");
    if (!database.is("state", "stopped")) {
      hours(tab, database, two);
    }
    String type = database.text("storageType").orElse("gp3");
    BigDecimal size = database.number("allocatedStorage").orElse(BigDecimal.ZERO);
    twice(tab, "storage " + type, "rds." + type, two, size, "GB", "no extra IOPS");
    // AWS keeps as many GB of backups as the database has, without charge.
    if (database.is("manageMasterUserPassword")) {
      tab.add("secret", "secret", 1, "secret", "");
    }
  }

  private static void hours(Tab tab, Part database, boolean two) {
    String type = database.text("dbInstanceClass").orElse("");
    String item = "rds." + database.text("engine").orElse("") + "." + type;
    String both = item + ".multi";
    boolean known = two && tab.knows(both);
    tab.awake(
        "database " + type + (two ? ", two zones" : ""),
        known ? both : item,
        two && !known ? TWO : BigDecimal.ONE,
        "h",
        two && !known ? "two zones cost twice" : "backups within the size of the storage");
  }

  private static void twice(
      Tab tab, String what, String item, boolean two, BigDecimal size, String unit, String said) {
    String both = item + ".multi";
    boolean known = two && tab.knows(both);
    tab.add(what, known ? both : item, two && !known ? size.multiply(TWO) : size, unit, said);
  }
}
