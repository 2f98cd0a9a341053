package steadystate.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.environment.Policy;
import steadystate.environment.Waiver;
import steadystate.environment.mode.Mode;
import steadystate.plan.Refusal;
import steadystate.resource.ResourceId;
import steadystate.yaml.Suggestions;

/** Which rules an environment sets aside today, and what is wrong with its saying so. */
final class Waivers {
  private static final String OWN = "policy/";

  private final Environment environment;
  private final LocalDate today;

  /** The last day of a waiver counts to its end, in UTC. */
  Waivers(Environment environment, Instant now) {
    this.environment = environment;
    this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** What is left to say, and what is wrong with the waivers themselves. */
  Verdict on(Verdict said) {
    return new Verdict(
            said.refusals().stream().filter(one -> !sets(one.rule(), one.resource())).toList(),
            said.warnings().stream().filter(one -> !sets(one.rule(), one.resource())).toList())
        .and(Verdict.refused(mistakes()));
  }

  private boolean sets(String rule, ResourceId resource) {
    return environment.settings().waivers().stream()
        .filter(waiver -> waiver.rule().equals(rule) && !hasRunOut(waiver))
        .anyMatch(waiver -> waiver.resource().map(resource.toString()::equals).orElse(true));
  }

  private boolean hasRunOut(Waiver waiver) {
    return waiver.until().filter(today::isAfter).isPresent();
  }

  /** What is said of rules that have no say in a mode is not looked at in it. */
  private List<Refusal> mistakes() {
    boolean strict = environment.settings().mode() == Mode.STRICT;
    return environment.settings().waivers().stream()
        .filter(waiver -> strict || waiver.rule().startsWith(OWN))
        .flatMap(this::mistakes)
        .toList();
  }

  private Stream<Refusal> mistakes(Waiver waiver) {
    String family = waiver.rule().startsWith(OWN) ? OWN : "strict/";
    Set<String> rules = rules();
    if (!rules.contains(waiver.rule())) {
      String help =
          Suggestions.didYouMean(waiver.rule(), rules)
              .orElse("there are " + String.join(", ", rules));
      return refused(
          family + "unknown-rule", waiver, "no rule is called " + waiver.rule() + "; " + help);
    }
    if (hasRunOut(waiver)) {
      return refused(
          family + "expired-waiver",
          waiver,
          "the waiver of "
              + waiver.rule()
              + " ran out on "
              + waiver.until().map(LocalDate::toString).orElse("")
              + "; take it out, or give it a later day");
    }
    return family.equals(OWN) && waiver.resource().isPresent()
        ? refused(
            family + "wide-waiver",
            waiver,
            waiver.rule() + " speaks of the environment as a whole; leave `resource` out")
        : Stream.empty();
  }

  private Set<String> rules() {
    Set<String> rules = new TreeSet<>(Strict.rules().keySet());
    environment.settings().policies().stream().map(Policy::rule).forEach(rules::add);
    return rules;
  }

  private Stream<Refusal> refused(String rule, Waiver waiver, String message) {
    return Stream.of(
        new Refusal(
            rule,
            waiver
                .resource()
                .map(ResourceId::parse)
                .orElse(new ResourceId("environment", environment.name())),
            message,
            Optional.of(waiver.at())));
  }
}
