package steadystate.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.disk.FolderNotebook;
import steadystate.reconcile.lease.Leases;
import steadystate.source.FolderSource;

/**
 * The real loop over a folder, on an AWS in memory, through weeks that pass in seconds: time jumps
 * to the next moment at which the loop wants to look.
 */
public final class LivedTime {
  public final Lab lab;
  private final Path folder;
  private final Notebook notebook;
  private Controller controller;

  /**
   * @param folder for the spec, which is an environment called {@code dev}
   */
  public LivedTime(Lab lab, Path folder, String spec) {
    this.lab = lab;
    this.folder = folder;
    this.notebook = new FolderNotebook(folder.resolve("notes"));
    write(spec);
    this.controller = controller();
  }

  public void write(String spec) {
    try {
      Files.writeString(folder.resolve("dev.yaml"), spec);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Controller controller() {
    return new Controller(
        new FolderSource(folder, Kinds.catalogue(), Map.of(), lab.clock()),
        lab.engine(),
        lab.clock(),
        new Random(7),
        ControllerOptions.USUAL,
        new Sharing(Leases.ALONE, notebook, Sharing.nothing().archive()));
  }

  /** Another process on the same AWS and the same notes. */
  public void restart() {
    lab.restarted();
    controller = controller();
  }

  public Answer ask(Ask ask) {
    return controller.ask("dev", ask, "ops");
  }

  public EnvironmentStatus status() {
    return controller.environment("dev").orElseThrow();
  }

  /** Lives until a moment: every turn that falls before it or on it is taken at its own time. */
  public void until(Instant end) {
    while (true) {
      controller.readSource();
      turns();
      Instant now = lab.clock().instant();
      Instant next = controller.environment("dev").flatMap(EnvironmentStatus::next).orElse(end);
      if (next.isAfter(end)) {
        lab.clock().advance(Duration.between(now, end));
        return;
      }
      lab.clock().advance(Duration.between(now, next));
    }
  }

  public void pass(Duration time) {
    until(lab.clock().instant().plus(time));
  }

  private void turns() {
    for (int turns = 0; controller.turnIfDue(); turns++) {
      if (turns > 1_000) {
        throw new AssertionError("an environment is due again and again");
      }
    }
  }
}
