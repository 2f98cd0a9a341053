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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  private final Catalogue catalogue;

  public Observer(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** One look at everything of an environment. */
  public Sighting look(Environment environment, Scope scope, Instant at)
      throws InterruptedException {
    List<Future<Observation>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Kind kind : catalogue.kinds()) {
        List<Declared> wanted = wanted(environment, kind);
        answers.add(threads.submit(() -> kind.observe(scope, wanted)));
      }
    }
    return gather(environment, answers, at);
  }

  private Sighting gather(Environment environment, List<Future<Observation>> answers, Instant at)
      throws InterruptedException {
    List<Live> found = new ArrayList<>();
    Map<ResourceId, Failure> unknown = new HashMap<>();
    Map<String, Failure> unseen = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      Kind kind = catalogue.kinds().get(i);
      try {
        Observation seen = answers.get(i).get();
        seen.found().forEach(live -> found.add(canonical(kind, live)));
        unknown.putAll(seen.unknown());
      } catch (ExecutionException failed) {
        Failure failure = failure(kind, failed);
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

  private static Failure failure(Kind kind, ExecutionException failed) {
    if (failed.getCause() instanceof FailureException known) {
      return known.failure();
    }
    if (failed.getCause() instanceof Error error) {
      throw error;
    }
    LOG.error("looking at a kind broke", failed);
    return new Failure.Defect(
        "Defect",
        "looking at " + kind.name() + " failed inside this program: " + failed.getMessage());
  }
}
