package steadystate.environment.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlReader;

/**
 * The spec files of one moment, wherever they come from. Nothing outside of it is ever read.
 *
 * @param root how the user calls the folder; stands before every path that is shown
 * @param files by their path below the root, with slashes
 * @param failure why there is no snapshot: nothing may be concluded from the absence of files
 */
public record SpecFiles(String root, SortedMap<String, SpecFile> files, Optional<Problem> failure) {
  /** Bytes of a file; more is not even loaded. */
  public static final long LARGEST = 4L * YamlReader.Limits.CODE_POINTS;

  public SpecFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public SpecFiles(String root, SortedMap<String, SpecFile> files) {
    this(root, files, Optional.empty());
  }

  /** No snapshot could be taken. */
  public static SpecFiles failed(String root, Problem why) {
    return new SpecFiles(root, new TreeMap<>(), Optional.of(why));
  }

  /** Why nothing may be concluded from what is, or is not, in a folder. */
  public static Problem empty(String root, String message) {
    return new Problem(
        "source-empty",
        new SourceSpan(root, 1, 1),
        "",
        message,
        "point -f to the folder that holds the environments; one that is gone by mistake never"
            + " means that they are to be deleted");
  }

  /** Whether a file of this name is part of a spec. */
  public static boolean isSpec(String name) {
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /** A file's bytes as text, when they are UTF-8. */
  public static SpecFile decode(String shown, byte[] bytes) {
    if (bytes.length > LARGEST) {
      return new SpecFile.Refused(YamlReader.tooLarge(shown));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SpecFile.Text(text);
    } catch (CharacterCodingException notUtf8) {
      return new SpecFile.Refused(
          new Problem(
              "bad-encoding",
              new SourceSpan(shown, 1, 1),
              "",
              "this file is not UTF-8",
              "save it as UTF-8; UTF-16 and other encodings are not understood"));
    }
  }

  /** How a path is shown. */
  public String shown(String path) {
    return root.isEmpty() ? path : path.isEmpty() ? root : root + "/" + path;
  }

  /** A line of a file as it was written; empty when the file or the line is not there. */
  public Optional<String> line(SourceSpan at) {
    return lines(at, 1).stream().findFirst();
  }

  /** The line of a place and those that follow, so many at most. */
  public List<String> lines(SourceSpan at, int most) {
    String prefix = root.isEmpty() ? "" : root + "/";
    if (!at.file().startsWith(prefix)) {
      return List.of();
    }
    return files.get(at.file().substring(prefix.length())) instanceof SpecFile.Text(String text)
        ? text.lines().skip(at.line() - 1L).limit(most).toList()
        : List.of();
  }
}
