package steadystate.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the engine knows about one kind of AWS resource.
 *
 * <p>A kind observes and writes; it never decides, waits or sleeps. Waiting is observing again
 * until {@link Health} is ready. Each write is safe to repeat: a create looks for what a lost
 * answer left behind only through the next observation, a delete of what is gone succeeds.
 */
public interface Kind {
  /** The singular in lowerCamelCase, such as {@code securityGroup}: the first half of an id. */
  String name();

  /**
   * The shape of the model on both sides. The member {@code tags} is added by the engine for a kind
   * that {@link #tagged()}.
   */
  Shape.Structure model();

  /** Whether AWS can hold tags on this; what it cannot, is ours when its parent is. */
  default boolean tagged() {
    return true;
  }

  /** Whether a delete or replacement loses what cannot be made again: data, images, addresses. */
  default boolean stateful() {
    return false;
  }

  /** Whether a delete is known to lose nothing although the kind is stateful: it is empty. Pure. */
  default boolean losesNothing(Live live) {
    return false;
  }

  /**
   * Whether a new one does nothing until a person has confirmed it elsewhere, as {@link
   * Health.Awaiting} tells. What needs it is made after that.
   */
  default boolean confirmedByPerson() {
    return false;
  }

  /**
   * What others may refer to, such as {@code arn}; empty when it is not told, and then any name is
   * taken for one.
   */
  default Set<String> attributes() {
    return Set.of();
  }

  /**
   * Reads in as few calls as AWS allows. A failure that concerns all is thrown; one that concerns a
   * single resource is in the answer.
   */
  Observation observe(Scope scope, List<Declared> wanted);

  /**
   * Makes it, with the tags inside the same call. Members that are {@linkplain Member#deferred()
   * deferred} come with a later {@link #update}.
   *
   * @param replaced what lives in its place and goes away after; empty for a plain create. A name
   *     that is taken by one of them needs another name
   * @return what others may refer to now
   */
  Attributes create(Scope scope, Wish wish, List<Live> replaced);

  /**
   * Brings what lives to the wish. Only the changed fields are sent.
   *
   * @param changed every path that differs; {@code tags[...]} among them
   */
  void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed);

  /** Takes it away; what is gone already is a success. */
  void delete(Scope scope, Live live);

  /**
   * Empties the {@linkplain Member#deferred() deferred} members before any resource of the kind is
   * deleted, so that those that name each other can go.
   */
  default void detach(Scope scope, Live live) {}

  /** Puts tags on, and takes tags off. */
  default void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    throw new UnsupportedOperationException(name() + " has no tags");
  }

  /**
   * Whether what needs this waits until a change of it has succeeded, and not only until it was
   * tried: a task has no use for a subnet that leads nowhere.
   */
  default boolean leadsOthers() {
    return false;
  }

  /**
   * What others may refer to while this is brought to its wish: what it has already, unless the
   * wish itself says more. An attribute that is left out here becomes known after the change.
   */
  default Attributes offers(Live live, Wish wish) {
    return live.attributes();
  }

  /**
   * Whether what lives stands in the place of the wish, so that it is compared and not replaced:
   * equal in all that AWS cannot change. The engine already compares members that {@linkplain
   * Member.OnChange#REPLACE force a replacement}; a kind adds what those cannot say, such as names.
   */
  default boolean standsFor(Live live, Wish wish) {
    return true;
  }

  /**
   * Why one difference must not be carried out, and what to write instead: AWS would refuse it, or
   * it could not be undone. Pure. Empty when it may be.
   *
   * @param wish as written; references are not resolved
   */
  default Optional<String> objection(Live live, Value.Entries wish, FieldPath path) {
    return Optional.empty();
  }

  /**
   * What AWS gives a new one by itself where the wish says nothing, by member; only what a reader
   * of a plan could be surprised by. Pure.
   */
  default Map<String, String> unwritten(Value.Entries wish) {
    return Map.of();
  }

  /** Earlier contents to go back to; empty for a kind that has none. */
  default Optional<Revisions> revisions() {
    return Optional.empty();
  }

  /** Why what left the spec must stay whoever approves; empty when it may go. Pure. */
  default Optional<String> protection(Live live) {
    return Optional.empty();
  }
}
