package steadystate.resource;

import java.util.Optional;
import steadystate.yaml.SourceSpan;

/**
 * Where a wished value comes from.
 *
 * @param at the place in the spec, when a person's text led to it
 * @param reason one phrase for people, such as {@code mode: cost-save}; empty when the place says
 *     all
 */
public record Origin(Because because, Optional<SourceSpan> at, String reason) {
  /** For values that come from AWS, and where nothing needs saying. */
  public static final Origin NONE = new Origin(Because.DEFAULT, Optional.empty(), "");

  public static Origin written(SourceSpan at) {
    return new Origin(Because.SPEC, Optional.of(at), "");
  }

  public static Origin byDefault(String reason) {
    return new Origin(Because.DEFAULT, Optional.empty(), reason);
  }

  /** The same place in the spec, for another reason. */
  public Origin because(Because other, String why) {
    return new Origin(other, at, why);
  }
}
