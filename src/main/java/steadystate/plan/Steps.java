package steadystate.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.drift.Order;
import steadystate.plan.Step.Key;
import steadystate.plan.Step.Verb;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.References;
import steadystate.resource.ResourceId;

/**
 * The steps of a plan in an order that never takes away what is still needed: what others need is
 * made first, references move before what they left is deleted, deletes come last. Pure.
 */
public final class Steps {
  private final Catalogue catalogue;
  private final List<Change> due;
  private final Map<Key, Step> steps = new LinkedHashMap<>();

  private final Map<ResourceId, Change> making = new HashMap<>();
  private final Map<ResourceId, Declared> wished = new HashMap<>();
  private final Map<ResourceId, Live> standing;
  private final Lingering lingering;

  private Steps(
      Catalogue catalogue, Plan plan, List<Declared> declared, Map<ResourceId, Live> standing) {
    this.catalogue = catalogue;
    this.standing = standing;
    this.due = plan.due();
    declared.forEach(wish -> wished.put(wish.id(), wish));
    due.stream()
        .filter(change -> !removes(change))
        .forEach(change -> making.putIfAbsent(change.resource(), change));
    this.lingering = new Lingering(catalogue, plan, standing);
  }

  /**
   * Sorted so that no step stands before one that it waits for.
   *
   * @param declared every wished resource
   * @param standing the living bodies that stand for wished resources
   */
  public static List<Step> of(
      Catalogue catalogue, Plan plan, List<Declared> declared, Map<ResourceId, Live> standing) {
    Steps steps = new Steps(catalogue, plan, declared, standing);
    steps.due.forEach(steps::make);
    steps.movesBeforeRedirects();
    steps.letInBeforeWorn();
    steps.due.forEach(steps::remove);
    steps.emptiedBeforeGone();
    return new SortedSteps(steps.steps).list();
  }

  private void make(Change change) {
    switch (change.action()) {
      case CREATE, REPLACE -> {
        Declared declared = change.declared().orElseThrow();
        Key create = new Key(Verb.CREATE, change.resource(), "");
        steps.put(create, new Step(create, change, needs(declared), Set.of()));
        if (hasDeferred(declared)) {
          Key complete = new Key(Verb.COMPLETE, change.resource(), "");
          Set<Key> before = bodies(Order.laterNeeds(catalogue, declared));
          before.add(create);
          steps.put(complete, new Step(complete, change, before, Set.of()));
        }
      }
      case UPDATE, ADOPT -> {
        Declared declared = change.declared().orElseThrow();
        Key update = new Key(verb(change), change.resource(), "");
        Set<Key> before = needs(declared);
        before.addAll(bodies(Order.laterNeeds(catalogue, declared)));
        steps.put(
            update, new Step(update, change, before, updates(declared), lingering.of(change)));
      }
      case DELETE, RELEASE -> {}
    }
  }

  private boolean hasDeferred(Declared declared) {
    Map<String, Member> members = catalogue.kind(declared.id()).model().members();
    return declared.model().entries().keySet().stream()
        .map(members::get)
        .anyMatch(member -> member != null && member.deferred());
  }

  /**
   * The last making step of each resource that this one names or waits for, and changes of those
   * that lead others.
   */
  private Set<Key> needs(Declared declared) {
    Set<Key> keys = new TreeSet<>();
    for (ResourceId need : allNeeds(declared)) {
      Optional<Change> other = change(need);
      if (other.isPresent() && creates(other.get())) {
        boolean later = hasDeferred(other.get().declared().orElseThrow());
        keys.add(new Key(later ? Verb.COMPLETE : Verb.CREATE, need, ""));
      } else if (other.isPresent() && catalogue.kind(need).leadsOthers()) {
        keys.add(new Key(verb(other.get()), need, ""));
      }
    }
    return keys;
  }

  /** Also what stands behind a neighbour that does not change itself. */
  private Set<ResourceId> allNeeds(Declared declared) {
    Set<ResourceId> all = new TreeSet<>();
    List<Declared> open = new ArrayList<>(List.of(declared));
    while (!open.isEmpty()) {
      for (ResourceId need : Order.needs(catalogue, open.removeLast())) {
        if (all.add(need) && change(need).isEmpty()) {
          Optional.ofNullable(wished.get(need)).ifPresent(open::add);
        }
      }
    }
    return all;
  }

  /** The creating steps alone: among those who name each other nobody is complete before. */
  private Set<Key> bodies(Set<ResourceId> needs) {
    Set<Key> keys = new TreeSet<>();
    for (ResourceId need : needs) {
      change(need)
          .filter(Steps::creates)
          .ifPresent(other -> keys.add(new Key(Verb.CREATE, need, "")));
    }
    return keys;
  }

  /** Updates of what this one needs go first: a group gets its rules before a service moves. */
  private Set<Key> updates(Declared declared) {
    Set<Key> keys = new TreeSet<>();
    for (ResourceId need : allNeeds(declared)) {
      change(need)
          .filter(other -> other.action() == Action.UPDATE)
          .ifPresent(other -> keys.add(new Key(Verb.UPDATE, need, "")));
    }
    return keys;
  }

  private static Verb verb(Change change) {
    return change.action() == Action.ADOPT ? Verb.ADOPT : Verb.UPDATE;
  }

