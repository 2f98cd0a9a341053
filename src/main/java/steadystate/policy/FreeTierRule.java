package steadystate.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.cost.AwakeHours;
import steadystate.cost.FreeTierTerms;
import steadystate.environment.Environment;
import steadystate.environment.mode.CostSave.FreeTier;
import steadystate.environment.mode.Mode;
import steadystate.observe.AccountPlan;
import steadystate.plan.Note;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.yaml.SourceSpan;

/**
 * In cost-save a database or instance that leaves AWS's free tier is refused, or warned of, as
 * {@code costSave.freeTier} says. What is not known to be free is not.
 */
final class FreeTierRule {
  static final String ID = "cost-save/free-tier";

  private final Environment environment;
  private final FreeTierTerms terms;
  private final AccountPlan account;
  private final Instant now;
  private final AwakeHours hours;

  private FreeTierRule(
      Environment environment, FreeTierTerms terms, AccountPlan account, Instant now) {
    this.environment = environment;
    this.terms = terms;
    this.account = account;
    this.now = now;
    this.hours = AwakeHours.of(environment, now);
  }

  /**
   * Whether what AWS says of the account changes anything for an environment; else nobody has to
   * ask.
   */
  static boolean concerns(Environment environment) {
    boolean some =
        Stream.of("database", "instance")
            .flatMap(kind -> Models.of(kind, environment))
            .findAny()
            .isPresent();
    return some
        && environment.settings().mode() == Mode.COST_SAVE
        && environment.settings().costSave().freeTier() != FreeTier.OFF;
  }

  /** How the account stands, for those who read a plan. */
  static Note note(Environment environment, AccountPlan account, Instant now) {
    return new Note(
        new ResourceId("environment", environment.name()),
        "account",
        FreeTierWords.of(account, now));
  }

  static Verdict of(Environment environment, AccountPlan account, Instant now) {
    FreeTier asked = environment.settings().costSave().freeTier();
    if (!concerns(environment)) {
      return Verdict.NONE;
    }
    FreeTierTerms terms = terms(now).of(account);
    List<Offence> offences = new FreeTierRule(environment, terms, account, now).offences().toList();
    return asked == FreeTier.DENY
        ? Verdict.refused(
            offences.stream()
                .map(one -> new Refusal(ID, one.resource(), one.message(), at(environment, one)))
                .toList())
        : new Verdict(
            List.of(),
            offences.stream()
                .map(one -> new Warning(ID, one.resource(), one.message(), at(environment, one)))
                .toList());
  }

  private static FreeTierTerms terms(Instant now) {
    return FreeTierTerms.shipped().on(now.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private static Optional<SourceSpan> at(Environment environment, Offence offence) {
    return offence
        .at()
        .origin()
        .at()
        .or(() -> environment.find(offence.resource()).map(Declared::at));
  }

  private Stream<Offence> offences() {
    List<Declared> databases = Models.of("database", environment).toList();
    List<Declared> machines = Models.of("instance", environment).toList();
    if (account instanceof AccountPlan.Told told && told.hasEnded(now)) {
      return Stream.concat(databases.stream(), machines.stream())
          .map(one -> new Offence(one.id(), FreeTierWords.ended(told, now), one.model()));
    }
    return Stream.of(
            databases.stream().flatMap(this::database),
            tooMany("rds", databases),
            machines.stream().flatMap(this::machine),
            tooMany("ec2", machines))
        .flatMap(offences -> offences);
  }

  private Stream<Offence> database(Declared database) {
    Entries model = database.model();
    if (model.has("dbClusterIdentifier")) {
      return Stream.of(
          offence(
              database,
              "dbClusterIdentifier",
              "Aurora is not in the free tier; write a database of its own"));
    }
    List<Offence> out = new ArrayList<>();
    String engine = model.text("engine").orElse("");
    if (!terms.allows("rds", "engine", engine)) {
      out.add(
          offence(
              database,
              "engine",
              "the engine "
                  + engine
                  + " is not in the free tier; write postgres, mysql or mariadb"));
    }
    String type = model.text("dbInstanceClass").orElse("");
    if (!terms.allows("rds", "class", type)) {
      out.add(
          offence(
              database,
              "dbInstanceClass",
              leaves("class", type) + "`dbInstanceClass: db.t4g.micro`"));
    }
    if (model.get("multiAZ").filter(Value.flag(true)::equals).isPresent()) {
      out.add(
          offence(
              database,
              "multiAZ",
              "a second zone is not in the free tier; write `multiAZ: false`"));
    }
    return Stream.concat(out.stream(), storage(database, model));
  }

  private Stream<Offence> storage(Declared database, Entries model) {
    List<Offence> out = new ArrayList<>();
    BigDecimal most = terms.least("rds", "storage-gb");
    if (whole(model, "allocatedStorage").filter(size -> size.compareTo(most) <= 0).isEmpty()) {
      out.add(
          offence(
              database,
              "allocatedStorage",
              "the free tier has "
                  + most
                  + " GiB for a database; write `allocatedStorage: "
                  + most
                  + "`"));
    }
    Optional<String> storage = model.text("storageType");
    if (storage.isPresent() && !terms.allows("rds", "storage-type", storage.get())) {
      out.add(
          offence(
              database, "storageType", leaves("storage", storage.get()) + "`storageType: gp3`"));
    }
    return out.stream();
  }

  private Stream<Offence> machine(Declared machine) {
    String type = machine.model().text("instanceType").orElse("");
    return terms.allows("ec2", "class", type)
        ? Stream.empty()
        : Stream.of(
            offence(machine, "instanceType", leaves("type", type) + "`instanceType: t3.micro`"));
  }

  private static String leaves(String what, String value) {
    return (value.isEmpty() ? "no " + what + " is written" : value + " is not in the free tier")
        + "; write ";
  }

  /** All of them share the hours of one month. */
  private Stream<Offence> tooMany(String service, List<Declared> all) {
    List<Declared> running =
        all.stream()
            .filter(one ->
                one.model().text("state").filter("stopped"::equals).isEmpty()
                    || !hours.said().isEmpty())
            .toList();
    BigDecimal free = terms.least(service, "hours");
    BigDecimal asked = hours.awake().multiply(BigDecimal.valueOf(running.size()));
    if (asked.compareTo(free) <= 0 || running.size() < 2) {
      return Stream.empty();
    }
    long fit = Math.max(1, free.divideToIntegralValue(hours.awake()).longValue());
    return running.stream()
        .skip(fit)
        .map(one ->
            new Offence(
                one.id(),
                "the free tier has "
                    + free
                    + " h a month for all of a kind together, and "
                    + running.size()
                    + " run here; leave one out, or fewer hours with `costSave.awake`",
                one.model()));
  }

  private static Optional<BigDecimal> whole(Entries model, String member) {
    return Models.whole(model, member).map(BigDecimal::valueOf);
  }

  private static Offence offence(Declared resource, String member, String message) {
    Entries model = resource.model();
    return new Offence(resource.id(), message, model.get(member).orElse(model));
  }
}
