package steadystate.drift;

import steadystate.resource.FieldPath;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;

/**
 * One field that differs.
 *
 * @param origin where the wished value comes from: the place in the spec and the reason
 */
public record FieldChange(
    FieldPath path, Shown live, Shown desired, OnChange onChange, Origin origin) {

  public boolean sensitive() {
    return live instanceof Shown.Masked || desired instanceof Shown.Masked;
  }
}