  private Optional<Change> change(ResourceId id) {
    return Optional.ofNullable(making.get(id));
  }

  private static boolean creates(Change change) {
    return change.action() == Action.CREATE || change.action() == Action.REPLACE;
  }

  private static boolean removes(Change change) {
    return change.action() == Action.DELETE || change.action() == Action.RELEASE;
  }

  /**
   * A listener that stops forwarding to a group waits until others that begin to do so have been
   * made, so that a group which a service uses is never without one.
   */
  private void movesBeforeRedirects() {
    for (Step dropping : List.copyOf(steps.values())) {
      if (dropping.verb() != Verb.UPDATE || dropping.live().isEmpty()) {
        continue;
      }
      Declared declared = dropping.declared().orElseThrow();
      Set<ResourceId> kept = References.in(declared.model());
      Set<Key> gaining = new TreeSet<>();
      for (Step other : steps.values()) {
        if (creates(other.change()) && other.verb() == Verb.CREATE) {
          boolean takesOver =
              Order.needs(catalogue, other.declared().orElseThrow()).stream()
                  .filter(id -> !kept.contains(id) && !id.equals(declared.id()))
                  .anyMatch(id -> standing(id).filter(l -> mentions(dropping, l)).isPresent());
          if (takesOver && !other.needs().contains(dropping.key())) {
            gaining.add(other.key());
          }
        }
      }
      after(dropping, gaining);
    }
  }

  /**
   * A new group is let in by others before anything begins to wear it. They name it in members that
   * come late, so nothing else puts them first.
   */
  private void letInBeforeWorn() {
    for (Step wearing : List.copyOf(steps.values())) {
      if (wearing.verb() != Verb.UPDATE || hasDeferredMembers(wearing.resource())) {
        continue;
      }
      Set<ResourceId> worn = new TreeSet<>(References.in(wearing.declared().orElseThrow().model()));
      worn.removeIf(id -> change(id).filter(Steps::creates).isEmpty());
      Set<Key> letting = new TreeSet<>();
      for (Step other : steps.values()) {
        boolean lets =
            other.verb() == Verb.UPDATE
                && hasDeferredMembers(other.resource())
                && !other.needs().contains(wearing.key())
                && References.in(other.declared().orElseThrow().model()).stream()
                    .anyMatch(worn::contains);
        if (lets) {
          letting.add(other.key());
        }
      }
      after(wearing, letting);
    }
  }

  private Optional<Live> standing(ResourceId id) {
    return Optional.ofNullable(standing.get(id));
  }

  private static boolean mentions(Step step, Live other) {
    return step.live().map(live -> Mentions.of(live, other)).orElse(false);
  }

  private void after(Step step, Set<Key> more) {
    if (!more.isEmpty()) {
      Set<Key> after = new TreeSet<>(step.after());
      after.addAll(more);
      steps.put(step.key(), step.waitingFor(step.needs(), after));
    }
  }

  private void remove(Change change) {
    if (!removes(change)) {
      return;
    }
    Live body = change.live().orElseThrow();
    Verb verb = change.action() == Action.DELETE ? Verb.DELETE : Verb.RELEASE;
    Key key = new Key(verb, change.resource(), body.arn());
    Set<Key> needs = new TreeSet<>();
    Set<Key> after = new TreeSet<>();
    for (Step made : steps.values()) {
      if (made.verb() == Verb.CREATE || made.verb() == Verb.COMPLETE) {
        needs.add(made.key());
      } else if (made.verb() == Verb.UPDATE || made.verb() == Verb.ADOPT) {
        (mentions(made, body) ? needs : after).add(made.key());
      }
    }
    for (Change other : due) {
      if (other.action() == Action.DELETE && other != change) {
        order(change, body, other, needs, after);
      }
    }
    steps.put(key, new Step(key, change, needs, after));
  }

  /** Who names a body goes first; of two that name each other, both are emptied before. */
  private void order(Change change, Live body, Change other, Set<Key> needs, Set<Key> after) {
    Live second = other.live().orElseThrow();
    Key delete = new Key(Verb.DELETE, other.resource(), second.arn());
    boolean named = Mentions.of(second, body);
    boolean sameKind = change.resource().kind().equals(other.resource().kind());
    if (named && sameKind && hasDeferredMembers(other.resource())) {
      Key detach = new Key(Verb.DETACH, other.resource(), second.arn());
      steps.putIfAbsent(detach, new Step(detach, other, Set.of(), Set.of()));
      needs.add(detach);
    } else if (named) {
      needs.add(delete);
    } else if (catalogue.rank(other.resource().kind()) > catalogue.rank(change.resource().kind())) {
      after.add(delete);
    }
  }

  /** A body that is emptied first is so before it goes itself: afterwards there is nothing left. */
  private void emptiedBeforeGone() {
    for (Step deleting : List.copyOf(steps.values())) {
      Key detach = new Key(Verb.DETACH, deleting.resource(), deleting.key().body());
      if (deleting.verb() == Verb.DELETE && steps.containsKey(detach)) {
        Set<Key> needs = new TreeSet<>(deleting.needs());
        needs.add(detach);
        steps.put(deleting.key(), deleting.waitingFor(needs, deleting.after()));
      }
    }
  }

  private boolean hasDeferredMembers(ResourceId id) {
    return catalogue.kind(id).model().members().values().stream().anyMatch(Member::deferred);
  }
}
