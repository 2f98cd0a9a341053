package steadystate.plan;

import java.util.Optional;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/**
 * A rule that speaks and stops nothing.
 *
 * @param rule a stable id such as {@code policy/small-tasks}
 * @param message what is wrong and what to write instead
 */
public record Warning(
    String rule, ResourceId resource, String message, Optional<SourceSpan> source) {}
