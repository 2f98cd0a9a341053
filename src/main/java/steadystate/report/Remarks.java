package steadystate.report;

import java.util.List;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Unknown;
import steadystate.plan.Warning;
import tools.jackson.databind.node.ArrayNode;

/** What a plan says apart from its changes. */
final class Remarks {
  static final Form<Refusal> REFUSAL =
      Form.<Refusal>of("Refusal")
          .text("rule", Refusal::rule)
          .text("resource", refusal -> refusal.resource().toString())
          .text("message", Refusal::message)
          .textOrNull("source", refusal -> Json.place(refusal.source()))
          .textOrNull("page", Refusal::page);

  static final Form<Warning> WARNING =
      Form.<Warning>of("Warning")
          .text("rule", Warning::rule)
          .text("resource", warning -> warning.resource().toString())
          .text("message", Warning::message)
          .textOrNull("source", warning -> Json.place(warning.source()));

  private static final Form<Unknown> UNKNOWN =
      Form.<Unknown>of("Unknown")
          .text("resource", unknown -> unknown.resource().toString())
          .text("message", Unknown::message);

  private static final Form<Note> NOTE =
      Form.<Note>of("Note")
          .text("resource", note -> note.resource().toString())
          .text("about", Note::about)
          .text("message", Note::message);

  static final Form<Plan> NOTES = Form.<Plan>of("Notes").list("notes", NOTE, Plan::notes);

  /** What was refused and what AWS did not say. */
  static final Form<Plan> REFUSALS =
      Form.<Plan>of("Refusals").list("refusals", REFUSAL, Plan::refusals);

  static final Form<Plan> UNKNOWNS =
      Form.<Plan>of("Unknowns").list("unknown", UNKNOWN, Plan::unknown);

  private Remarks() {}

  static ArrayNode warnings(List<Warning> warnings) {
    ArrayNode array = Json.array();
    warnings.forEach(warning -> array.add(WARNING.json(warning)));
    return array;
  }
}
