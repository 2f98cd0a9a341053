package steadystate.environment;

import java.time.LocalDate;
import java.util.Optional;
import steadystate.yaml.SourceSpan;

/**
 * A strict rule that somebody set aside, and why.
 *
 * @param rule its id
 * @param resource such as {@code securityGroup/api}; empty for every one
 * @param until the last day on which it counts; empty for ever
 */
public record Waiver(
    String rule,
    Optional<String> resource,
    String reason,
    Optional<LocalDate> until,
    SourceSpan at) {}
