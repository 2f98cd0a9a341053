package steadystate.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Reads YAML 1.2 text. Nothing is typed here: a scalar keeps the very characters that were written,
 * and what {@code NO} or {@code 0777} means is decided by the shape that expects it.
 *
 * <p>Text may come from anybody, so it is read within {@linkplain Limits limits} and event by
 * event: a hostile file is given up at the event that breaks a limit, before it has cost memory or
 * stack.
 */
public final class YamlReader {
  /** What a file may ask of its reader. */
  public static final class Limits {
    /** Code points of a file. */
    public static final int CODE_POINTS = 3 * 1024 * 1024;

    /** Aliases of a file. */
    public static final int ALIASES = 50;

    /** Levels of maps and lists, aliases followed. */
    public static final int DEPTH = 50;

    /** Keys, scalars, maps and lists of a file, aliases followed. */
    public static final int NODES = 100_000;

    /** Lines of a file: the quickest way to see too many keys. */
    public static final int LINES = 100_000;

    private Limits() {}
  }

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private YamlReader() {}

  /**
   * What a file holds.
   *
   * @param documents the documents that are not empty; those before the mistake when there is one
   * @param whole whether the text was understood to its end, mistakes of content aside
   */
  public record Content(List<YamlNode> documents, boolean whole) {
    public Content {
      documents = List.copyOf(documents);
    }
  }

  /**
   * Reads all documents of a file.
   *
   * @param file how the file is called in positions
   */
  public static Content read(String file, String text, Problems problems) {
    String body = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    Optional<Problem> refused = tooLong(file, body).or(() -> ForbiddenText.in(file, body));
    if (refused.isPresent()) {
      problems.add(refused.get());
      return new Content(List.of(), false);
    }
    List<YamlNode> documents = new ArrayList<>();
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setUseMarks(true)
              .setCodePointLimit(Limits.CODE_POINTS + 1)
              // The parser copies all it has whenever a buffer runs out: one buffer for the file
              // keeps a long scalar from costing the square of its length.
              .setBufferSize(Math.max(1024, body.length() + 1))
              .build();
      var events = new Parse(settings).parseString(body).iterator();
      new Composition(file, events, problems).into(documents);
      return new Content(documents, true);
    } catch (Composition.LimitBroken broken) {
      problems.add(broken.problem());
    } catch (MarkedYamlEngineException mistake) {
      problems.add(SyntaxText.of(file, mistake));
    } catch (YamlVersionException version) {
      problems.add(
          new Problem(
              "yaml-version",
              new SourceSpan(file, 1, 1),
              "",
              "this file asks for another version of YAML than 1.2",
              "remove the line that starts with %YAML"));
    } catch (YamlEngineException mistake) {
      problems.add(new Problem("yaml-syntax", new SourceSpan(file, 1, 1), "", "this is not YAML"));
    }
    return new Content(documents, false);
  }

  private static Optional<Problem> tooLong(String file, String text) {
    if (text.length() > Limits.CODE_POINTS
        && text.codePointCount(0, text.length()) > Limits.CODE_POINTS) {
      return Optional.of(tooLarge(file));
    }
    return text.lines().skip(Limits.LINES).findFirst().map(line -> tooManyLines(file));
  }

  private static Problem tooManyLines(String file) {
    SourceSpan at = new SourceSpan(file, Limits.LINES + 1, 1);
    return new Problem("yaml-limit", at, "", "more than 100,000 lines in one file");
  }

  /** For a file that is too large to be read at all. */
  public static Problem tooLarge(String file) {
    return new Problem(
        "yaml-limit",
        new SourceSpan(file, 1, 1),
        "",
        "this file is larger than 3 MB",
        "spread it over several files");
  }

  static SourceSpan span(String file, Optional<Mark> mark) {
    return mark.map(m -> new SourceSpan(file, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> new SourceSpan(file, 1, 1));
  }
}
