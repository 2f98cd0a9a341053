package steadystate.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.environment.mode.Hours;
import steadystate.reconcile.Badges;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.history.HistoryJson;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Look;
import steadystate.report.Form;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.yaml.Problem;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an environment, in the words of the API. */
final class EnvironmentJson {
  /** When it sleeps, with the words for it. */
  private record Sleep(Hours hours, String words) {}

  /** A finding in the look that found it. */
  private record Seen(Look look, Finding finding) {
    Optional<Live> live() {
      return finding.live().or(() -> finding.superseded().stream().findFirst());
    }
  }

  private static final Form<SpecSource.Trouble> TROUBLE =
      Form.<SpecSource.Trouble>of("SourceTrouble")
          .text("reason", SpecSource.Trouble::reason)
          .text("message", SpecSource.Trouble::message);

  private static final Form<Sleep> HOURS =
      Form.<Sleep>of("Hours")
          .flag("asleep", sleep -> sleep.hours().asleep())
          .timeOrNull("until", sleep -> sleep.hours().until())
          .textOrNull("by", sleep -> sleep.hours().by())
          .text("timezone", sleep -> sleep.hours().timezone().toString())
          .text("words", Sleep::words);

  static final Form<EnvironmentStatus> SUMMARY =
      Form.<EnvironmentStatus>document("Environment")
          .text("name", EnvironmentStatus::name)
          .textOrNull("mode", status -> settings(status).map(one -> one.mode().word()))
          .textOrNull("account", status -> settings(status).map(Settings::account))
          .textOrNull("region", status -> settings(status).map(Settings::region))
          .and(HistoryJson.COMMIT, EnvironmentStatus::commit)
          .text("revision", EnvironmentStatus::revision)
          .oneOrNull("source", TROUBLE, EnvironmentStatus::source)
          .word(
              "sync",
              Stream.of(Badges.Sync.values()).map(Badges.Sync::word),
              status -> status.badges().sync().word())
          .word(
              "health",
              Stream.of(Badges.Health.values()).map(Badges.Health::word),
              status -> status.badges().health().word())
          .flag("ready", status -> ready(status).status() == Condition.Truth.TRUE)
          .text("reason", status -> ready(status).reason())
          .text("message", status -> ready(status).message())
          .oneOrNull("hours", HOURS, EnvironmentJson::hours)
          .whole("generation", EnvironmentStatus::generation)
          .whole("observedGeneration", EnvironmentStatus::observedGeneration)
          .flag("orphan", EnvironmentStatus::orphan)
          .whole("driftedResources", status -> status.drifted().size())
          .whole(
              "resourceCount",
              status -> status.look().map(look -> look.findings().size()).orElse(0))
          .timeOrNull("observedAt", status -> status.look().map(Look::at))
          .timeOrNull("staleSince", EnvironmentStatus::staleSince);

  private static final Form<Standing> LEASE =
      Form.<Standing>of("Lease")
          .word("state", Stream.of("Alone", "Mine", "Theirs", "NoLease"), EnvironmentJson::standing)
          .wholeIfAny(
              "fence",
              standing ->
                  standing instanceof Standing.Mine(long fence) && fence != 0
                      ? Optional.of(fence)
                      : Optional.empty())
          .textIfAny(
              "holder",
              standing ->
                  standing instanceof Standing.Theirs(String holder)
                      ? Optional.of(holder)
                      : Optional.empty())
          .textIfAny(
              "message",
              standing ->
                  standing instanceof Standing.Nobody(String reason)
                      ? Optional.of(reason)
                      : Optional.empty());

  private static final Form<Condition> CONDITION =
      Form.<Condition>of("Condition")
          .word(
              "type",
              Stream.of(Condition.Type.values()).map(Condition.Type::word),
              condition -> condition.type().word())
          .word(
              "status",
              Stream.of(Condition.Truth.values()).map(Condition.Truth::word),
              condition -> condition.status().word())
          .text("reason", Condition::reason)
          .text("message", Condition::message)
          .whole("observedGeneration", Condition::observedGeneration)
          .time("lastTransitionTime", Condition::lastTransitionTime);

