package steadystate.reconcile.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.apply.Executor;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.orphan.Orphan;
import steadystate.orphan.Orphans;
import steadystate.orphan.Removal;
import steadystate.orphan.Search;
import steadystate.orphan.Stock;
import steadystate.orphan.Thing;
import steadystate.orphan.Warehouse.Place;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Step;
import steadystate.resource.Attributes;
import steadystate.resource.Gate;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Carries out what a person planned about orphans, one after the other; never by itself. */
public final class Cleanup {
  private final Search search;
  private final List<Environment> environments;

  /**
   * @param environments every environment that is written: what they use stays
   */
  public Cleanup(Search search, List<Environment> environments) {
    this.search = search;
    this.environments = List.copyOf(environments);
  }

  /**
   * Deletes what is due.
   *
   * @param approved whether a person let go what the plan holds for an approval
   */
  public List<StepResult> carryOut(
      Removal removal, boolean approved, Gate gate, Progress progress) {
    Place place = new Place(removal.account(), removal.region());
    Map<ResourceId, Orphan> planned = new TreeMap<>();
    List<Step> steps = new ArrayList<>();
    for (Removal.Line line : removal.due(approved)) {
      planned.put(line.resource(), line.orphan());
      steps.add(step(line));
    }
    return new Executor(
            step -> delete(place, Optional.ofNullable(planned.get(step.resource())).orElseThrow()),
            gate,
            progress,
            1)
        .run(steps);
  }

  /** Looks once more just before: somebody may have taken it into use since. */
  private void delete(Place place, Orphan orphan) {
    Thing planned = orphan.thing();
    Stock stock = search.warehouse().read(place, Set.of(planned.sort()));
    Optional<String> unread = Optional.ofNullable(stock.unread().get(planned.sort()));
    if (unread.isPresent()) {
      throw new FailureException(
          new Failure.Busy("NotReadAgain", "whether it is used is unknown: " + unread.get()));
    }
    Optional<Thing> now =
        stock.things().stream().filter(one -> one.id().equals(planned.id())).findFirst();
    if (now.isEmpty()) {
      return;
    }
    boolean still =
        Orphans.of(stock, environments, search.installation(), search.prices()).all().stream()
            .anyMatch(one -> one.thing().equals(planned));
    if (!still) {
      String why =
          now.get().uses().isEmpty()
              ? "it was changed, or a spec names it"
              : String.join(", ", now.get().uses());
      throw new FailureException(
          new Failure.Rejected(
              "NoLongerOrphaned", planned.resource() + " is used again: " + why + "; not deleted"));
    }
    search.warehouse().delete(place, now.get());
  }

  private static Step step(Removal.Line line) {
    Thing thing = line.orphan().thing();
    Live live =
        new Live(
            thing.resource(),
            thing.id(),
            Value.Entries.EMPTY,
            thing.tags(),
            Attributes.NONE,
            new Health.Ready());
    Change change =
        new Change(
            thing.resource(),
            Action.DELETE,
            Status.EXTRA,
            Optional.empty(),
            Optional.of(live),
            List.of(),
            List.of(),
            line.held());
    return new Step(
        new Step.Key(Step.Verb.DELETE, thing.resource(), thing.id()), change, Set.of(), Set.of());
  }
}
