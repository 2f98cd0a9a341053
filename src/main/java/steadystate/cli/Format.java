package steadystate.cli;

import java.util.Locale;
import steadystate.report.Paper;
import steadystate.report.Report;

/** The form of a result. */
enum Format {
  TEXT,
  JSON,
  YAML,
  MARKDOWN;

  String of(Report report, Paper paper) {
    return switch (this) {
      case TEXT -> report.text(paper);
      case JSON -> report.jsonText();
      case YAML -> report.yaml();
      case MARKDOWN -> report.markdown();
    };
  }

  /** As it is written after {@code -o}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