  private static final Form<Seen> RESOURCE =
      Form.<Seen>of("Resource")
          .text("resource", seen -> seen.finding().id().toString())
          .textOrNull("id", seen -> seen.live().map(Live::arn))
          .word(
              "status",
              Stream.of(Status.values()).map(Status::word),
              seen -> seen.finding().status().word())
          .text("health", seen -> seen.live().map(one -> health(one.health())).orElse("Missing"))
          .text("message", seen -> message(seen.look(), seen.finding(), seen.live()))
          .timeOrNull(
              "waitingSince",
              seen -> Optional.ofNullable(seen.look().waiting().get(seen.finding().id())))
          .textIfAny(
              "address", seen -> seen.live().flatMap(one -> one.attributes().get("publicIp")))
          .whole("differences", seen -> seen.finding().fields().size());

  private static final Form<Problem> PROBLEM =
      Form.<Problem>of("SpecProblem")
          .text("code", Problem::code)
          .text("source", problem -> problem.at().toString())
          .text("path", Problem::path)
          .text("message", Problem::message)
          .textOrNull("help", Problem::help);

  private static final Form<Answer.Request> REQUEST =
      Form.<Answer.Request>of("Asked")
          .text("id", Answer.Request::id)
          .text("verb", Answer.Request::verb)
          .text("by", Answer.Request::by)
          .time("acceptedAt", Answer.Request::acceptedAt)
          .timeOrNull("handledAt", Answer.Request::handledAt);

  static final Form<EnvironmentStatus> WHOLE =
      Form.<EnvironmentStatus>of("EnvironmentStatus")
          .and(SUMMARY, status -> status)
          .time("specSince", EnvironmentStatus::specSince)
          .timeOrNull("nextLook", EnvironmentStatus::next)
          .one("lease", LEASE, EnvironmentStatus::standing)
          .list("conditions", CONDITION, EnvironmentStatus::conditions)
          .list("resources", RESOURCE, EnvironmentJson::resources)
          .list("problems", PROBLEM, EnvironmentStatus::problems)
          .text(
              "fingerprint",
              status -> status.look().map(look -> look.plan().fingerprint()).orElse(""))
          .list("requests", REQUEST, EnvironmentStatus::requests)
          .textOrNull(
              "lastHandledRequest",
              status -> status.requests().stream().findFirst().map(Answer.Request::id))
          .oneOrNull(
              "lastWrite",
              HistoryJson.FORM,
              status -> status.lastWrite().map(one -> new HistoryJson.Told(status.spec(), one)));

  private EnvironmentJson() {}

  static ObjectNode summary(EnvironmentStatus status) {
    return SUMMARY.json(status);
  }

  static ObjectNode whole(EnvironmentStatus status) {
    return WHOLE.json(status);
  }

  static ObjectNode condition(Condition condition) {
    return CONDITION.json(condition);
  }

  private static Optional<Settings> settings(EnvironmentStatus status) {
    return status.spec().map(Environment::settings);
  }

  private static Condition ready(EnvironmentStatus status) {
    return status.condition(Condition.Type.READY);
  }

  /** When it sleeps; nothing for what never does. */
  private static Optional<Sleep> hours(EnvironmentStatus status) {
    return status
        .spec()
        .map(Environment::hours)
        .filter(hours -> !hours.equals(Hours.ALWAYS))
        .map(hours -> new Sleep(hours, status.condition(Condition.Type.ASLEEP).message()));
  }

  /** Who may write; a controller without a lease table is {@code Alone}. */
  private static String standing(Standing standing) {
    return switch (standing) {
      case Standing.Mine(long fence) -> fence == 0 ? "Alone" : "Mine";
      case Standing.Theirs theirs -> "Theirs";
      case Standing.Nobody nobody -> "NoLease";
    };
  }

  private static List<Seen> resources(EnvironmentStatus status) {
    return status.look().stream()
        .flatMap(look -> look.findings().stream().map(finding -> new Seen(look, finding)))
        .toList();
  }

  /** What is to be known of a resource, in one sentence. */
  static String message(Look look, Finding finding, Optional<Live> live) {
    return look.waitsFor(finding.id())
        .or(() -> Optional.of(finding.message()).filter(text -> !text.isEmpty()))
        .or(() -> finding.failure().map(failure -> failure.message()))
        .or(() -> live.map(one -> words(one.health())))
        .orElse("");
  }

  static String health(Health health) {
    return switch (health) {
      case Health.Ready ready -> "Ready";
      case Health.Settling settling -> "Settling";
      case Health.Broken broken -> "Broken";
      case Health.Awaiting awaiting -> "Pending";
      case Health.Leaving leaving -> "Leaving";
    };
  }

  private static String words(Health health) {
    return health instanceof Health.Ready ? "" : health.reason();
  }
}
