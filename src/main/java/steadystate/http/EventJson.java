package steadystate.http;

import java.util.stream.Stream;
import steadystate.reconcile.Event;
import steadystate.report.Form;
import tools.jackson.databind.node.ObjectNode;

/** Events in the words of the API. */
final class EventJson {
  static final Form<Event> FORM =
      Form.<Event>document("Event")
          .whole("id", Event::id)
          .time("at", Event::at)
          .time("firstAt", Event::firstAt)
          .text("environment", Event::environment)
          .word("type", Stream.of(Event.Type.values()).map(Event.Type::word), e -> e.type().word())
          .text("reason", Event::reason)
          .text("resource", Event::resource)
          .text("message", Event::message)
          .whole("count", Event::count);

  private EventJson() {}

  static ObjectNode of(Event event) {
    return FORM.json(event);
  }
}
