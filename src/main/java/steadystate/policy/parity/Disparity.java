package steadystate.policy.parity;

import java.util.List;
import java.util.Optional;
import steadystate.drift.Shown;
import steadystate.resource.FieldPath;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;

/**
 * One resource in which two environments differ, for one reason.
 *
 * @param absentIn the environment that does not have it at all; empty when both do
 * @param reason one phrase such as {@code mode: cost-save}; empty where there is nothing to add
 * @param fields what differs; none when one has no such resource
 */
public record Disparity(
    ResourceId resource,
    Nature nature,
    Optional<String> absentIn,
    String reason,
    List<Field> fields) {
  public Disparity {
    fields = List.copyOf(fields);
  }

  /**
   * One field, in both.
   *
   * @param leftFrom where the left value comes from; empty without one
   * @param rightFrom where the right value comes from; empty without one
   */
  public record Field(
      FieldPath path,
      Shown left,
      Shown right,
      Optional<Origin> leftFrom,
      Optional<Origin> rightFrom) {}
}
