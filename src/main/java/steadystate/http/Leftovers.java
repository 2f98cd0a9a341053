package steadystate.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.orphan.Orphans;
import steadystate.orphan.Search;
import steadystate.orphan.Warehouse.Place;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.report.OrphanReport;

/**
 * What nobody uses. It takes many calls to know, so AWS is asked only when somebody asks, and an
 * answer is given out for a while.
 */
final class Leftovers {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final Search search;
  private final Controller controller;
  private final InstantSource clock;
  private final Map<Place, Answer> answers = new TreeMap<>();

  private record Answer(Instant asked, Orphans orphans) {}

  Leftovers(Search search, Controller controller, InstantSource clock) {
    this.search = search;
    this.controller = controller;
    this.clock = clock;
  }

  void all(Context context) {
    Reading.answer(
        context, Reading.list(everywhere().stream().map(one -> new OrphanReport(one).json())));
  }

  void ofEnvironment(Context context) {
    EnvironmentStatus status = Reading.find(controller, context.pathParam("env"));
    List<Environment> environments = environments();
    Place place = Search.places(status.spec().stream().toList()).iterator().next();
    Reading.answer(context, new OrphanReport(in(place, environments).of(status.name())).json());
  }

  /** By account and region. */
  List<Orphans> everywhere() {
    List<Environment> environments = environments();
    List<Orphans> all = new ArrayList<>();
    Search.places(environments).forEach(place -> all.add(in(place, environments)));
    return all;
  }

  private synchronized Orphans in(Place place, List<Environment> environments) {
    Instant now = clock.instant();
    answers.values().removeIf(old -> !old.asked().plus(FRESH).isAfter(now));
    try {
      return answers
          .computeIfAbsent(
              place, where -> new Answer(now, search.in(where, Search.ALL, environments)))
          .orphans();
    } catch (FailureException failed) {
      throw new Trouble(503, "aws-failed", failed.failure().message());
    }
  }

  /** A spec that was never read may use anything, so nothing is told then. */
  private List<Environment> environments() {
    List<Environment> all = new ArrayList<>();
    for (EnvironmentStatus status : controller.environments()) {
      all.add(
          status
              .spec()
              .orElseThrow(() ->
                  new Trouble(
                      503,
                      "not-yet-read",
                      "no spec of "
                          + status.name()
                          + " without a mistake has been read yet, and what it uses is not"
                          + " known")));
    }
    if (all.isEmpty()) {
      throw new Trouble(503, "not-yet-read", "no spec without a mistake has been read yet");
    }
    return all;
  }
}
