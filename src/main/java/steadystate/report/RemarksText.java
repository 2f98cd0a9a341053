package steadystate.report;

import java.util.Optional;
import java.util.Set;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Unknown;
import steadystate.plan.Warning;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/** What a plan says apart from its changes, for people. */
final class RemarksText {
  /** What does not get better by itself. */
  private static final Set<String> ALARMING = Set.of("conflict", "broken", "pending");

  private final Plan plan;
  private final Paper paper;
  private final Lines lines;
  private final StringBuilder out;

  RemarksText(Plan plan, Paper paper, Lines lines, StringBuilder out) {
    this.plan = plan;
    this.paper = paper;
    this.lines = lines;
    this.out = out;
  }

  void unknown() {
    for (Unknown unknown : plan.unknown()) {
      String resource = unknown.resource().toString();
      lines.open(out, "?", Ink.UNKNOWN, resource, "unknown", unknown.message());
    }
  }

  /** Those of changed resources stand with their changes. */
  void notes() {
    for (Note note : plan.notes()) {
      if (plan.changes().stream().noneMatch(c -> c.resource().equals(note.resource()))) {
        boolean alarming = ALARMING.contains(note.about());
        lines.open(
            out,
            alarming ? "!" : "·",
            alarming ? Ink.REFUSED : Ink.DIM,
            note.resource().toString(),
            note.about(),
            note.message());
      }
    }
  }

  /** What waits for a person, of resources that are as the spec says. */
  void pending(Set<ResourceId> differing) {
    for (Note note : plan.notes()) {
      if (note.about().equals("pending") && !differing.contains(note.resource())) {
        String resource = note.resource().toString();
        lines.open(out, "!", Ink.REFUSED, resource, note.about(), note.message());
      }
    }
  }

  void warnings() {
    for (Warning warning : plan.warnings()) {
      String resource = warning.resource().toString();
      lines.open(out, "!", Ink.UNKNOWN, resource, "warning", warning.rule());
      said(warning.message(), warning.source());
    }
  }

  private void said(String message, Optional<SourceSpan> source) {
    lines.remark(out, message);
    source.ifPresent(at -> lines.remark(out, "at " + at.file() + ":" + at.line()));
  }

  void refusals() {
    for (Refusal refusal : plan.refusals()) {
      String resource = refusal.resource().toString();
      lines.open(out, "!", Ink.REFUSED, resource, "refused", refusal.rule());
      said(refusal.message(), refusal.source());
    }
    if (!plan.refusals().isEmpty()) {
      String count = Words.count(plan.refusals().size(), "refusal");
      out.append('\n')
          .append(Ink.REFUSED.on(paper, "Refused:"))
          .append(" nothing is written as long as a rule says no (" + count + ")\n");
    }
  }
}
