package steadystate.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Runs the controller. Its options are the lines of {@link Setting}. */
@Command(
    name = "serve",
    description = "Runs the controller: keeps AWS true to the specs, with its HTTP API.",
    footer = {
      "",
      "Every option can be set by a variable (--lease-table by STEADYSTATE_LEASE_TABLE) or in",
      "the settings file (leaseTable); flags outweigh variables, and variables the file. Secrets",
      "have no flag: STEADYSTATE_GIT_TOKEN, STEADYSTATE_WEBHOOK_SECRET, STEADYSTATE_GITHUB_TOKEN."
    })
final class ServeCommand implements Callable<Integer> {
  private final Desk desk;
  private final ToIntFunction<ServeSettings> controller;
  private final Function<String, Optional<String>> environment;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file with the same settings; flags and variables outweigh it")
  Optional<Path> file = Optional.empty();

  private ServeCommand(
      Desk desk,
      Function<String, Optional<String>> environment,
      ToIntFunction<ServeSettings> controller) {
    this.desk = desk;
    this.environment = environment;
    this.controller = controller;
  }

  static CommandLine line(
      Desk desk,
      Function<String, Optional<String>> environment,
      ToIntFunction<ServeSettings> controller) {
    CommandLine line = new CommandLine(new ServeCommand(desk, environment, controller));
    for (Setting setting : Setting.values()) {
      if (setting.hasFlag()) {
        line.getCommandSpec().addOption(option(setting));
      }
    }
    return line;
  }

  private static OptionSpec option(Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.flag())
            .type(String.class)
            .paramLabel(setting.label())
            .description(setting.description());
    return setting.form() == Setting.Form.SWITCH
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
  }

  @Override
  public Integer call() {
    SettingsFile settings =
        file.or(() -> environment.apply("STEADYSTATE_CONFIG").map(Path::of))
            .map(SettingsFile::read)
            .orElseGet(SettingsFile::none);
    return controller.applyAsInt(
        ServeSettings.of(flags(), environment, settings, desk.options().variables));
  }

  private Map<Setting, String> flags() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (setting.hasFlag() && parsed.hasMatchedOption(setting.flag())) {
        String value = parsed.matchedOption(setting.flag()).<String>getValue();
        setting
            .complaint(value)
            .ifPresent(complaint -> {
              throw new ParameterException(spec.commandLine(), setting.flag() + ": " + complaint);
            });
        flags.put(setting, value);
      }
    }
    if (parsed.hasMatchedOption("-f")) {
      flags.put(Setting.ENVIRONMENTS, desk.options().folder.toString());
    }
    return flags;
  }
}
