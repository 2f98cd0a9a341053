package steadystate.yaml;

import java.util.Optional;

/**
 * One mistake in what a user wrote.
 *
 * @param code a stable name such as {@code unknown-key}, made for searching
 * @param at where it stands
 * @param path the field, such as {@code spec.services.api.cpu}; empty for a file that cannot be
 *     parsed
 * @param message what is wrong, in one sentence
 * @param help what to write instead, where that is known
 */
public record Problem(
    String code, SourceSpan at, String path, String message, Optional<String> help) {

  public Problem(String code, SourceSpan at, String path, String message) {
    this(code, at, path, message, Optional.empty());
  }

  public Problem(String code, SourceSpan at, String path, String message, String help) {
    this(code, at, path, message, Optional.of(help));
  }
}
