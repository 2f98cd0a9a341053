package steadystate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;
import steadystate.yaml.YamlReader;

/** The settings of {@code serve} that stand in a YAML file, under the names of the flags. */
final class SettingsFile {
  private final Map<String, String> values;

  private SettingsFile(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  static SettingsFile none() {
    return new SettingsFile(Map.of());
  }

  /**
   * Reads a file such as {@code {listen: "0.0.0.0:8080", tokenFile: tokens.yaml}}.
   *
   * @throws FailureException when it cannot be read or has mistakes
   */
  static SettingsFile read(Path file) {
    Problems problems = new Problems();
    Map<String, String> values = new TreeMap<>();
    for (YamlNode document : YamlReader.read(file.toString(), text(file), problems).documents()) {
      if (document instanceof YamlNode.Mapping map) {
        map.entries().values().forEach(entry -> take(entry, values, problems));
      } else {
        problems.add(new Problem("settings", document.at(), "", "settings are a map"));
      }
    }
    if (!problems.isEmpty()) {
      Problem first = problems.all().getFirst();
      String help = first.help().map(words -> "; " + words).orElse("");
      throw new FailureException(
          new Failure.Rejected("settings", first.at() + ": " + first.message() + help));
    }
    return new SettingsFile(values);
  }

  /**
   * @param key in lowerCamelCase
   */
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new FailureException(
          new Failure.Rejected("settings", "the settings file " + file + " cannot be read"),
          unreadable);
    }
  }

  private static void take(YamlNode.Entry entry, Map<String, String> values, Problems problems) {
    String key = Setting.camel(entry.key());
    List<String> known = Setting.keys();
    if (!known.contains(key)) {
      problems.add(
          new Problem(
              "settings",
              entry.keyAt(),
              "",
              "unknown setting `" + entry.key() + "`",
              Suggestions.didYouMean(entry.key(), known)));
    } else if (entry.value() instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      values.put(key, scalar.text());
    } else {
      problems.add(
          new Problem("settings", entry.keyAt(), "", "`" + entry.key() + "` needs one value"));
    }
  }
}
