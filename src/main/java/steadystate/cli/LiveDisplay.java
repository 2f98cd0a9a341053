package steadystate.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadystate.cli.ProgressView.Display;
import steadystate.cli.ProgressView.Ending;
import steadystate.cli.ProgressView.Work;
import steadystate.report.Columns;
import steadystate.report.Ink;
import steadystate.report.Paper;

/** For people: one line for each resource, rewritten where it stands until the resource is done. */
final class LiveDisplay implements Display {
  /** More lines than a small terminal has cannot be rewritten. */
  private static final int MOST = 12;

  private static final String[] WHEEL = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final int NAME = 28;

  private final PrintStream out;
  private final Paper paper;
  private int drawn;
  private int turn;

  LiveDisplay(PrintStream out, Paper paper) {
    this.out = out;
    this.paper = paper;
  }

  @Override
  public Duration pace() {
    return Duration.ofMillis(120);
  }

  @Override
  public void begun(Work work) {}

  @Override
  public void ended(Work work, Ending ending, String explanation, Duration took) {
    clear();
    String text =
        switch (ending) {
          case DONE -> work.doing();
          case STEADY -> "steady";
          case FAILED -> work.doing() + " failed: " + explanation;
          case SKIPPED -> work.doing() + " skipped " + explanation;
        };
    String time = ending == Ending.SKIPPED ? "" : Elapsed.of(took);
    out.println(line(sign(ending), ink(ending), work.resource().toString(), text, time));
    out.flush();
  }

  private static String sign(Ending ending) {
    return switch (ending) {
      case DONE, STEADY -> "✓";
      case FAILED -> "!";
      case SKIPPED -> "·";
    };
  }

  private static Ink ink(Ending ending) {
    return switch (ending) {
      case DONE, STEADY -> Ink.CREATE;
      case FAILED -> Ink.REFUSED;
      case SKIPPED -> Ink.DIM;
    };
  }

  private String line(String sign, Ink ink, String name, String text, String time) {
    int room = Math.max(10, paper.width() - 4 - NAME - 2 - 2 - 13);
    String doing = Columns.fit(text, room);
    String what = ink == Ink.REFUSED ? text : doing;
    return "  "
        + ink.on(paper, sign)
        + " "
        + Columns.fit(name, NAME)
        + "  "
        + what
        + "  "
        + Ink.DIM.on(paper, time);
  }

  @Override
  public void tick(List<Work> under, Instant now) {
    turn = (turn + 1) % WHEEL.length;
    List<String> lines = new ArrayList<>();
    for (Work work : under.subList(0, Math.min(MOST, under.size()))) {
      String time = Elapsed.of(Duration.between(work.since(), now));
      String doing = work.settles() ? "waiting: " + work.doing() : work.doing();
      lines.add(line(WHEEL[turn], Ink.UPDATE, work.resource().toString(), doing, time));
    }
    if (under.size() > MOST) {
      lines.add(Ink.DIM.on(paper, "    and " + (under.size() - MOST) + " more"));
    }
    StringBuilder all = new StringBuilder(upToFirst());
    lines.forEach(line -> all.append("\r\u001b[2K").append(line).append('\n'));
    all.append("\u001b[J");
    out.print(all);
    out.flush();
    drawn = lines.size();
  }

  private String upToFirst() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A";
  }

  @Override
  public void clear() {
    if (drawn > 0) {
      out.print(upToFirst() + "\r\u001b[J");
      out.flush();
      drawn = 0;
    }
  }
}
