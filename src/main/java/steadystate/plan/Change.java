package steadystate.plan;

import java.util.List;
import java.util.Optional;
import steadystate.drift.FieldChange;
import steadystate.drift.Status;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;

/**
 * One resource that a plan changes.
 *
 * @param why drifted, pending, missing or extra
 * @param declared the wish; empty for a delete
 * @param live what is changed or deleted; empty for a create and a replacement
 * @param superseded bodies of the same resource that go away after the new one stands
 * @param fields what differs, in the order of the shape
 * @param reason one phrase for people where the resource as a whole changes for a reason that
 *     stands at none of its fields, such as {@code mode: cost-save}; empty when there is none
 * @param held why it is not carried out now, such as a delete that needs an approval
 */
public record Change(
    ResourceId resource,
    Action action,
    Status why,
    Optional<Declared> declared,
    Optional<Live> live,
    List<Live> superseded,
    List<FieldChange> fields,
    String reason,
    Optional<Hold> held) {
  public Change {
    superseded = List.copyOf(superseded);
    fields = List.copyOf(fields);
  }

  /** A change whose fields say all. */
  public Change(
      ResourceId resource,
      Action action,
      Status why,
      Optional<Declared> declared,
      Optional<Live> live,
      List<Live> superseded,
      List<FieldChange> fields,
      Optional<Hold> held) {
    this(resource, action, why, declared, live, superseded, fields, "", held);
  }

  /** The same change, not to be carried out now. */
  public Change held(Hold why) {
    return new Change(
        resource, action, this.why, declared, live, superseded, fields, reason, Optional.of(why));
  }

  /** The same change, to be carried out. */
  public Change released() {
    return new Change(
        resource, action, why, declared, live, superseded, fields, reason, Optional.empty());
  }

  /** Whether a person has to let it go. */
  public boolean needsApproval() {
    return held.filter(Hold.NeedsApproval.class::isInstance).isPresent();
  }

  /** The ARN or id of what lives now. */
  public Optional<String> arn() {
    return live.map(Live::arn).or(() -> superseded.stream().findFirst().map(Live::arn));
  }
}
