package steadystate.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the sandbox is told on the command line.
 *
 * @param tour whether the story is played once in the terminal, and nothing is served
 * @param terminal where the story is told
 */
public record SandboxSettings(
    Path folder,
    Map<String, String> variables,
    boolean tour,
    Optional<String> listen,
    Terminal terminal) {
  public SandboxSettings {
    variables = Map.copyOf(variables);
  }
}
