package steadystate.plan;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;

/**
 * One thing to do, with what has to happen before.
 *
 * @param change the plan's line that it belongs to
 * @param needs steps that must have succeeded
 * @param after steps that must have ended, one way or the other
 * @param lingering differences that a later pass takes up
 */
public record Step(
    Key key, Change change, Set<Key> needs, Set<Key> after, Set<FieldPath> lingering) {
  public Step {
    lingering = Set.copyOf(lingering);
    needs = java.util.Collections.unmodifiableSet(new TreeSet<>(needs));
    after = java.util.Collections.unmodifiableSet(new TreeSet<>(after));
  }

  public Step(Key key, Change change, Set<Key> needs, Set<Key> after) {
    this(key, change, needs, after, Set.of());
  }

  /** The same, with other things to wait for. */
  Step waitingFor(Set<Key> otherNeeds, Set<Key> otherAfter) {
    return new Step(key, change, otherNeeds, otherAfter, lingering);
  }

  /** What is done, in the order in which steps of one resource follow each other. */
  public enum Verb {
    CREATE,
    ADOPT,
    UPDATE,
    /** Sets the deferred members of what was just created. */
    COMPLETE,
    /** Empties the deferred members of what is about to be deleted. */
    DETACH,
    RELEASE,
    DELETE;

    /** The word for people. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Tells steps apart.
   *
   * @param body the ARN of what is detached, released or deleted; empty for the rest
   */
  public record Key(Verb verb, ResourceId resource, String body) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return java.util.Comparator.comparing(Key::resource)
          .thenComparing(Key::verb)
          .thenComparing(Key::body)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return verb.word() + " " + resource;
    }
  }

  public ResourceId resource() {
    return key.resource();
  }

  public Verb verb() {
    return key.verb();
  }

  public Optional<Declared> declared() {
    return change.declared();
  }

  public Optional<Live> live() {
    return change.live();
  }
}
