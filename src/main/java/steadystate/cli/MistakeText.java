package steadystate.cli;

import java.util.Optional;
import steadystate.report.Columns;
import steadystate.report.Ink;
import steadystate.report.Paper;
import steadystate.yaml.Problem;

/** A mistake as compilers show it: what, where, the line itself, what to write instead. */
final class MistakeText {
  private MistakeText() {}

  static String of(Problem problem, Optional<String> line, Paper paper) {
    String path = problem.path().isEmpty() ? "" : problem.path() + ": ";
    StringBuilder out = new StringBuilder();
    out.append(Ink.REFUSED.on(paper, "error[" + problem.code() + "]"))
        .append(": ")
        .append(Columns.harmless(path + problem.message()))
        .append('\n');
    String number = String.valueOf(problem.at().line());
    String margin = " ".repeat(number.length());
    out.append(margin).append(Ink.DIM.on(paper, "--> ")).append(problem.at()).append('\n');
    line.ifPresent(text -> {
      int before = Math.min(problem.at().column() - 1, text.length());
      String caret = " ".repeat(Columns.of(text.substring(0, Math.max(0, before))));
      out.append(Ink.DIM.on(paper, number + " | ")).append(Columns.harmless(text)).append('\n');
      out.append(Ink.DIM.on(paper, margin + " | "))
          .append(caret)
          .append(Ink.REFUSED.on(paper, "^"))
          .append('\n');
    });
    problem
        .help()
        .ifPresent(help ->
            out.append(margin)
                .append(Ink.BOLD.on(paper, " help:"))
                .append(' ')
                .append(Columns.harmless(help))
                .append('\n'));
    return out.append('\n').toString();
  }
}
