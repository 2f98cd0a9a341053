package steadystate.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import steadystate.drift.FieldChange;
import steadystate.drift.Shown;
import steadystate.drift.Status;
import steadystate.resource.Catalogue;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.References;
import steadystate.resource.ResourceId;

/**
 * What a new spec takes away while those that stand on it still move: a rule of a security group
 * goes after the last task that may answer on its port, an old body after the one that takes its
 * place. What somebody added by hand never lingers. Pure.
 */
public final class Lingering {
  private final Catalogue catalogue;
  private final Plan plan;
  private final Map<ResourceId, Live> standing;

  /**
   * @param standing the living bodies that stand for wished resources
   */
  public Lingering(Catalogue catalogue, Plan plan, Map<ResourceId, Live> standing) {
    this.catalogue = catalogue;
    this.plan = plan;
    this.standing = standing;
  }

  /** The plan with changes held that consist of nothing but what lingers. */
  public Plan held() {
    return plan.changes(
        plan.changes().stream()
            .map(change ->
                change.held().isPresent()
                    ? change
                    : waitsFor(change)
                        .map(id -> change.held(new Hold.Waits("waits until " + id + " is steady")))
                        .orElse(change))
            .toList());
  }

  private Optional<ResourceId> waitsFor(Change change) {
    if (removes(change)) {
      return successor(change);
    }
    Set<FieldPath> lingering = of(change);
    boolean all =
        !lingering.isEmpty()
            && change.fields().stream().map(FieldChange::path).allMatch(lingering::contains);
    return all ? mover(change) : Optional.empty();
  }

  /** What has to be made first, or to let go, and waits itself. */
  private Optional<ResourceId> successor(Change deletion) {
    Live body = deletion.live().orElseThrow();
    return plan.changes().stream()
        .filter(other -> waits(other) && !removes(other))
        .filter(other -> other.live().map(user -> Mentions.of(user, body)).orElse(true))
        .map(Change::resource)
        .findFirst();
  }

  private static boolean removes(Change change) {
    return change.action() == Action.DELETE || change.action() == Action.RELEASE;
  }

  /** Whether it goes on without anybody's help. */
  private static boolean waits(Change change) {
    return change.held().isPresent()
        && change.held().get() instanceof Hold.Waits(String unused, boolean person)
        && !person;
  }

  /** The paths of a change that are left for a later pass. */
  Set<FieldPath> of(Change change) {
    Set<FieldPath> paths = new TreeSet<>();
    boolean bySpec = change.action() == Action.UPDATE && change.why() == Status.PENDING;
    if (bySpec && mover(change).isPresent()) {
      change.fields().stream()
          .filter(field -> isDeferred(change, field) && field.desired() instanceof Shown.Absent)
          .forEach(field -> paths.add(field.path()));
    }
    return paths;
  }

  private boolean isDeferred(Change change, FieldChange field) {
    return catalogue
        .kind(change.resource())
        .model()
        .member(field.path().head())
        .filter(Member::deferred)
        .isPresent();
  }

  /** Somebody who stands on the resource and changes now, or is on its way. */
  private Optional<ResourceId> mover(Change change) {
    Stream<ResourceId> changing =
        plan.changes().stream()
            .filter(other -> other.held().isEmpty() || waits(other))
            .filter(other -> other.action() == Action.UPDATE && !other.fields().isEmpty())
            .filter(other -> names(other, change))
            .map(Change::resource);
    Stream<ResourceId> onTheWay =
        plan.notes().stream()
            .filter(note -> note.about().equals("waiting") || note.about().equals("unseen"))
            .map(Note::resource)
            .filter(id -> mentions(id, change));
    return Stream.concat(changing, onTheWay)
        .filter(id -> !id.equals(change.resource()) && !hasDeferredMembers(id))
        .findFirst();
  }

  private static boolean names(Change other, Change change) {
    return other
        .declared()
        .filter(declared -> References.in(declared.model()).contains(change.resource()))
        .isPresent();
  }

  private boolean mentions(ResourceId id, Change change) {
    Optional<Live> user = Optional.ofNullable(standing.get(id));
    return user.isPresent()
        && change.live().filter(body -> Mentions.of(user.get(), body)).isPresent();
  }

  private boolean hasDeferredMembers(ResourceId id) {
    return catalogue.kind(id).model().members().values().stream().anyMatch(Member::deferred);
  }
}
