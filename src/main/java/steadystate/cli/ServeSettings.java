package steadystate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Durations;

/**
 * What the controller is told: by a flag, else by a variable, else in the settings file. An empty
 * variable says nothing.
 */
public final class ServeSettings {
  private final Map<String, String> variables;
  private final Map<Setting, Told> told = new EnumMap<>(Setting.class);

  private enum Layer {
    FILE,
    VARIABLE,
    FLAG
  }

  private record Told(String value, Layer layer) {}

  private ServeSettings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * @param variables of the specs, from {@code --var}
   * @param environment the process's variables
   * @throws FailureException when a value is not of its form
   */
  static ServeSettings of(
      Map<Setting, String> flags,
      Function<String, Optional<String>> environment,
      SettingsFile file,
      Map<String, String> variables) {
    ServeSettings settings = new ServeSettings(variables);
    for (Setting setting : Setting.values()) {
      settings.take(setting, Layer.FILE, setting.key(), file.value(setting.key()));
      settings.take(
          setting,
          Layer.VARIABLE,
          setting.variable(),
          environment.apply(setting.variable()).filter(value -> !value.isBlank()));
      settings.take(setting, Layer.FLAG, setting.flag(), Optional.ofNullable(flags.get(setting)));
    }
    return settings;
  }

  private void take(Setting setting, Layer layer, String where, Optional<String> value) {
    value
        .flatMap(setting::complaint)
        .ifPresent(complaint -> {
          throw wrong(where + ": " + complaint);
        });
    value.ifPresent(text -> told.put(setting, new Told(text, layer)));
  }

  /** What {@code --var} says to the specs. */
  public Map<String, String> variables() {
    return variables;
  }

  public Optional<String> text(Setting setting) {
    return Optional.ofNullable(told.get(setting)).map(Told::value);
  }

  public Optional<Path> file(Setting setting) {
    return text(setting).map(Path::of);
  }

  public Optional<Duration> time(Setting setting) {
    return text(setting).flatMap(Durations::parse);
  }

  public boolean isOn(Setting setting) {
    return text(setting).filter("true"::equals).isPresent();
  }

  /** The one of two settings that was told in the stronger way; they say the same thing. */
  public Optional<Setting> stronger(Setting one, Setting other) {
    Optional<Told> first = Optional.ofNullable(told.get(one));
    Optional<Told> second = Optional.ofNullable(told.get(other));
    if (first.isPresent() && second.isPresent()) {
      int order = first.get().layer().compareTo(second.get().layer());
      if (order == 0) {
        throw wrong("both `" + one.key() + "` and `" + other.key() + "` are set; leave one out");
      }
      return Optional.of(order > 0 ? one : other);
    }
    return first.map(present -> one).or(() -> second.map(present -> other));
  }

  /**
   * A secret that is told itself or by the name of a file; an empty one is none.
   *
   * @throws FailureException when the file cannot be read
   */
  public Optional<String> secret(Setting itself, Setting inFile) {
    return stronger(itself, inFile)
        .flatMap(setting ->
            setting == itself ? text(itself) : file(inFile).map(path -> content(inFile, path)))
        .map(String::strip)
        .filter(secret -> !secret.isEmpty());
  }

  private static String content(Setting setting, Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new FailureException(
          new Failure.Rejected(
              "settings", "`" + setting.key() + "`: the file " + path + " cannot be read"),
          unreadable);
    }
  }

  private static FailureException wrong(String message) {
    return new FailureException(new Failure.Rejected("settings", message));
  }
}
