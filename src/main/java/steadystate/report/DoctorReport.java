package steadystate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import steadystate.doctor.Check;
import steadystate.doctor.Examination;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the doctor found in one environment, as a tree. */
public record DoctorReport(Examination examination) implements Report {

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.document("Examination").put("environment", examination.environment());
    json.put("account", examination.account()).put("region", examination.region());
    json.put("healthy", examination.healthy());
    ArrayNode checks = json.putArray("checks");
    for (Check check : examination.checks()) {
      checks
          .addObject()
          .put("group", check.group())
          .put("verdict", check.verdict().word())
          .put("message", check.message())
          .put("help", check.help());
    }
    return json;
  }

  private Map<String, List<Check>> groups() {
    return examination.checks().stream()
        .collect(Collectors.groupingBy(Check::group, LinkedHashMap::new, Collectors.toList()));
  }

  @Override
  public String text(Paper paper) {
    StringBuilder out = new StringBuilder();
    out.append(Ink.BOLD.on(paper, examination.environment()))
        .append(Ink.DIM.on(paper, ", " + examination.account() + ", " + examination.region()))
        .append('\n');
    groups()
        .forEach((group, checks) -> {
          out.append("  ").append(group).append('\n');
          checks.forEach(check -> line(out, check, paper));
        });
    return out.append('\n').append(summary()).append('\n').toString();
  }

  /**
   * What would keep an apply from its end, and one line for what could not be looked at; nothing
   * where all is well.
   */
  public String findings(Paper paper) {
    StringBuilder out = new StringBuilder();
    List<Check> failed = of(Check.Verdict.FAIL);
    if (!failed.isEmpty()) {
      out.append("\ndoctor: this would keep the plan from its end (--no-doctor leaves it out)\n");
      failed.forEach(check -> line(out, check, paper));
    }
    List<Check> skipped = of(Check.Verdict.SKIP);
    if (!skipped.isEmpty()) {
      String more = skipped.size() == 1 ? "" : " (and " + (skipped.size() - 1) + " more)";
      String first = skipped.getFirst().group() + " " + skipped.getFirst().message() + more;
      String line = "doctor: not looked at: " + ShownText.harmless(first);
      out.append(Ink.DIM.on(paper, line)).append('\n');
    }
    return out.toString();
  }

  private List<Check> of(Check.Verdict verdict) {
    return examination.checks().stream().filter(check -> check.verdict() == verdict).toList();
  }

  private static void line(StringBuilder out, Check check, Paper paper) {
    Ink ink =
        switch (check.verdict()) {
          case OK -> Ink.CREATE;
          case FAIL -> Ink.REFUSED;
          case SKIP -> Ink.UNKNOWN;
        };
    String word = Width.pad(check.verdict().name(), 4);
    out.append("    ").append(ink.on(paper, word)).append("  ");
    out.append(ShownText.harmless(check.message())).append('\n');
    if (!check.help().isEmpty()) {
      out.append("          ").append(Ink.DIM.on(paper, check.help())).append('\n');
    }
  }

  private String summary() {
    return examination.count(Check.Verdict.OK)
        + " ok, "
        + examination.count(Check.Verdict.FAIL)
        + " failed, "
        + examination.count(Check.Verdict.SKIP)
        + " not looked at";
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder("### Doctor: ");
    out.append(Markdown.text(examination.environment())).append(", ").append(summary());
    out.append("\n\n| | what | found | help |\n|---|---|---|---|\n");
    for (Check check : examination.checks()) {
      out.append("| ").append(check.verdict()).append(" | ").append(check.group()).append(" | ");
      out.append(Markdown.text(check.message())).append(" | ");
      out.append(Markdown.text(check.help())).append(" |\n");
    }
    return out.toString();
  }
}
