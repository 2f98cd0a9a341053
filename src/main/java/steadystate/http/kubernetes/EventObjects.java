package steadystate.http.kubernetes;

import java.util.Optional;
import steadystate.reconcile.Event;
import tools.jackson.databind.node.ObjectNode;

/** Events, as both groups of the API tell them. All are of the namespace {@code default}. */
public final class EventObjects {
  private static final String NAMESPACE = "default";

  private EventObjects() {}

  /** Of the group {@code v1}. */
  public static ObjectNode core(Event event) {
    ObjectNode json = begun(Collection.EVENTS, event);
    about(json.putObject("involvedObject"), event);
    json.put("reason", event.reason())
        .put("message", message(event))
        .put("type", event.type().word())
        .put("count", event.count());
    json.putObject("source").put("component", "steadystate");
    Objects.time(json, "firstTimestamp", Optional.of(event.firstAt()));
    Objects.time(json, "lastTimestamp", Optional.of(event.at()));
    return json.putNull("eventTime").put("reportingComponent", "steadystate");
  }

  /** Of the group {@code events.k8s.io}. */
  public static ObjectNode modern(Event event) {
    ObjectNode json = begun(Collection.NEW_EVENTS, event);
    about(json.putObject("regarding"), event);
    json.put("reason", event.reason())
        .put("note", message(event))
        .put("type", event.type().word())
        .put("deprecatedCount", event.count());
    json.putObject("deprecatedSource").put("component", "steadystate");
    Objects.time(json, "deprecatedFirstTimestamp", Optional.of(event.firstAt()));
    Objects.time(json, "deprecatedLastTimestamp", Optional.of(event.at()));
    return json.putNull("eventTime").put("reportingController", "steadystate");
  }

  /** One that repeats keeps its name, and counts. */
  private static ObjectNode begun(Collection collection, Event event) {
    ObjectNode json = Objects.object(collection);
    String identity =
        event.environment() + event.firstAt() + event.reason() + event.resource() + event.message();
    String uid = Objects.uid(identity);
    ObjectNode metadata =
        Objects.metadata(json, event.environment() + "." + uid.substring(0, 13), identity);
    metadata.put("namespace", NAMESPACE);
    Objects.time(metadata, "creationTimestamp", Optional.of(event.firstAt()));
    return json;
  }

  private static void about(ObjectNode json, Event event) {
    json.put("apiVersion", Collection.ENVIRONMENTS.apiVersion())
        .put("kind", Collection.ENVIRONMENTS.kind())
        .put("name", event.environment())
        .put("uid", Objects.uid("environment/" + event.environment()));
  }

  private static String message(Event event) {
    return event.resource().isEmpty() ? event.message() : event.resource() + ": " + event.message();
  }
}
