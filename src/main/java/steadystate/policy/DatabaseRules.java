package steadystate.policy;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on databases. What a cluster decides is not asked of its members. */
final class DatabaseRules {
  private static final int LEAST_BACKUPS = 7;

  static final Rule MULTI_AZ =
      flag("strict/database-multi-az", "a database stands in two zones", "multiAZ");

  static final Rule ENCRYPTED =
      flag("strict/database-encrypted", "a database's storage is encrypted", "storageEncrypted");

  static final Rule PROTECTED =
      flag(
          "strict/database-deletion-protection",
          "a database is protected against deletion",
          "deletionProtection");

  static final Rule BACKUPS =
      new Rule(
          "strict/database-backups",
          "a database's backups are kept for 7 days or more",
          environment -> databases(environment).flatMap(DatabaseRules::fewBackups));

  static final Rule NOT_PUBLIC =
      new Rule(
          "strict/no-public-database",
          "a database has no public address",
          environment -> Models.of("database", environment).flatMap(DatabaseRules::publicAddress));

  private DatabaseRules() {}

  private static Stream<Declared> databases(Environment environment) {
    Predicate<Declared> isMember = database -> database.model().has("dbClusterIdentifier");
    return Models.of("database", environment).filter(isMember.negate());
  }

  private static Rule flag(String id, String asks, String member) {
    return new Rule(
        id,
        asks,
        environment ->
            databases(environment)
                .filter(database -> !is(database.model(), member))
                .map(database ->
                    offence(database, member, "not so here; write `" + member + ": true`", asks)));
  }

  private static boolean is(Entries model, String member) {
    return model.get(member).filter(Value.flag(true)::equals).isPresent();
  }

  private static Stream<Offence> fewBackups(Declared database) {
    Optional<Integer> days = Models.whole(database.model(), "backupRetentionPeriod");
    return days.orElse(1) >= LEAST_BACKUPS
        ? Stream.empty()
        : Stream.of(
            offence(
                database,
                "backupRetentionPeriod",
                "here for " + days.orElse(1) + "; write `backupRetentionPeriod: 7` or more",
                BACKUPS.asks()));
  }

  /** Without a word about it AWS looks whether its VPC has a way to the internet. */
  private static Stream<Offence> publicAddress(Declared database) {
    boolean shut =
        database.model().get("publiclyAccessible").filter(Value.flag(false)::equals).isPresent();
    return shut
        ? Stream.empty()
        : Stream.of(
            offence(
                database,
                "publiclyAccessible",
                "this one may get one; write `publiclyAccessible: false`",
                NOT_PUBLIC.asks()));
  }

  private static Offence offence(Declared database, String member, String help, String asks) {
    Entries model = database.model();
    return new Offence(database.id(), asks + ": " + help, model.get(member).orElse(model));
  }
}
