package steadystate.policy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Schedule;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/** The rules of the mode strict. */
public final class Strict {
  private static final List<Rule> RULES =
      List.of(
          ContainerRules.PINNED_IMAGES,
          TrafficRules.NO_PUBLIC_INGRESS,
          PlacementRules.NO_PUBLIC_IP,
          PlacementRules.PRIVATE_SUBNETS,
          TrafficRules.HTTPS,
          ServiceRules.TWO_TASKS,
          ServiceRules.CIRCUIT_BREAKER,
          UpkeepRules.LOGS_KEPT,
          ContainerRules.NO_PLAIN_SECRETS,
          UpkeepRules.CONTAINER_INSIGHTS,
          DatabaseRules.MULTI_AZ,
          DatabaseRules.ENCRYPTED,
          DatabaseRules.PROTECTED,
          DatabaseRules.BACKUPS,
          DatabaseRules.NOT_PUBLIC,
          HostRules.NO_HOST_ACCESS,
          RegistryRules.KNOWN_REGISTRIES,
          RoleRules.KNOWN_ROLES,
          RoleRules.NARROW_PASS_ROLE);

  private static final String WINDOWS = "strict/windows";

  private final Environment environment;

  private Strict(Environment environment) {
    this.environment = environment;
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
    return new Waivers(environment, now).on(onSpec(environment)).refusals();
  }

  /** The same whatever is waived; in other modes, a warning of what strict would never take. */
  static Verdict onSpec(Environment environment) {
    Strict strict = new Strict(environment);
    return environment.settings().mode() == Mode.STRICT
        ? Verdict.refused(broken(environment))
        : new Verdict(List.of(), strict.warnings());
  }

  /** What a plan and its spec break, whatever is waived. */
  static Verdict onPlan(Environment environment, Plan plan, Instant now) {
    Verdict spec = onSpec(environment);
    return environment.settings().mode() == Mode.STRICT
        ? spec.and(Verdict.refused(outsideWindows(environment, plan, now)))
        : spec;
  }

  /** What of an environment each rule would refuse, whatever its mode and its waivers. */
  public static List<Refusal> broken(Environment environment) {
    Strict strict = new Strict(environment);
    return RULES.stream()
        .flatMap(rule -> strict.refusals(rule, rule.check().apply(environment)))
        .toList();
  }

  private List<Warning> warnings() {
    return RULES.stream()
        .flatMap(rule -> refusals(rule, rule.elsewhere().apply(environment)))
        .map(refusal ->
            new Warning(refusal.rule(), refusal.resource(), refusal.message(), refusal.source()))
        .toList();
  }

  private Stream<Refusal> refusals(Rule rule, Stream<Rule.Offence> offences) {
    return offences.map(offence ->
        new Refusal(
            rule.id(),
            offence.resource(),
            offence.message(),
            offence.at().origin().at().or(() -> place(offence.resource()))));
  }

  private Optional<SourceSpan> place(ResourceId resource) {
    return environment.find(resource).map(Declared::at);
  }

  private static List<Refusal> outsideWindows(Environment environment, Plan plan, Instant now) {
    Optional<Schedule> closed =
        environment.settings().changes().filter(changes -> !changes.isOpen(now));
    if (closed.isEmpty() || plan.due().isEmpty()) {
      return List.of();
    }
    String opens =
        closed
            .get()
            .opensAfter(now)
            .map(at -> "they open at " + at.atZone(closed.get().timezone()).toOffsetDateTime())
            .orElse("they never open again");
    return List.of(
        new Refusal(
            WINDOWS,
            new ResourceId("environment", environment.name()),
            "changes are made only inside reconcile.windows; " + opens,
            Optional.empty()));
  }
}
