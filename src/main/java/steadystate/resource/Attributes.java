package steadystate.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What AWS gave a resource, for others to refer to: {@code id}, {@code arn}, {@code name}, {@code
 * dnsName}. A list is written with commas between its elements.
 */
public record Attributes(Map<String, String> byName) {
  public static final Attributes NONE = new Attributes(Map.of());

  public Attributes {
    byName = Map.copyOf(byName);
  }

  public static Attributes of(String name, String value) {
    return new Attributes(Map.of(name, value));
  }

  public Attributes with(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(byName);
    copy.put(name, value);
    return new Attributes(copy);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The attribute, which the kind itself has set. */
  public String require(String name) {
    return get(name)
        .orElseThrow(() -> new IllegalStateException("no attribute " + name + " in " + byName));
  }
}
