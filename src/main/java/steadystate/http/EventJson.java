package steadystate.http;

import steadystate.reconcile.Event;
import tools.jackson.databind.node.ObjectNode;

/** Events in the words of the API. */
final class EventJson {
  private EventJson() {}

  static ObjectNode of(Event event) {
    return EnvironmentJson.document("Event")
        .put("id", event.id())
        .put("at", event.at().toString())
        .put("firstAt", event.firstAt().toString())
        .put("environment", event.environment())
        .put("type", event.type().word())
        .put("reason", event.reason())
        .put("resource", event.resource())
        .put("message", event.message())
        .put("count", event.count());
  }
}
