package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;
import steadystate.yaml.YamlReader;

/**
 * A spec file with its documents.
 *
 * @param path below the root
 * @param parts what was understood
 * @param problems what was not
 * @param whole whether nothing can be missing from the parts
 * @param guess what a file that is not whole seems to be, so that its environment is known as
 *     broken and never as gone
 */
record ReadFile(String path, List<Part> parts, Problems problems, boolean whole, Guess guess) {

  /** What the head of a text looks like to somebody who cannot parse it. */
  record Guess(Optional<String> name, Optional<String> kind) {
    private static final Pattern NAME =
        Pattern.compile(
            "(?m)^metadata:[ \\t]*(?:\\{[ \\t]*|(?:#.*)?\\r?\\n[ \\t]+)name:["
                + " \\t]*[\"']?([a-z][a-z0-9-]*)");
    private static final Pattern KIND =
        Pattern.compile("(?m)^kind:[ \\t]*[\"']?(Base|Environment)");
    private static final int HEAD = 4096;

    static final Guess NONE = new Guess(Optional.empty(), Optional.empty());

    static Guess of(String text) {
      String head = text.substring(0, Math.min(HEAD, text.length()));
      return new Guess(first(NAME, head), first(KIND, head));
    }

    private static Optional<String> first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    boolean isBase() {
      return kind.map("Base"::equals).orElse(false);
    }
  }

  static ReadFile of(String path, String shown, SpecFile file) {
    Problems problems = new Problems();
    return switch (file) {
      case SpecFile.Refused(Problem problem) -> {
        problems.add(problem);
        yield new ReadFile(path, List.of(), problems, false, Guess.NONE);
      }
      case SpecFile.Text(String text) -> parsed(path, shown, text, problems);
    };
  }

  private static ReadFile parsed(String path, String shown, String text, Problems problems) {
    List<Part> parts = new ArrayList<>();
    boolean whole;
    try {
      YamlReader.Content content = YamlReader.read(shown, text, problems);
      whole = content.whole();
      for (YamlNode document : content.documents()) {
        Optional<Part> part = PartReader.read(path, document, problems);
        part.ifPresent(parts::add);
        whole &= part.isPresent();
      }
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException defect) {
      // Whatever a file does to its reader, the other files must not feel it.
      problems.add(
          new Problem(
              "defect",
              new SourceSpan(shown, 1, 1),
              "",
              "reading this file failed: " + defect.getClass().getSimpleName()));
      whole = false;
    }
    return new ReadFile(path, List.copyOf(parts), problems, whole, Guess.of(text));
  }

  boolean isEmpty() {
    return whole && parts.isEmpty();
  }

  List<Part> parts(boolean base) {
    return parts.stream().filter(part -> part.base() == base).toList();
  }

  /** The file's name without its ending: what a single-file environment is usually called. */
  String stem() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.replaceAll("\\.ya?ml$", "");
  }
}
