package steadystate.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;

/** Asks every kind, side by side, what lives. A kind that fails says nothing about the others. */
public final class Observer {
  private final Catalogue catalogue;

  public Observer(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** One look at everything of an environment. */
  public Sighting look(Environment environment, Scope scope, Instant at)
      throws InterruptedException {
    Map<Kind, Future<Observation>> answers = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Kind kind : catalogue.kinds()) {
        List<Declared> wanted = wanted(environment, kind);
        answers.put(kind, threads.submit(() -> kind.observe(scope, wanted)));
      }
    }
    return gather(environment, answers, at);
  }

  private Sighting gather(
      Environment environment, Map<Kind, Future<Observation>> answers, Instant at)
      throws InterruptedException {
    List<Live> found = new ArrayList<>();
    Map<ResourceId, Failure> unknown = new HashMap<>();
    Map<String, Failure> unseen = new HashMap<>();
    for (Kind kind : catalogue.kinds()) {
      try {
        Observation seen = answers.get(kind).get();
        seen.found().forEach(live -> found.add(canonical(kind, live)));
        unknown.putAll(seen.unknown());
      } catch (ExecutionException failed) {
        Failure failure = failure(kind, failed.getCause());
        unseen.put(kind.name(), failure);
        wanted(environment, kind).forEach(d -> unknown.put(d.id(), failure));
      }
    }
    return new Sighting(at, found, unknown, unseen);
  }

  private static List<Declared> wanted(Environment environment, Kind kind) {
    return environment.declared().stream().filter(d -> d.id().kind().equals(kind.name())).toList();
  }

  private static Live canonical(Kind kind, Live live) {
    return live.model(Canonical.form(kind.model(), live.model()));
  }

  private static Failure failure(Kind kind, Throwable cause) {
    if (cause instanceof FailureException known) {
      return known.failure();
    }
    return new Failure.Defect(
        "Defect", "looking at " + kind.name() + " failed inside this program: " + cause);
  }
}
