package steadystate.http.kubernetes;

import java.util.List;

/** What can be listed. */
public enum Collection {
  ENVIRONMENTS("steadystate/v1", "environments", "Environment", false, List.of("env", "envs")),
  /** What an environment is made of; its namespace is the environment. */
  RESOURCES("steadystate/v1", "resources", "Resource", true, List.of("res")),
  NAMESPACES("v1", "namespaces", "Namespace", false, List.of("ns")),
  EVENTS("v1", "events", "Event", true, List.of("ev")),
  NEW_EVENTS("events.k8s.io/v1", "events", "Event", true, List.of("ev"));

  public static final String GROUP = "steadystate";
  public static final String EVENTS_GROUP = "events.k8s.io";

  private final String apiVersion;
  private final String plural;
  private final String kind;
  private final boolean namespaced;
  private final List<String> shortNames;

  Collection(
      String apiVersion, String plural, String kind, boolean namespaced, List<String> shortNames) {
    this.apiVersion = apiVersion;
    this.plural = plural;
    this.kind = kind;
    this.namespaced = namespaced;
    this.shortNames = shortNames;
  }

  public String apiVersion() {
    return apiVersion;
  }

  public String plural() {
    return plural;
  }

  public String singular() {
    return plural.substring(0, plural.length() - 1);
  }

  public String kind() {
    return kind;
  }

  public boolean namespaced() {
    return namespaced;
  }

  public List<String> shortNames() {
    return shortNames;
  }
}
