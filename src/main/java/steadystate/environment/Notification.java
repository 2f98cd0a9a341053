package steadystate.environment;

import java.util.List;

/**
 * Where news of an environment are sent.
 *
 * @param url a webhook; holds a secret often, and is never shown
 * @param events which ones; empty for all
 */
public record Notification(String url, List<String> events) {
  public Notification {
    events = List.copyOf(events);
  }

  @Override
  public String toString() {
    return "Notification[url=(sensitive), events=" + events + "]";
  }
}
