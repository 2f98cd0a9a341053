package steadystate.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays with an AWS in memory. */
@Command(
    name = "sandbox",
    description = "Runs the controller on an embedded in-memory AWS; needs no account.")
final class SandboxCommand implements Callable<Integer> {
  private final Desk desk;
  private final ToIntFunction<SandboxSettings> sandbox;

  @Option(names = "--tour", description = "play the story once in the terminal, and end")
  boolean tour;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:STEADYSTATE_LISTEN}",
      description = "address of the HTTP API (default: 127.0.0.1:8080)")
  Optional<String> listen = Optional.empty();

  SandboxCommand(Desk desk, ToIntFunction<SandboxSettings> sandbox) {
    this.desk = desk;
    this.sandbox = sandbox;
  }

  @Override
  public Integer call() {
    return sandbox.applyAsInt(
        new SandboxSettings(
            desk.options().folder, desk.options().variables, tour, listen, desk.terminal()));
  }
}
