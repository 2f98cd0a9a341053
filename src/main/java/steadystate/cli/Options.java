package steadystate.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** What every command takes, before or after its name. */
final class Options {
  @Option(
      names = {"-f", "--environments"},
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      defaultValue = "environments",
      description = "folder of the environments (default: ${DEFAULT-VALUE})")
  Path folder = Path.of("environments");

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      converter = FormatReader.class,
      defaultValue = "text",
      description = "text, json, yaml or markdown (default: ${DEFAULT-VALUE})")
  Format format = Format.TEXT;

  @Option(
      names = "--var",
      scope = ScopeType.INHERIT,
      paramLabel = "name=value",
      description = "sets a variable of the specs; wins over spec.variables")
  Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "no colours, even on a terminal; NO_COLOR does the same")
  boolean noColour;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "more of the log, and where in the program an error came from")
  boolean verbose;

  @Option(
      names = "--stats",
      scope = ScopeType.INHERIT,
      description = "AWS calls by operation, and seconds, after the result")
  boolean stats;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "how this is used")
  boolean help;

  /** The words of {@link Format}, and no others. */
  static final class FormatReader implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
      for (Format format : Format.values()) {
        if (format.toString().equals(word)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + word + "' is none of text, json, yaml, markdown");
    }
  }
}
