package steadystate.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.environment.Mode;
import steadystate.environment.Schedule;
import steadystate.environment.Waiver;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/** The rules of the mode strict, and the waivers that set them aside. */
public final class Strict {
  private static final List<Rule> RULES =
      List.of(
          TaskRules.PINNED_IMAGES,
          TrafficRules.NO_PUBLIC_INGRESS,
          TaskRules.NO_PUBLIC_IP,
          TaskRules.PRIVATE_SUBNETS,
          TrafficRules.HTTPS,
          TaskRules.TWO_TASKS,
          TaskRules.CIRCUIT_BREAKER,
          UpkeepRules.LOGS_KEPT,
          TaskRules.NO_PLAIN_SECRETS,
          UpkeepRules.CONTAINER_INSIGHTS,
          DatabaseRules.MULTI_AZ,
          DatabaseRules.ENCRYPTED,
          DatabaseRules.PROTECTED,
          DatabaseRules.BACKUPS,
          DatabaseRules.NOT_PUBLIC,
          HostRules.NO_HOST_ACCESS);

  private static final String WINDOWS = "strict/windows";

  private final Environment environment;
  private final Instant now;

  private Strict(Environment environment, Instant now) {
    this.environment = environment;
    this.now = now;
  }

  /** Every rule, by id, with what it asks for. */
  public static Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    RULES.forEach(rule -> rules.put(rule.id(), rule.asks()));
    rules.put(WINDOWS, "changes are made inside reconcile.windows");
    return rules;
  }

  /** What the mode refuses of a spec, as far as that can be told without AWS. */
  public static List<Refusal> check(Environment environment, Instant now) {
    return onSpec(environment, now).refusals();
  }

  /** The same with what is only warned of: in other modes, what strict would never take. */
  static Verdict onSpec(Environment environment, Instant now) {
    Strict strict = new Strict(environment, now);
    return environment.settings().mode() == Mode.STRICT
        ? Verdict.refused(strict.refusals())
        : new Verdict(List.of(), strict.warnings());
  }

  /** What a plan and its spec break. */
  static Verdict onPlan(Environment environment, Plan plan, Instant now) {
    Verdict spec = onSpec(environment, now);
    return environment.settings().mode() == Mode.STRICT
        ? spec.and(
            Verdict.refused(new Strict(environment, now).outsideWindows(plan).stream().toList()))
        : spec;
  }

  /** What of an environment each rule would refuse, whatever its mode and its waivers. */
  public static List<Refusal> broken(Environment environment) {
    Strict strict = new Strict(environment, Instant.EPOCH);
    return RULES.stream().flatMap(strict::broken).toList();
  }

  private List<Refusal> refusals() {
    List<Refusal> refusals = new ArrayList<>();
    for (Rule rule : RULES) {
      broken(rule)
          .filter(refusal -> !isWaived(rule.id(), refusal.resource()))
          .forEach(refusals::add);
    }
    environment.settings().waivers().stream().flatMap(this::onWaiver).forEach(refusals::add);
    return refusals;
  }

  private List<Warning> warnings() {
    return RULES.stream()
        .filter(Rule::warnsElsewhere)
        .flatMap(this::broken)
        .filter(refusal -> !isWaived(refusal.rule(), refusal.resource()))
        .map(refusal ->
            new Warning(refusal.rule(), refusal.resource(), refusal.message(), refusal.source()))
        .toList();
  }

  private Stream<Refusal> broken(Rule rule) {
    return rule.check()
        .apply(environment)
        .map(offence ->
            new Refusal(
                rule.id(),
                offence.resource(),
                offence.message(),
                offence.at().origin().at().or(() -> place(offence.resource()))));
  }

  private Optional<SourceSpan> place(ResourceId resource) {
    return environment.find(resource).map(Declared::at);
  }

  private boolean isWaived(String rule, ResourceId resource) {
    return environment.settings().waivers().stream()
        .filter(waiver -> waiver.rule().equals(rule) && !hasRunOut(waiver))
        .anyMatch(waiver -> waiver.resource().map(resource.toString()::equals).orElse(true));
  }

  /** The last day counts to its end, in UTC. */
  private boolean hasRunOut(Waiver waiver) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return waiver.until().filter(today::isAfter).isPresent();
  }

  private Stream<Refusal> onWaiver(Waiver waiver) {
    if (!rules().containsKey(waiver.rule())) {
      String help =
          Suggestions.didYouMean(waiver.rule(), rules().keySet())
              .orElse("there are " + String.join(", ", rules().keySet()));
      return Stream.of(
          refusal(
              "strict/unknown-rule", waiver, "no rule is called " + waiver.rule() + "; " + help));
    }
    return hasRunOut(waiver)
        ? Stream.of(
            refusal(
                "strict/expired-waiver",
                waiver,
                "the waiver of "
                    + waiver.rule()
                    + " ran out on "
                    + waiver.until().map(LocalDate::toString).orElse("")
                    + "; take it out, or give it a later day"))
        : Stream.empty();
  }

  private Refusal refusal(String rule, Waiver waiver, String message) {
    return new Refusal(
        rule,
        waiver.resource().map(ResourceId::parse).orElse(all()),
        message,
        Optional.of(waiver.at()));
  }

  private ResourceId all() {
    return new ResourceId("environment", environment.name());
  }

  private Optional<Refusal> outsideWindows(Plan plan) {
    Optional<Schedule> closed =
        environment.settings().changes().filter(changes -> !changes.isOpen(now));
    if (closed.isEmpty() || plan.due().isEmpty() || isWaived(WINDOWS, all())) {
      return Optional.empty();
    }
    String opens =
        closed
            .get()
            .opensAfter(now)
            .map(at -> "they open at " + at.atZone(closed.get().timezone()).toOffsetDateTime())
            .orElse("they never open again");
    return Optional.of(
        new Refusal(
            WINDOWS,
            all(),
            "changes are made only inside reconcile.windows; " + opens,
            Optional.empty()));
  }
}
