package steadystate.http;

import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.reconcile.Commit;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.history.HistoryJson;
import steadystate.report.DriftReport;
import steadystate.report.Form;
import steadystate.report.Json;

/** The forms of the smaller answers. */
final class Answers {
  static final Form<String> HEALTH = Form.<String>document("Health").text("status", word -> word);

  /** Of why it is not ready. */
  static final Form<Optional<String>> READINESS =
      Form.<Optional<String>>document("Readiness")
          .flag("ready", Optional::isEmpty)
          .text("reason", not -> not.orElse("Ready"));

  /** A report and the commit of its spec. */
  record Drift(DriftReport report, Optional<Commit> commit) {}

  static final Form<Drift> DRIFT =
      Form.<Drift>of("DriftReport")
          .and(DriftReport.FORM, Drift::report)
          .and(HistoryJson.COMMIT, Drift::commit);

  /** What was not looked at yet still has a place in a list. */
  static final Form<EnvironmentStatus> UNSEEN =
      Form.<EnvironmentStatus>document("DriftReport")
          .named("DriftUnseen")
          .text("environment", EnvironmentStatus::name)
          .flag("inSync", status -> false)
          .textOrNull(
              "mode",
              status -> status.spec().map(Environment::settings).map(one -> one.mode().word()))
          .text("message", status -> status.condition(Condition.Type.READY).message())
          .list("resources", Form.<Object>of("Nothing"), status -> java.util.List.of());

  /** The outputs of an environment. */
  record Outputs(String environment, Map<String, String> values) {}

  static final Form<Outputs> OUTPUTS =
      Form.<Outputs>document("Outputs")
          .text("environment", Outputs::environment)
          .map("outputs", "string", outputs -> Json.texts(outputs.values()));

  /** What was asked of an environment. */
  record Accepted(String environment, Answer.Request request) {}

  static final Form<Accepted> REQUEST =
      Form.<Accepted>document("Request")
          .text("id", accepted -> accepted.request().id())
          .text("requestId", accepted -> accepted.request().id())
          .text("verb", accepted -> accepted.request().verb())
          .text("environment", Accepted::environment)
          .time("acceptedAt", accepted -> accepted.request().acceptedAt());

  /** Of why a push is no hint; empty when it is one. */
  static final Form<String> WEBHOOK =
      Form.<String>document("Webhook")
          .flag("followed", String::isEmpty)
          .text("reason", ignored -> ignored.isEmpty() ? "the repository is looked at" : ignored);

  static final Form<String> DEED = Form.<String>document("Deed").text("id", id -> id);

  private Answers() {}
}
