package steadystate.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.CostChange;
import steadystate.plan.Plan;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What a plan costs or saves a month: what stands after it, less what stands before. */
public final class PlanCost {
  private static final String COUNT = "desiredCount";

  private final Plan plan;
  private final Environment environment;
  private final Site before;
  private final Site after;
  private final boolean sleeps;

  private PlanCost(Plan plan, Environment environment, Prices prices, AwakeHours hours) {
    this.plan = plan;
    this.environment = environment;
    this.before = new Site(plan.region(), prices, hours, this::standing);
    this.after = Site.of(environment, prices, hours);
    this.sleeps = !hours.said().isEmpty();
  }

  /** Empty when the plan changes nothing that is paid for. */
  public static Optional<CostChange> of(
      Plan plan, Environment environment, Prices prices, Instant now) {
    AwakeHours hours = AwakeHours.of(environment, now);
    return new PlanCost(plan, environment, prices, hours).sum();
  }

  /** One resource before and after. */
  private record Turn(ResourceCost from, ResourceCost to) {
    /** The same hours of the same things, or nothing that costs. */
    boolean isIdle() {
      return from.charges().equals(to.charges());
    }

    BigDecimal monthly() {
      return to.monthly().subtract(from.monthly());
    }

    boolean isUnknown() {
      return from.isUnknown() || to.isUnknown();
    }
  }

  private Optional<CostChange> sum() {
    List<Turn> turns =
        plan.changes().stream()
            .filter(change -> change.action() != Action.ADOPT && change.action() != Action.RELEASE)
            .map(this::turn)
            .filter(turn -> !turn.isIdle())
            .toList();
    return turns.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CostChange(
                turns.stream().map(Turn::monthly).reduce(BigDecimal.ZERO, BigDecimal::add),
                (int) turns.stream().filter(Turn::isUnknown).count()));
  }

  private Turn turn(Change change) {
    ResourceId id = change.resource();
    Optional<Entries> wish =
        change.action() == Action.DELETE
            ? Optional.empty()
            : change.declared().map(Declared::model);
    List<Entries> standing =
        Stream.concat(change.live().stream(), change.superseded().stream())
            .map(Live::model)
            .toList();
    List<Charge> from = new ArrayList<>();
    for (Entries one : standing) {
      from.addAll(charges(before, id, awake(one, wish)));
    }
    List<Charge> to =
        wish.map(model ->
                charges(after, id, awake(over(change, model), standing.stream().findFirst())))
            .orElse(List.of());
    return new Turn(new ResourceCost(id, from), new ResourceCost(id, to));
  }

  private static List<Charge> charges(Site site, ResourceId id, Entries model) {
    return Charges.of(site, id, model).charges();
  }

  /** What the wish leaves open stays as AWS has it. */
  private static Entries over(Change change, Entries wish) {
    Entries whole = change.live().map(Live::model).orElse(Entries.EMPTY);
    for (var member : wish.entries().entrySet()) {
      whole = whole.with(member.getKey(), member.getValue());
    }
    return whole;
  }

  /** The hours of sleep are in the month already: falling asleep saves nothing more. */
  private Entries awake(Entries model, Optional<Entries> other) {
    if (!sleeps) {
      return model;
    }
    Optional<Value> count =
        other.flatMap(one -> one.get(COUNT)).filter(many -> !many.equals(Value.number(0)));
    boolean asleep = model.get(COUNT).filter(Value.number(0)::equals).isPresent();
    Entries running = model.without("state");
    return asleep && count.isPresent() ? running.with(COUNT, count.get()) : running;
  }

  private Optional<Entries> standing(ResourceId id) {
    return plan.changes().stream()
        .filter(change -> change.resource().equals(id))
        .findFirst()
        .map(change -> change.live().map(Live::model))
        .orElseGet(() -> environment.find(id).map(Declared::model));
  }
}
