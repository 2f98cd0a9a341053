package steadystate.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.Leaving;
import steadystate.environment.mode.Mode;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Mentions;
import steadystate.plan.Plan;
import steadystate.resource.Catalogue;
import steadystate.resource.Lifecycle.DeletionPolicy;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;

/**
 * Holds back what takes too much away at once, what loses data, what asked for a person, and all
 * that an environment had which left the files. An {@link Approval} releases all of it.
 */
public final class Brakes {
  private final Catalogue catalogue;
  private final Predicate<Live> runsUs;

  /**
   * @param runsUs whether a living body is the service that this process runs in
   */
  public Brakes(Catalogue catalogue, Predicate<Live> runsUs) {
    this.catalogue = catalogue;
    this.runsUs = runsUs;
  }

  /** The plan with held changes marked. */
  public Plan on(Environment environment, Plan plan) {
    boolean tooMany = tooMany(environment, plan);
    List<Change> changes = new ArrayList<>();
    for (Change change : plan.changes()) {
      changes.add(change.held().isPresent() ? change : braked(environment, change, tooMany));
    }
    return plan.changes(withParts(changes));
  }

  /**
   * What nobody wrote by itself stays with what is held: a VPC that waits for an approval keeps its
   * gateways and route tables.
   */
  private List<Change> withParts(List<Change> changes) {
    Set<String> entries = new HashSet<>();
    catalogue.sections().forEach(section -> entries.add(section.kind()));
    List<Change> all = new ArrayList<>(changes);
    for (boolean more = true; more; ) {
      more = false;
      for (int i = 0; i < all.size(); i++) {
        Change change = all.get(i);
        boolean part = change.action() == Action.DELETE && change.held().isEmpty();
        boolean entry = entries.contains(change.resource().kind());
        Optional<Change> holder =
            part
                ? all.stream().filter(other -> holds(other, change, entry)).findFirst()
                : Optional.empty();
        if (holder.isPresent()) {
          all.set(
              i, change.held(new Hold.NeedsApproval("it goes with " + holder.get().resource())));
          more = true;
        }
      }
    }
    return all;
  }

  /**
   * @param entry whether somebody wrote the part by itself: then it stays only while it is used
   */
  private static boolean holds(Change held, Change part, boolean entry) {
    boolean waits =
        held.action() == Action.DELETE
            && held.needsApproval()
            && !held.resource().equals(part.resource());
    if (!waits || held.live().isEmpty() || part.live().isEmpty()) {
      return false;
    }
    return (!entry && Mentions.of(part.live().get(), held.live().get()))
        || Mentions.of(held.live().get(), part.live().get());
  }

  private Change braked(Environment environment, Change change, boolean tooMany) {
    if (environment.terms().leaving() == Leaving.GOES) {
      return change.held(new Hold.NeedsApproval("no file mentions " + environment.name()));
    }
    if (change.live().filter(runsUs).isPresent() && endsIt(change)) {
      return change.held(
          new Hold.NeedsApproval("this controller runs in it, and nobody would start it again"));
    }
    if (!change.action().destroys()) {
      return change;
    }
    boolean superseded = environment.find(change.resource()).isPresent();
    if (catalogue.kind(change.resource()).stateful() && !losesNothing(environment, change)) {
      return change.held(new Hold.NeedsApproval("it holds what cannot be made again"));
    }
    if (change.action() == Action.DELETE && asksFor(change)) {
      return change.held(new Hold.NeedsApproval("deletionPolicy: confirm"));
    }
    if (change.action() == Action.DELETE && tooMany && !superseded) {
      return change.held(
          new Hold.NeedsApproval(
              "more deletes at once than maxDeletes or half of the environment"));
    }
    return change;
  }

  private static boolean endsIt(Change change) {
    boolean empties =
        change
            .declared()
            .flatMap(declared -> declared.model().whole("desiredCount"))
            .filter(count -> count == 0)
            .isPresent();
    return change.action().destroys() || empties;
  }

  /** In mode strict a person lets go of what is empty too. */
  private boolean losesNothing(Environment environment, Change change) {
    return change.action() == Action.DELETE
        && environment.settings().mode() != Mode.STRICT
        && change.live().filter(catalogue.kind(change.resource())::losesNothing).isPresent();
  }

  private static boolean asksFor(Change change) {
    return change
        .live()
        .map(live -> Owner.deletionPolicy(live.tags()) == DeletionPolicy.CONFIRM)
        .orElse(false);
  }

  /** Counted in entries that a user wrote: a balancer's listeners go with their balancer. */
  private boolean tooMany(Environment environment, Plan plan) {
    Set<ResourceId> entries = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (Section section : catalogue.sections()) {
      kinds.add(section.kind());
    }
    for (Change change : plan.changes()) {
      boolean leaves = change.action() == Action.DELETE && change.why() == Status.EXTRA;
      boolean superseded = environment.find(change.resource()).isPresent();
      if (leaves && !superseded && kinds.contains(change.resource().kind())) {
        entries.add(change.resource());
      }
    }
    Set<ResourceId> leaving = Set.copyOf(entries);
    entries.removeIf(entry -> broughtAlong(entry, leaving));
    int before = environment.entries() + entries.size();
    return entries.size() > environment.settings().maxDeletes() || 2 * entries.size() > before;
  }

  /** The log group and the roles that were made for a service or a scheduled task go with it. */
  private static boolean broughtAlong(ResourceId entry, Set<ResourceId> leaving) {
    String key =
        switch (entry.kind()) {
          case "logGroup" -> entry.key();
          case "role" -> entry.key().replaceFirst("-(execution|scheduler)$", "");
          default -> "";
        };
    boolean madeFor = entry.kind().equals("logGroup") || !key.equals(entry.key());
    return madeFor
        && (leaving.contains(new ResourceId("service", key))
            || leaving.contains(new ResourceId("scheduledTask", key)));
  }
}
