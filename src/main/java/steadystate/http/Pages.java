package steadystate.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.Event;
import steadystate.reconcile.SpecSource;

/** The pages, made on the server; the script only replaces what has changed. */
final class Pages {
  static final String HTML = "text/html";
  private static final int EVENTS = 15;

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Controller controller;
  private final ServerParts parts;

  Pages(Controller controller, ServerParts parts) {
    this.controller = controller;
    this.parts = parts;
  }

  void overview(Context context) {
    Predicate<String> sees = Guard.sees(context);
    List<EnvironmentStatus> all =
        controller.environments().stream().filter(one -> sees.test(one.name())).toList();
    List<EnvironmentPage.EventLine> events =
        all.stream()
            .flatMap(one -> controller.events(one.name()).stream())
            .sorted(Comparator.comparingLong(Event::id).reversed())
            .limit(EVENTS)
            .map(EnvironmentPage.EventLine::of)
            .toList();
    Optional<SpecSource.Snapshot> source = controller.snapshot();
    OverviewPage page =
        new OverviewPage(
            all.stream().map(one -> Card.of(one).cost(Reading.bill(controller, one))).toList(),
            events,
            source
                .flatMap(read -> read.trouble().or(read::doubt).or(read::stale))
                .map(SpecSource.Trouble::message),
            source.stream()
                .flatMap(snapshot -> snapshot.elsewhere().stream())
                .map(problem -> problem.at() + ": " + problem.message())
                .toList(),
            parts.orphans().isPresent());
    show(context, "overview.jte", "Environments", page);
  }

  void environment(Context context) {
    EnvironmentStatus status = Reading.find(controller, context.pathParam("env"));
    List<ByHand.Deed> deeds =
        parts
            .byHand()
            .map(hand ->
                hand.deeds().stream()
                    .filter(deed -> deed.environment().equals(status.name()))
                    .toList())
            .orElse(List.of());
    EnvironmentPage page =
        EnvironmentPage.of(
            status,
            controller.events(status.name()),
            controller.history(status.name()),
            Reading.bill(controller, status),
            deeds);
    show(context, "environment.jte", status.name(), page);
  }

  void orphans(Context context, Leftovers leftovers) {
    show(context, "orphans.jte", "Orphans", OrphansPage.of(leftovers.everywhere()));
  }

  private void show(Context context, String template, String title, Object page) {
    Frame frame =
        new Frame(title, parts.version(), controller.isDryRun(), parts.byHand().isPresent());
    StringOutput out = new StringOutput();
    templates.render(template, Map.of("frame", frame, "page", page), out);
    context.contentType(HTML + "; charset=utf-8").result(out.toString());
  }
}
