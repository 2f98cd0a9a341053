package steadystate.resource;

import java.util.Optional;

/** Earlier contents of a kind of resource, to which a person may go back. */
public interface Revisions {
  /** The member of a model that names the earlier content; it is in no spec. */
  String member();

  /** Whether a difference there is one of content, and waits while earlier content stands. */
  boolean isContent(FieldPath path);

  /** What the hold of a rollback is about: another text is other content. */
  String content(Declared declared);

  /**
   * Names the content to go back to.
   *
   * @param to as a person writes it; empty for the last that was deployed well before today's
   * @throws steadystate.failure.FailureException when there is none, with words for the person
   */
  String earlier(Scope scope, Live live, Optional<String> to);
}
