package steadystate.environment.reading;

import steadystate.yaml.Problem;

/** One file of a snapshot. */
public sealed interface SpecFile {
  /** Its text. */
  record Text(String text) implements SpecFile {}

  /**
   * A file, or a folder, that is there and must not or cannot be read. Its content is not known.
   */
  record Refused(Problem problem) implements SpecFile {}
}
