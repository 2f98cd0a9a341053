package steadystate.environment.reading;

import java.util.LinkedHashMap;
import java.util.Optional;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;

/** Reads the head of a document: what it is, and whose. */
final class PartReader {
  static final String API_VERSION = "steadystate/v1";

  /** What AWS takes in the names that are made from it, in every service. */
  static final Shape.Scalar NAME =
      Shape.Scalar.of(Shape.Type.TEXT).pattern("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

  static final String NAME_RULE =
      "lowercase letters, digits and hyphens, at most 40; a letter first and no hyphen last";

  /** The document without its {@code spec}. */
  static final Shape.Structure HEAD =
      Shape.Structure.empty()
          .with(
              "apiVersion",
              Member.of(Shape.Scalar.of(Shape.Type.TEXT).allowed(API_VERSION), "the format")
                  .needed())
          .with(
              "kind",
              Member.of(
                      Shape.Scalar.of(Shape.Type.TEXT).allowed("Environment", "Base"),
                      "Environment, or Base for what environments share")
                  .needed())
          .with(
              "metadata",
              Member.of(
                  Shape.Structure.empty().with("name", Member.of(NAME, NAME_RULE)),
                  "the environment's name; its parts have the same"))
          .with("spec", Member.of(new Shape.Anything(), "what is wished"));

  private PartReader() {}

  /** Empty when the document cannot be told to be a part of anything. */
  static Optional<Part> read(String file, YamlNode document, Problems problems) {
    if (!(document instanceof YamlNode.Mapping mapping)) {
      String message = ShapeReader.expected("a map", document, new Spot("", document.at()));
      problems.add(new Problem("wrong-type", document.at(), "", message));
      return Optional.empty();
    }
    Value.Entries head =
        ShapeReader.plain(problems)
            .structure(HEAD, withoutSpec(mapping), new Spot("", mapping.at()));
    boolean base = head.text("kind").map("Base"::equals).orElse(false);
    Optional<YamlNode.Scalar> name =
        head.map("metadata").filter(metadata -> metadata.has("name")).flatMap(m -> name(mapping));
    if (!base && name.isEmpty() && !writesName(mapping)) {
      problems.add(
          new Problem(
              "missing-key", placeOf("metadata", mapping), "metadata.name", "`name` is missing"));
    }
    SourceSpan at = placeOf("spec", mapping);
    return Optional.of(new Part(file, base, name, spec(mapping, at, problems), at));
  }

  private static YamlNode.Mapping withoutSpec(YamlNode.Mapping document) {
    var entries = new LinkedHashMap<>(document.entries());
    entries.remove("spec");
    return new YamlNode.Mapping(entries, document.at());
  }

  private static boolean writesName(YamlNode.Mapping document) {
    return child(document, "metadata")
        .filter(YamlNode.Mapping.class::isInstance)
        .map(metadata -> ((YamlNode.Mapping) metadata).entries().containsKey("name"))
        .orElse(false);
  }

  private static Optional<YamlNode.Scalar> name(YamlNode.Mapping document) {
    return child(document, "metadata")
        .filter(YamlNode.Mapping.class::isInstance)
        .flatMap(metadata -> child((YamlNode.Mapping) metadata, "name"))
        .filter(YamlNode.Scalar.class::isInstance)
        .map(YamlNode.Scalar.class::cast);
  }

  static Optional<YamlNode> child(YamlNode.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
  }

  private static SourceSpan placeOf(String key, YamlNode.Mapping document) {
    return Optional.ofNullable(document.entries().get(key))
        .map(YamlNode.Entry::keyAt)
        .orElse(document.at());
  }

  private static YamlNode.Mapping spec(
      YamlNode.Mapping document, SourceSpan at, Problems problems) {
    Optional<YamlNode> spec = child(document, "spec").filter(node -> !ShapeReader.isNull(node));
    if (spec.isPresent() && spec.get() instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    spec.ifPresent(node ->
        problems.add(
            new Problem(
                "wrong-type",
                node.at(),
                "spec",
                ShapeReader.expected("a map", node, new Spot("spec", at)))));
    return new YamlNode.Mapping(new LinkedHashMap<>(), at);
  }
}
