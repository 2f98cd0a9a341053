package steadystate.yaml;

/**
 * A place in a file, as people count: line and column start at 1.
 *
 * @param file the path as the user would write it, relative to where the command was started
 */
public record SourceSpan(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
