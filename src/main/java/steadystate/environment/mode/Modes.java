package steadystate.environment.mode;

import java.util.List;
import steadystate.environment.Remark;
import steadystate.environment.Settings;
import steadystate.environment.reading.SpecBody;
import steadystate.resource.Catalogue;
import steadystate.yaml.SourceSpan;

/** What a mode makes of an environment before it becomes resources. Pure. */
public final class Modes {
  private Modes() {}

  /**
   * A spec in its mode.
   *
   * @param remarks what a reader of a plan must know about it
   */
  public record Applied(SpecBody body, List<Remark> remarks, Hours hours) {
    public Applied {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * The spec as the mode wants it; what the mode changes says so in its origin.
   *
   * @param at where {@code spec} begins, for entries that the mode itself makes
   */
  public static Applied apply(
      Catalogue catalogue,
      String environment,
      SpecBody body,
      Settings settings,
      Moment moment,
      SourceSpan at) {
    return switch (settings.mode()) {
      case STANDARD, STRICT -> new Applied(body, List.of(), Hours.ALWAYS);
      case COST_SAVE -> {
        Hours hours =
            Hours.of(settings.costSave().awake(), moment.order(environment), moment.now());
        CostSaving saving =
            new CostSaving(catalogue, environment, body, settings.costSave(), hours.asleep(), at);
        yield new Applied(saving.body(), saving.remarks(), hours);
      }
    };
  }
}
