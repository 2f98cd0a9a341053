package steadystate.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import steadystate.http.Route.Field;
import steadystate.reconcile.Controller;
import steadystate.reconcile.history.HistoryJson;
import steadystate.report.CostReport;
import steadystate.report.OrphanReport;
import steadystate.report.PlanReport;

/** The table of everything that can be asked. */
final class Routes {
  private static final String ENV = "/api/v1/environments/{env}";

  private Routes() {}

  static List<Route> of(
      Controller controller,
      Metrics metrics,
      Stream stream,
      KubernetesWatch watch,
      ServerParts parts) {
    List<Route> routes = new ArrayList<>();
    Reading reading = new Reading(controller);
    OpenApi openApi = new OpenApi(parts.version());
    routes.addAll(processes(reading, metrics, openApi));
    routes.addAll(reads(reading));
    routes.addAll(asks(new Asking(controller)));
    routes.add(
        Route.read(
            "/api/v1/stream",
            "Server-sent events `change` and `event`; Last-Event-ID goes on after a gap",
            "text/event-stream",
            stream::open));
    routes.addAll(new Kubernetes(controller, parts.version(), watch).routes());
    routes.addAll(pages(new Pages(controller, parts)));
    routes.addAll(optional(controller, parts));
    openApi.describe(routes);
    return List.copyOf(routes);
  }

  /** What not every server has. */
  private static List<Route> optional(Controller controller, ServerParts parts) {
    List<Route> routes = new ArrayList<>();
    parts
        .orphans()
        .map(search -> new Leftovers(search, controller, InstantSource.system()))
        .ifPresent(leftovers -> routes.addAll(orphans(leftovers, new Pages(controller, parts))));
    parts
        .byHand()
        .ifPresent(byHand ->
            routes.add(
                Route.operate(
                        "/api/v1/by-hand/{deed}",
                        "Changes the sandbox's AWS behind the controller's back",
                        new Hands(byHand, controller)::carryOut)
                    .answers(Content.of(Answers.DEED))));
    parts
        .webhook()
        .ifPresent(webhook ->
            routes.add(
                Route.signed(
                    Pushed.PATH,
                    "A signed push: the repository is looked at, at once",
                    new Pushed(webhook, controller)::take)));
    return routes;
  }

  private static List<Route> processes(Reading reading, Metrics metrics, OpenApi openApi) {
    return List.of(
        Route.open("/healthz", "Whether the process is alive", Route.JSON, reading::alive)
            .answers(Content.of(Answers.HEALTH)),
        Route.open(
                "/readyz",
                "Whether specs are read and looked at; 503 if not",
                Route.JSON,
                reading::ready)
            .answers(Content.of(Answers.READINESS)),
        Route.open("/openapi.json", "This description", Route.JSON, openApi::send),
        Route.read("/metrics", "Prometheus metrics", "text/plain; version=0.0.4", metrics::scrape));
  }

  private static List<Route> pages(Pages pages) {
    return List.of(
        Route.read("/", "The status page", Pages.HTML, pages::overview),
        Route.read(
            "/environments/{env}", "The page of an environment", Pages.HTML, pages::environment),
        Route.read("/assets/{file}", "Style and script of the pages", "text/css", Assets::send));
  }

  private static List<Route> orphans(Leftovers leftovers, Pages pages) {
    return List.of(
        Route.read(
                "/api/v1/orphans",
                "What nobody uses in the accounts and regions of all environments, 10 minutes old"
                    + " at most",
                Route.JSON,
                leftovers::all)
            .answers(Content.listOf(OrphanReport.FORM)),
        Route.read(
                ENV + "/orphans",
                "What nobody uses in its account and region, without what is of other environments",
                Route.JSON,
                leftovers::ofEnvironment)
            .answers(Content.of(OrphanReport.FORM)),
        Route.read(
            "/orphans",
            "The page of what nobody uses",
            Pages.HTML,
            context -> pages.orphans(context, leftovers)));
  }

  private static List<Route> reads(Reading reading) {
    return List.of(
        Route.read(
                "/api/v1/environments",
                "Every environment in short",
                Route.JSON,
                reading::environments)
            .answers(Content.listOf(EnvironmentJson.SUMMARY)),
        Route.read(ENV, "All that is known of an environment", Route.JSON, reading::environment)
            .answers(Content.of(EnvironmentJson.WHOLE)),
        Route.read(ENV + "/drift", "What differs, as `drift -o json`", Route.JSON, reading::drift)
            .answers(Content.of(Answers.DRIFT)),
        Route.read(
                ENV + "/plan",
                "What the next pass would do, as `plan -o json`",
                Route.JSON,
                reading::plan)
            .answers(Content.of(PlanReport.FORM)),
        Route.read(ENV + "/events", "What happened, latest first", Route.JSON, reading::events)
            .answers(Content.listOf(EventJson.FORM)),
        Route.read(
                ENV + "/history", "Passes that wrote, latest first", Route.JSON, reading::history)
            .answers(Content.listOf(HistoryJson.FORM)),
        Route.read(
                ENV + "/cost",
                "What it costs a month, as `cost -o json`",
                Route.JSON,
                reading::cost)
            .answers(Content.of(CostReport.FORM)),
        Route.read(ENV + "/outputs", "The outputs of the spec", Route.JSON, reading::outputs)
            .answers(Content.of(Answers.OUTPUTS)),
        Route.read(
                "/api/v1/drift", "What differs in every environment", Route.JSON, reading::allDrift)
            .answers(Content.listOf(Answers.DRIFT, Answers.UNSEEN)));
  }

  private static List<Route> asks(Asking asking) {
    Field reason = new Field("reason", "why, for those who look later", false);
    Field to = new Field("to", "a revision, `7` or `family:7`; the last good one without", false);
    Field span =
        new Field("for", "such as 3h; until the schedule turns by itself if absent", false);
    List<Route> asks = new ArrayList<>(decisions(asking));
    Collections.addAll(
        asks,
        Route.operate(
            ENV + "/reconcile", "Look, and act, at once; also on what stalled", asking::reconcile),
        Route.operate(ENV + "/suspend", "Write nothing until resumed", asking::suspend, reason),
        Route.operate(ENV + "/resume", "Take a suspension back", asking::resume),
        Route.operate(
            ENV + "/hold", "Keep the environment as it is until released", asking::hold, reason),
        Route.operate(
            ENV + "/release", "Take a hold back, and try again what stalled", asking::release),
        Route.operate(
            ENV + "/wake",
            "Be awake although the schedule says otherwise; in cost-save",
            asking::wake,
            span),
        Route.operate(
            ENV + "/sleep",
            "Sleep although the schedule says otherwise; in cost-save",
            asking::sleep,
            span),
        Route.operate(
            ENV + "/services/{name}/rollback",
            "Take a service back to an earlier revision, and keep it there until released",
            asking::rollBack,
            to,
            reason));
    return asks;
  }

  /** What a person has to say before anything is lost. */
  private static List<Route> decisions(Asking asking) {
    return List.of(
        Route.operate(
            ENV + "/approve",
            "Let go on what this very plan holds back",
            asking::approve,
            new Field("fingerprint", "of the plan that is approved", true)),
        Route.operate(
            ENV + "/forget",
            "Let everything live, without our tags, that an environment had which left the files",
            asking::forget));
  }
}
