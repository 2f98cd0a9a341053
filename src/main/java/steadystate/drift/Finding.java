package steadystate.drift;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.failure.Failure;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Member.OnChange;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * What the comparison says of one resource.
 *
 * @param declared the wish; empty for an extra one
 * @param live what stands in its place; empty when missing or to be replaced
 * @param superseded older bodies of the same resource that must go when the new one stands
 * @param fields every difference; for a missing resource every wished field
 * @param failure why it is unknown
 * @param message one sentence where the status needs one
 * @param adopts whether what lives is nobody's yet and is taken over
 * @param open what others have to give before it can be made or changed, and is not known yet
 */
public record Finding(
    ResourceId id,
    Status status,
    Optional<Declared> declared,
    Optional<Live> live,
    List<Live> superseded,
    List<FieldChange> fields,
    Optional<Failure> failure,
    String message,
    boolean adopts,
    Set<Value.Part.Attribute> open) {
  /** The message of an extra resource that is still written, but not in this mode. */
  public static final String LEFT_OUT = "mode: cost-save";

  public Finding {
    superseded = List.copyOf(superseded);
    fields = List.copyOf(fields);
    open = Set.copyOf(open);
  }

  /** Of what is ours, or not there. */
  public Finding(
      ResourceId id,
      Status status,
      Optional<Declared> declared,
      Optional<Live> live,
      List<Live> superseded,
      List<FieldChange> fields,
      Optional<Failure> failure,
      String message) {
    this(id, status, declared, live, superseded, fields, failure, message, false, Set.of());
  }

  /** The same, seen otherwise. */
  public Finding status(Status other) {
    return new Finding(
        id, other, declared, live, superseded, fields, failure, message, adopts, open);
  }

  /** The same, with what it needs to be told. */
  Finding open(Set<Value.Part.Attribute> attributes) {
    return new Finding(
        id, status, declared, live, superseded, fields, failure, message, adopts, attributes);
  }

  /** Whether a new body must take the place of an old one. */
  public boolean replaces() {
    return live.isEmpty() && declared.isPresent() && !superseded.isEmpty();
  }

  /** The differences that AWS cannot make and nobody should force. */
  public List<FieldChange> refused() {
    return fields.stream().filter(f -> f.onChange() == OnChange.REFUSE).toList();
  }
}
