package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import steadystate.resource.Blueprint;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/** An environment as a user would have written it, each entry on a line of its own. */
final class Balanced implements Blueprint {

  /** One mistake that was told. */
  record Told(String code, String path, String message, String help, String place) {}

  final List<Told> problems = new ArrayList<>();
  private final Map<String, SequencedMap<String, Section.Entry>> sections = new LinkedHashMap<>();
  private int line;

  /** Adds an entry; maps, lists, texts, numbers and flags become values that know their line. */
  Balanced with(String section, String key, Map<String, ?> value) {
    line++;
    SourceSpan at = new SourceSpan("shop.yaml", line, 1);
    sections
        .computeIfAbsent(section, unused -> new LinkedHashMap<>())
        .put(
            key,
            new Section.Entry(
                key, environment() + "-" + key, false, (Value.Entries) value(value), at));
    return this;
  }

  Section.Entry entry(String section, String key) {
    return entries(section).get(key);
  }

  /** The balancer that most tests need: http redirects to https. */
  static Balanced shop() {
    return new Balanced()
        .with(
            "loadBalancers",
            "public",
            map(
                "securityGroups",
                List.of("sg-1"),
                "listeners",
                map(
                    "http",
                    map("port", 80, "protocol", "HTTP", "redirectTo", "https"),
                    "https",
                    map(
                        "port",
                        443,
                        "protocol",
                        "HTTPS",
                        "certificates",
                        List.of("arn:cert/one", "arn:cert/two")))));
  }

  /** A service on port 8000 with the given entries of {@code expose}. */
  @SafeVarargs
  final Balanced service(String key, Map<String, ?>... expose) {
    return with("services", key, map("port", 8000, "expose", List.of(expose)));
  }

  static Map<String, Object> expose(String balancer, String listener, Object... more) {
    Map<String, Object> entry = map(more);
    entry.put("loadBalancer", Value.reference(new ResourceId("loadBalancer", balancer), "arn"));
    entry.put("listener", listener);
    return entry;
  }

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private Value value(Object written) {
    Origin origin = Origin.written(new SourceSpan("shop.yaml", line, 1));
    return switch (written) {
      case Value value -> value.from(origin);
      case Map<?, ?> map -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        map.forEach((key, held) -> entries.put((String) key, value(held)));
        yield new Value.Entries(entries, origin);
      }
      case List<?> list -> new Value.Items(list.stream().map(this::value).toList(), origin);
      case Integer number -> Value.number(number).from(origin);
      case Boolean flag -> Value.flag(flag).from(origin);
      default -> Value.text(written.toString()).from(origin);
    };
  }

  @Override
  public String environment() {
    return "shop";
  }

  @Override
  public String account() {
    return "123456789012";
  }

  @Override
  public String region() {
    return "eu-west-1";
  }

  @Override
  public String mode() {
    return "standard";
  }

  @Override
  public SequencedMap<String, Section.Entry> entries(String section) {
    return sections.getOrDefault(section, new LinkedHashMap<>());
  }

  @Override
  public Map<String, String> tags() {
    return Map.of();
  }

  @Override
  public void problem(String code, Value at, String path, String message, String help) {
    problems.add(
        new Told(code, path, message, help, at.origin().at().map(SourceSpan::toString).orElse("")));
  }
}
