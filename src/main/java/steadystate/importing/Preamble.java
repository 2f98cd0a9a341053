package steadystate.importing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * What an environment says besides its entries.
 *
 * @param tags on everything
 * @param outputs by name, each with the parameter that holds it
 * @param ignored what is left alone
 */
record Preamble(Map<String, String> tags, Map<String, Entries> outputs, List<Ignored> ignored) {
  /** A field that the environment leaves alone, and why. */
  record Ignored(String resource, String field, String reason) {}

  static final Preamble NONE = new Preamble(Map.of(), Map.of(), List.of());

  Preamble {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    ignored = List.copyOf(ignored);
  }

  String text(Drafts drafts) {
    StringBuilder text = new StringBuilder();
    text.append("  account: \"").append(drafts.account()).append("\"\n");
    text.append("  region: ").append(SpecText.text(drafts.region())).append('\n');
    if (!tags.isEmpty()) {
      text.append("  tags: ").append(SpecText.map(tags)).append('\n');
    }
    text.append("\n  reconcile:\n");
    text.append("    adopt: matching # take over what has the written name and is nobody's\n");
    if (!outputs.isEmpty()) {
      text.append("\n  outputs:\n");
      outputs.forEach(
          (name, output) -> text.append(SpecText.member(new Shape.Anything(), name, output, 4)));
    }
    if (!ignored.isEmpty()) {
      text.append("\n  ignore:\n");
    }
    for (Ignored one : ignored) {
      text.append("    - resource: ").append(SpecText.text(one.resource())).append('\n');
      text.append("      fields: [").append(SpecText.text(one.field())).append("]\n");
      text.append("      reason: ").append(SpecText.text(one.reason())).append('\n');
    }
    return text.toString();
  }

  Preamble tags(Map<String, String> others) {
    return new Preamble(others, outputs, ignored);
  }

  Preamble ignoring(Ignored one) {
    List<Ignored> more = new ArrayList<>(ignored);
    more.add(one);
    return new Preamble(tags, outputs, more);
  }

  /** With names in the place of addresses. */
  Preamble named(Naming naming) {
    Map<String, Entries> more = new LinkedHashMap<>();
    outputs.forEach((name, output) ->
        more.put(
            name, output.with("value", naming.text(output.get("value").orElseThrow(), Set.of()))));
    return new Preamble(tags, more, ignored);
  }

  Preamble output(String name, String parameter, Value value) {
    Map<String, Entries> more = new TreeMap<>(outputs);
    more.put(name, Entries.EMPTY.with("value", value).with("ssm", Value.text(parameter)));
    return new Preamble(tags, more, ignored);
  }
}
