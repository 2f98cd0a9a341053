package steadystate.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Ownership, which is written in tags and nowhere else. */
public final class Owner {
  public static final String PREFIX = "steadystate:";
  public static final String ENVIRONMENT = "steadystate:environment";
  public static final String RESOURCE = "steadystate:resource";
  public static final String INSTALLATION = "steadystate:installation";
  public static final String SPEC = "steadystate:spec";

  /**
   * How the resource may leave; written when it is not plainly deleted, for the day it left the
   * spec.
   */
  public static final String DELETION = "steadystate:deletion-policy";

  /** When it was made, on what has a time to live and whose age AWS does not tell. */
  public static final String CREATED = "steadystate:created";

  private Owner() {}

  /** Whether the key is one of ours; users may not write such tags. */
  public static boolean isOurKey(String key) {
    return key.startsWith(PREFIX);
  }

  /** The deletion policy that the tags remember. */
  public static Lifecycle.DeletionPolicy deletionPolicy(Map<String, String> tags) {
    for (Lifecycle.DeletionPolicy policy : Lifecycle.DeletionPolicy.values()) {
      if (policy.word().equals(tags.get(DELETION))) {
        return policy;
      }
    }
    return Lifecycle.DeletionPolicy.DELETE;
  }

  /** The tags that make a resource ours. */
  public static Map<String, String> tags(
      String environment, ResourceId id, String installation, String specHash) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(ENVIRONMENT, environment);
    tags.put(RESOURCE, id.toString());
    tags.put(INSTALLATION, installation);
    tags.put(SPEC, specHash);
    return tags;
  }

  /**
   * Whether these tags say that {@code id} of {@code environment} is ours. One of the two naming
   * tags may be lost, so that a tag removed by hand is drift and not a stranger; a wrong one never
   * counts.
   */
  public static boolean isOurs(
      Map<String, String> tags, String environment, ResourceId id, String installation) {
    Optional<String> env = Optional.ofNullable(tags.get(ENVIRONMENT));
    Optional<String> resource = Optional.ofNullable(tags.get(RESOURCE));
    Optional<String> by = Optional.ofNullable(tags.get(INSTALLATION));
    boolean named = env.isPresent() || resource.isPresent();
    return named
        && env.map(environment::equals).orElse(true)
        && resource.map(id.toString()::equals).orElse(true)
        && by.map(installation::equals).orElse(true);
  }
}
