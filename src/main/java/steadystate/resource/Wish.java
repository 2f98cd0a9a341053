package steadystate.resource;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A wished resource at the moment of a call: every reference resolved, every tag in place.
 *
 * @param model what to send, canonical, in the shape of the kind, without the member {@code tags}
 * @param tags the user's tags and the tags of ownership
 */
public record Wish(Declared declared, Value.Entries model, Map<String, String> tags) {
  public Wish {
    tags = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  public ResourceId id() {
    return declared.id();
  }

  /** A text that the kind itself has made sure of. */
  public String text(String name) {
    return model
        .text(name)
        .orElseThrow(() -> new IllegalStateException("no " + name + " in " + declared.id()));
  }
}
