package steadystate.http;

import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import steadystate.cost.Bill;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.pass.Look;
import steadystate.report.CostReport;
import steadystate.report.DriftReport;
import steadystate.report.Json;
import steadystate.report.Outputs;
import steadystate.report.PlanReport;
import steadystate.report.Stats;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers that change nothing. All of them tell what the last look found; none asks AWS. */
final class Reading {
  private final Controller controller;

  Reading(Controller controller) {
    this.controller = controller;
  }

  void alive(Context context) {
    answer(context, Answers.HEALTH.json("ok"));
  }

  void ready(Context context) {
    Optional<String> not = controller.notReady();
    context.status(not.isEmpty() ? 200 : 503);
    answer(context, Answers.READINESS.json(not));
  }

  void environments(Context context) {
    answer(context, list(seen(context).map(EnvironmentJson::summary)));
  }

  void environment(Context context) {
    answer(context, EnvironmentJson.whole(status(context)));
  }

  void drift(Context context) {
    EnvironmentStatus status = status(context);
    answer(context, drift(status, look(status)));
  }

  void allDrift(Context context) {
    answer(
        context,
        list(
            seen(context)
                .map(status ->
                    status
                        .look()
                        .map(look -> drift(status, look))
                        .orElseGet(() -> Answers.UNSEEN.json(status)))));
  }

  private static ObjectNode drift(EnvironmentStatus status, Look look) {
    return Answers.DRIFT.json(
        new Answers.Drift(
            new DriftReport(look.plan(), look.findings(), look.changedBy(), stats(look)),
            status.commit()));
  }

  void plan(Context context) {
    Look look = look(status(context));
    answer(context, new PlanReport(look.plan(), stats(look)).json());
  }

  void events(Context context) {
    answer(context, list(controller.events(status(context).name()).stream().map(EventJson::of)));
  }

  void history(Context context) {
    EnvironmentStatus status = status(context);
    answer(context, list(controller.history(status.name()).stream()));
  }

  void outputs(Context context) {
    EnvironmentStatus status = status(context);
    answer(context, Answers.OUTPUTS.json(new Answers.Outputs(status.name(), outputs(status))));
  }

  void cost(Context context) {
    EnvironmentStatus status = status(context);
    Bill bill =
        bill(controller, status)
            .orElseThrow(() ->
                new Trouble(503, "not-yet-read", "no spec without a mistake has been read yet"));
    answer(context, new CostReport(bill).json());
  }

  /**
   * What an environment costs a month; empty before its spec was read. A source that keeps no bills
   * leaves the environment's own mode.
   */
  static Optional<Bill> bill(Controller controller, EnvironmentStatus status) {
    return controller
        .snapshot()
        .flatMap(said -> Optional.ofNullable(said.bills().get(status.name())))
        .or(() -> status.spec().map(Reading::own));
  }

  private static Bill own(Environment spec) {
    Mode mode = spec.settings().mode();
    return Bill.of(mode, Map.of(mode, spec), Prices.shipped(), InstantSource.system().instant());
  }

  static SortedMap<String, String> outputs(EnvironmentStatus status) {
    return status
        .spec()
        .flatMap(spec -> status.look().map(look -> Outputs.of(spec, look.findings())))
        .orElse(new TreeMap<>());
  }

  private Stream<EnvironmentStatus> seen(Context context) {
    Predicate<String> sees = Guard.sees(context);
    return controller.environments().stream().filter(status -> sees.test(status.name()));
  }

  private EnvironmentStatus status(Context context) {
    return find(controller, context.pathParam("env"));
  }

  static EnvironmentStatus find(Controller controller, String name) {
    return controller.environment(name).orElseThrow(() -> nobody(name));
  }

  static Trouble nobody(String name) {
    return new Trouble(
        404, "no-such-environment", "no environment is called " + Shorten.text(name));
  }

  private static Look look(EnvironmentStatus status) {
    return status
        .look()
        .orElseThrow(() ->
            new Trouble(
                503,
                "not-yet-looked",
                "nothing is known of AWS yet: "
                    + status.condition(Condition.Type.READY).message()));
  }

  private static Stats stats(Look look) {
    return new Stats(look.calls(), look.took().toMillis() / 1000.0);
  }

  static ObjectNode list(Stream<? extends JsonNode> items) {
    ObjectNode json = Json.document("List");
    ArrayNode array = json.putArray("items");
    List.copyOf(items.toList()).forEach(array::add);
    return json;
  }

  static void answer(Context context, JsonNode json) {
    context.contentType(Route.JSON).result(Json.text(json));
  }
}
