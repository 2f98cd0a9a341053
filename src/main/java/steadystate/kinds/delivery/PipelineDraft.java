package steadystate.kinds.delivery;

import java.util.List;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** One entry of {@code pipelines} while it is read: what is written, and where mistakes go. */
record PipelineDraft(Section.Entry entry, Blueprint blueprint) {
  static final String SOURCE = "source";
  static final String BUILD = "build";
  static final String DEPLOY = "deploy";
  static final String ARTIFACTS = "artifacts";

  Entries written() {
    return entry.value();
  }

  Optional<Value> get(String name) {
    return written().get(name);
  }

  Entries map(String name) {
    return get(name).orElse(Entries.EMPTY) instanceof Entries entries ? entries : Entries.EMPTY;
  }

  /** {@code environment-key}, or what is written. */
  Value name() {
    return Value.text(entry.name())
        .from(entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>"));
  }

  ResourceId id(String kind, String more) {
    return new ResourceId(kind, entry.key() + more);
  }

  /** Whether there is something to build: written, or needed for a deployment. */
  boolean builds() {
    return written().has(BUILD) || written().has(DEPLOY);
  }

  void problem(String code, Value at, String path, String message, String help) {
    blueprint.problem(code, at, path, message, help);
  }

  /** The resource that a lone reference names. */
  static Optional<ResourceId> named(Value value, String kind) {
    return value instanceof Value.Template template
            && template.parts().size() == 1
            && template.parts().getFirst() instanceof Value.Part.Attribute(ResourceId id, String a)
            && id.kind().equals(kind)
        ? Optional.of(id)
        : Optional.empty();
  }

  /** A value with text before and behind it, whether it is known or a reference. */
  static Value around(String before, Value value, String behind) {
    if (value instanceof Value.Template template) {
      List<Value.Part> parts = new java.util.ArrayList<>();
      parts.add(new Value.Part.Literal(before));
      parts.addAll(template.parts());
      parts.add(new Value.Part.Literal(behind));
      return new Value.Template(
          parts.stream().filter(part -> !part.toString().isEmpty()).toList(), template.origin());
    }
    return Value.text(before + value + behind).from(value.origin());
  }
}
