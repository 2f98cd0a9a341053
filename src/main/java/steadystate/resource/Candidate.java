package steadystate.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import steadystate.resource.Value.Entries;

/**
 * Something in AWS that could become an entry of a spec.
 *
 * @param live as it was seen; its id is only a place holder
 * @param name its AWS name
 * @param label what its key is made of; empty for its name without the environment in front
 * @param home the cluster or the VPC that it stands in; empty for none
 * @param mentions ids, names and ARNs that it needs: what has one of them goes with it
 * @param foreign why it is never taken, such as a name that AWS keeps for itself; empty when it may
 *     be
 * @param forms the entry in its long form, where others can be named; where one does not come to
 *     what lives, the next one says it in plainer words
 */
public record Candidate(
    Live live,
    String name,
    String label,
    String home,
    Set<String> mentions,
    String foreign,
    List<Form> forms) {

  /** What is written of it, where the others have their names; empty when that cannot be said. */
  @FunctionalInterface
  public interface Form extends Function<Names, Optional<Entries>> {}

  /** Who else is taken, and what it is called in the spec. */
  public interface Names {
    String environment();

    /** The resource of a kind that has this id, name or ARN; empty when it is not taken. */
    Optional<ResourceId> of(String kind, String idOrName);
  }

  public Candidate {
    mentions = Set.copyOf(mentions);
    forms = List.copyOf(forms);
  }

  /** What needs nobody and is free to be taken; its entry is its model. */
  public static Candidate of(Live live, String name) {
    Form model = names -> Optional.of(live.model());
    return new Candidate(live, name, "", "", Set.of(), "", List.of(model));
  }

  public Candidate label(String text) {
    return new Candidate(live, name, text, home, mentions, foreign, forms);
  }

  public Candidate home(String where) {
    return new Candidate(live, name, label, where, mentions, foreign, forms);
  }

  public Candidate mentions(Set<String> others) {
    return new Candidate(live, name, label, home, others, foreign, forms);
  }

  public Candidate foreign(String reason) {
    return new Candidate(live, name, label, home, mentions, reason, forms);
  }

  public Candidate entry(Form form) {
    return new Candidate(live, name, label, home, mentions, foreign, List.of(form));
  }

  /** With plainer words for the case that those before do not come to what lives. */
  public Candidate or(Form form) {
    List<Form> more = new ArrayList<>(forms);
    more.add(form);
    return new Candidate(live, name, label, home, mentions, foreign, more);
  }
}
