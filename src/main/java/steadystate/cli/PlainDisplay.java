package steadystate.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import steadystate.cli.ProgressView.Display;
import steadystate.cli.ProgressView.Ending;
import steadystate.cli.ProgressView.Work;
import steadystate.report.Paper;

/** For logs of build servers: a line for each change, and a sign of life in between. */
final class PlainDisplay implements Display {
  private final PrintStream out;

  PlainDisplay(PrintStream out, Paper paper) {
    this.out = out;
  }

  @Override
  public Duration pace() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void begun(Work work) {
    out.println(work.resource() + ": " + (work.settles() ? "waiting, " : "") + work.doing());
  }

  @Override
  public void ended(Work work, Ending ending, String explanation, Duration took) {
    String text =
        switch (ending) {
          case DONE -> work.doing() + " done in " + Elapsed.of(took);
          case STEADY -> "steady after " + Elapsed.of(took);
          case FAILED -> work.doing() + " failed: " + explanation;
          case SKIPPED -> work.doing() + " skipped " + explanation;
        };
    out.println(work.resource() + ": " + text);
  }

  @Override
  public void tick(List<Work> under, Instant now) {
    for (Work work : under) {
      String since = Elapsed.of(Duration.between(work.since(), now));
      out.println(work.resource() + ": still " + work.doing() + " (" + since + ")");
    }
  }

  @Override
  public void clear() {
    out.flush();
  }
}
