package steadystate.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs the controller. A flag outweighs the variable of the same name, {@code STEADYSTATE_…}. */
@Command(
    name = "serve",
    description = "Runs the controller: keeps AWS true to the specs, with its HTTP API.",
    footer = {
      "",
      "Every option can be set by a variable: --lease-table by STEADYSTATE_LEASE_TABLE."
    })
final class ServeCommand implements Callable<Integer> {
  private final Desk desk;
  private final ToIntFunction<ServeSettings> controller;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:STEADYSTATE_CONFIG}",
      description = "YAML file with the same settings; flags and variables outweigh it")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--git",
      paramLabel = "URL",
      defaultValue = "${env:STEADYSTATE_GIT}",
      description = "repository of the specs, instead of a folder")
  Optional<String> git = Optional.empty();

  @Option(
      names = "--branch",
      paramLabel = "B",
      defaultValue = "${env:STEADYSTATE_BRANCH}",
      description = "branch of the repository")
  Optional<String> branch = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "DIR",
      defaultValue = "${env:STEADYSTATE_PATH}",
      description = "folder of the environments inside the repository")
  Optional<String> path = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationReader.class,
      defaultValue = "${env:STEADYSTATE_INTERVAL}",
      description = "pause between two passes where a spec does not say, such as 60s")
  Optional<Duration> interval = Optional.empty();

  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:STEADYSTATE_DRY_RUN}",
      description = "no write to AWS for anything, whatever a spec says")
  Optional<Boolean> dryRun = Optional.empty();

  @Option(
      names = "--lease-table",
      paramLabel = "NAME",
      defaultValue = "${env:STEADYSTATE_LEASE_TABLE}",
      description = "DynamoDB table by which several replicas share the environments")
  Optional<String> leaseTable = Optional.empty();

  @Option(
      names = "--events-queue",
      paramLabel = "URL",
      defaultValue = "${env:STEADYSTATE_EVENTS_QUEUE}",
      description = "SQS queue that EventBridge feeds with changes")
  Optional<String> eventsQueue = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:STEADYSTATE_LISTEN}",
      description = "address of the HTTP API (default: 127.0.0.1:8080)")
  Optional<String> listen = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:STEADYSTATE_TOKEN_FILE}",
      description = "YAML file with the tokens of the API")
  Optional<Path> tokenFile = Optional.empty();

  ServeCommand(Desk desk, ToIntFunction<ServeSettings> controller) {
    this.desk = desk;
    this.controller = controller;
  }

  @Override
  public Integer call() {
    boolean folderGiven = spec.commandLine().getParseResult().hasMatchedOption("-f");
    return controller.applyAsInt(
        new ServeSettings(
            desk.options().folder,
            folderGiven,
            desk.options().variables,
            file,
            git,
            branch,
            path,
            interval,
            dryRun,
            leaseTable,
            eventsQueue,
            listen,
            tokenFile));
  }

  /** {@code 30s}, {@code 5m}, {@code 2h}, as in a spec. */
  static final class DurationReader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[0-9]{1,6}(s|m|h|d)")) {
        throw new TypeConversionException("'" + text + "' is no time such as 30s, 5m or 2h");
      }
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        case 'h' -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
