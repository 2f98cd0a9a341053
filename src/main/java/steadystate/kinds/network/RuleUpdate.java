package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * Brings a group's rules to the wish: what is new first, then descriptions, and what must go last,
 * so that no moment is without a rule that stays.
 */
final class RuleUpdate {
  private final Scope scope;
  private final String groupId;
  private final Live live;
  private final Wish wish;
  private final Set<FieldPath> changed;
  private final boolean exclusive;

  RuleUpdate(Scope scope, Live live, Wish wish, Set<FieldPath> changed, boolean exclusive) {
    this.scope = scope;
    this.groupId = live.attributes().require("id");
    this.live = live;
    this.wish = wish;
    this.changed = Set.copyOf(changed);
    this.exclusive = exclusive;
  }

  /** What is to be done in one direction. */
  private record Work(
      Direction direction,
      List<TrafficRule> add,
      List<TrafficRule> describe,
      List<TrafficRule> remove) {
    /** The same, without taking away what lets these peers in. */
    Work keeping(Set<String> peers) {
      return new Work(
          direction,
          add,
          describe,
          remove.stream().filter(rule -> !peers.contains(rule.peer())).toList());
    }
  }

  void run() {
    List<Work> all = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      boolean touched = changed.stream().anyMatch(p -> p.head().equals(direction.member()));
      if (touched && wish.model().has(direction.member())) {
        all.add(work(direction));
      }
    }
    Set<String> worn =
        OldPeers.stillWorn(scope, wish, all.stream().flatMap(w -> w.remove().stream()).toList());
    try {
      all.forEach(w -> SecurityGroups.authorize(scope, groupId, w.direction(), w.add()));
      all.forEach(w -> SecurityGroups.describe(scope, groupId, w.direction(), w.describe()));
      all.stream()
          .map(w -> w.keeping(worn))
          .forEach(w -> SecurityGroups.revoke(scope, groupId, w.direction(), w.remove()));
    } catch (FailureException e) {
      throw e.is("InvalidGroup.NotFound") && !namesRawGroup(e) ? notSeenYet(e) : e;
    }
    if (!worn.isEmpty()) {
      throw new FailureException(
          new Failure.Busy(
              "OldGroupWorn",
              "the rules for "
                  + String.join(", ", worn)
                  + " stay until nothing wears it any more; its new body is let in"));
    }
  }

  private Work work(Direction direction) {
    Map<String, TrafficRule> there = byIdentity(there(direction), direction);
    Map<String, TrafficRule> wished =
        byIdentity(SecurityGroups.rules(wish.model(), direction), direction);
    List<TrafficRule> add = new ArrayList<>();
    List<TrafficRule> describe = new ArrayList<>();
    List<TrafficRule> remove = new ArrayList<>();
    wished.forEach((identity, rule) -> {
      TrafficRule old = there.get(identity);
      boolean becameKnown = old == null && rule.namesAnotherGroup() && wasOpen(direction);
      if (!mayTouch(direction, identity) && !becameKnown) {
        return;
      }
      if (old == null) {
        add.add(rule);
      } else if (rule.description().isPresent() && !rule.description().equals(old.description())) {
        describe.add(rule);
      }
    });
    there.forEach((identity, rule) -> {
      if (exclusive
          && !waits(direction)
          && !wished.containsKey(identity)
          && mayTouch(direction, identity)) {
        remove.add(rule);
      }
    });
    return new Work(direction, add, describe, remove);
  }

  /** A group that was made a moment ago has the rules that AWS gave it, not those of a look. */
  private List<TrafficRule> there(Direction direction) {
    return live.model().has(direction.member())
        ? SecurityGroups.rules(live.model(), direction)
        : SecurityGroups.now(scope, groupId, direction);
  }

  private Map<String, TrafficRule> byIdentity(List<TrafficRule> rules, Direction direction) {
    Map<String, TrafficRule> byIdentity = new LinkedHashMap<>();
    rules.forEach(rule -> byIdentity.put(rule.identity(direction), rule));
    return byIdentity;
  }

  /** Whether the plan named this rule, or all of them. */
  private boolean mayTouch(Direction direction, String identity) {
    FieldPath all = FieldPath.ROOT.name(direction.member());
    String rule = all.key(identity).toString();
    return changed.stream().anyMatch(p -> p.equals(all) || p.isWithin(rule));
  }

  /** Whether the plan could not name a peer yet, which was made since: its rule is to be added. */
  private boolean wasOpen(Direction direction) {
    return changed.stream()
        .anyMatch(p -> p.head().equals(direction.member()) && p.toString().contains("${"));
  }

  /** While a peer is still to come, its old rule stays: traffic must not break in between. */
  private boolean waits(Direction direction) {
    return wish.model().list(direction.member()).stream()
        .anyMatch(rule -> SecurityGroups.isOpen((Value.Entries) rule, direction));
  }

  /** Whether AWS misses a group that the spec names by its id, which no waiting brings. */
  private boolean namesRawGroup(FailureException e) {
    Value.Entries written = wish.declared().model();
    for (Direction direction : Direction.values()) {
      for (TrafficRule rule : SecurityGroups.rules(written, direction)) {
        if (rule.namesAnotherGroup() && e.failure().message().contains(rule.peer())) {
          return true;
        }
      }
    }
    return false;
  }

  private static FailureException notSeenYet(FailureException e) {
    return new FailureException(
        new Failure.Busy("InvalidGroup.NotFound", e.failure().message() + " (not visible yet)"), e);
  }
}
