package steadystate.policy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.References;
import steadystate.resource.ResourceId;

/**
 * What a person let go. It names a plan by its fingerprint, and from the moment that plan is met it
 * covers what the plan held for an approval: as long as nothing else comes to need one, and what
 * lives is what the person saw or what our own steps made of it. Immutable.
 *
 * @param fingerprints plans that a person has read and approved
 * @param covered held changes of a plan that was met: their name, and a digest of what lives
 * @param written what our own steps have touched since, so that its content may have moved
 * @param givenUp what a person gave up together with its whole environment, by ARN: it may be
 *     deleted whatever has become of it
 */
public record Approval(
    Set<String> fingerprints,
    Map<String, String> covered,
    Set<ResourceId> written,
    Set<String> givenUp) {
  public static final Approval NONE = of(Set.of());

  public Approval {
    givenUp = Set.copyOf(givenUp);
    fingerprints = Set.copyOf(fingerprints);
    covered = Map.copyOf(covered);
    written = Set.copyOf(written);
  }

  /** Of plans that were not met yet. */
  public static Approval of(Set<String> fingerprints) {
    return new Approval(fingerprints, Map.of(), Set.of(), Set.of());
  }

  /** The same, with what was given up. */
  public Approval givenUp(Set<String> arns) {
    return new Approval(fingerprints, covered, written, arns);
  }

  /** Of this very plan, with what it holds. */
  public static Approval of(Plan plan) {
    return of(Set.of(plan.fingerprint())).meeting(plan);
  }

  /** The same, bound to what the plan holds where the plan is the one that it names. */
  public Approval meeting(Plan plan) {
    if (!fingerprints.contains(plan.fingerprint())) {
      return this;
    }
    Map<String, String> held = new TreeMap<>(covered);
    plan.changes().stream()
        .filter(Change::needsApproval)
        .forEach(change -> held.put(name(change), content(change)));
    return new Approval(fingerprints, held, written, givenUp);
  }

  /** The same after steps of ours on these. */
  public Approval wrote(Collection<ResourceId> touched) {
    if (covered.isEmpty()) {
      return this;
    }
    Set<ResourceId> all = new TreeSet<>(written);
    all.addAll(touched);
    return new Approval(fingerprints, covered, all, givenUp);
  }

  /** Whether all that a plan still holds for an approval has got one. */
  public boolean covers(Plan plan) {
    return plan.changes().stream().filter(Change::needsApproval).allMatch(this::covers);
  }

  private boolean covers(Change change) {
    if (change.live().map(Live::arn).filter(givenUp::contains).isPresent()) {
      return true;
    }
    String seen = covered.getOrDefault(name(change), "");
    return seen.equals(content(change)) || (!seen.isEmpty() && written.contains(change.resource()));
  }

  /** The plan without its holds for approvals, where this covers them all. */
  public Plan release(Plan plan) {
    return covers(plan)
        ? plan.changes(
            plan.changes().stream()
                .map(change -> change.needsApproval() ? change.released() : change)
                .toList())
        : plan;
  }

  /** What is done, to which body, and what is wished instead of it. */
  private static String name(Change change) {
    StringBuilder text = new StringBuilder(change.action() + " " + change.resource());
    change.live().map(Live::arn).ifPresent(arn -> text.append('\n').append(arn));
    change.superseded().forEach(live -> text.append('\n').append(live.arn()));
    change.declared().map(Declared::model).map(References::hash).ifPresent(text::append);
    return text.toString();
  }

  private static String content(Change change) {
    StringBuilder text = new StringBuilder();
    change.live().map(Live::model).map(References::hash).ifPresent(text::append);
    change.superseded().forEach(live -> text.append(' ').append(References.hash(live.model())));
    return text.toString();
  }
}
