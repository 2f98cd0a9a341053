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
  private Remarks() {}

  static ArrayNode refusals(Plan plan) {
    ArrayNode array = Json.array();
    for (Refusal refusal : plan.refusals()) {
      array
          .addObject()
          .put("rule", refusal.rule())
          .put("resource", refusal.resource().toString())
          .put("message", refusal.message())
          .set("source", Json.source(refusal.source()))
          .set("page", Json.textOrNull(refusal.page()));
    }
    return array;
  }

  static ArrayNode warnings(List<Warning> warnings) {
    ArrayNode array = Json.array();
    for (Warning warning : warnings) {
      array
          .addObject()
          .put("rule", warning.rule())
          .put("resource", warning.resource().toString())
          .put("message", warning.message())
          .set("source", Json.source(warning.source()));
    }
    return array;
  }

  static ArrayNode unknown(Plan plan) {
    ArrayNode array = Json.array();
    for (Unknown unknown : plan.unknown()) {
      array
          .addObject()
          .put("resource", unknown.resource().toString())
          .put("message", unknown.message());
    }
    return array;
  }

  static ArrayNode notes(Plan plan) {
    ArrayNode array = Json.array();
    for (Note note : plan.notes()) {
      array
          .addObject()
          .put("resource", note.resource().toString())
          .put("about", note.about())
          .put("message", note.message());
    }
    return array;
  }
}
