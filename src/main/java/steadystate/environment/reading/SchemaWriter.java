package steadystate.environment.reading;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steadystate.resource.Catalogue;
import steadystate.resource.Member;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of spec files, for editors, from the same shapes that read them. It says 2020-12
 * and uses nothing that draft-07 does not have.
 *
 * <p>A file is a part: what a base or another part writes may be missing from it, so nothing
 * outside of lists is required, and null may stand wherever it may remove something.
 */
public final class SchemaWriter {
  /** From this length on a structure is written once and referred to. */
  private static final int WORTH_A_NAME = 400;

  private static final String REFERENCE = "\\$\\{";
  private static final String WHOLE_REFERENCE = "^\\$\\{[^}]+\\}$";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private SchemaWriter() {}

  /** The schema of everything that a catalogue can read. */
  public static ObjectNode of(Catalogue catalogue) {
    SchemaWriter writer = new SchemaWriter();
    ObjectNode document = NODES.objectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "Steadystate environment");
    document.put("type", "object");
    ObjectNode properties = document.putObject("properties");
    PartReader.HEAD
        .members()
        .forEach((name, member) -> {
          boolean spec = name.equals("spec");
          ObjectNode node = spec ? writer.spec(catalogue) : writer.complete(member.shape(), name);
          properties.set(name, writer.described(node, member));
        });
    document.putArray("required").add("apiVersion").add("kind");
    document.put("additionalProperties", false);
    ObjectNode definitions = document.putObject("definitions");
    writer.definitions.forEach(definitions::set);
    return document;
  }

  private ObjectNode spec(Catalogue catalogue) {
    ObjectNode spec = type("object");
    ObjectNode properties = spec.putObject("properties");
    SettingsShape.SETTINGS
        .members()
        .forEach((name, member) -> properties.set(name, described(setting(name, member), member)));
    for (Section section : catalogue.sections()) {
      ObjectNode entry = shape(section.entry().withAll(SettingsShape.ENTRY), section.kind(), false);
      properties.set(section.key(), section.single() ? entry : entries(entry));
    }
    spec.put("additionalProperties", false);
    return spec;
  }

  private ObjectNode setting(String name, Member member) {
    if (!name.equals("variables")) {
      return shape(member.shape(), name, false);
    }
    ObjectNode variables = type("object", "null");
    ObjectNode value = variables.putObject("additionalProperties");
    value
        .putArray("anyOf")
        .add(type("string", "number", "boolean", "null"))
        .add(type("array").set("items", type("string", "number", "boolean")))
        .add(shape(VariableDefinition.LONG_FORM, "variable", false));
    return variables;
  }

  private static ObjectNode entries(ObjectNode entry) {
    ObjectNode map = type("object", "null");
    map.set("propertyNames", NODES.objectNode().put("pattern", "^" + BodyReader.KEY + "$"));
    map.set("additionalProperties", entry);
    return map;
  }

  /** A shape that must be there with all that it requires: what is inside of a list. */
  private ObjectNode complete(Shape shape, String name) {
    return shape(shape, name, true);
  }

  private ObjectNode shape(Shape shape, String name, boolean complete) {
    return switch (shape) {
      case Shape.Scalar scalar when isPlain(scalar) ->
          named(scalar(scalar, complete), (complete ? "" : "nullable-") + word(scalar.type()), 0);
      case Shape.Scalar scalar -> scalar(scalar, complete);
      case Shape.ItemsOf list -> list(list, name, complete);
      case Shape.EntriesOf map -> map(map, name, complete);
      case Shape.Structure structure -> named(structure(structure, complete), name, WORTH_A_NAME);
      case Shape.Anything anything -> NODES.objectNode();
    };
  }

  private ObjectNode structure(Shape.Structure shape, boolean complete) {
    ObjectNode node = complete ? type("object") : type("object", "null");
    ObjectNode properties = node.putObject("properties");
    shape
        .members()
        .forEach((name, member) ->
            properties.set(name, described(shape(member.shape(), name, false), member)));
    List<String> required =
        shape.members().entrySet().stream()
            .filter(member -> complete && member.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    if (!required.isEmpty()) {
      ArrayNode array = node.putArray("required");
      required.forEach(array::add);
    }
    node.put("additionalProperties", false);
    return node;
  }

  private static boolean isPlain(Shape.Scalar shape) {
    return shape.allowed().isEmpty()
        && shape.pattern().isEmpty()
        && shape.min().isEmpty()
        && shape.max().isEmpty();
  }

  private static String word(Shape.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode described(ObjectNode node, Member member) {
    return member.description().isEmpty() ? node : node.put("description", member.description());
  }

  /** The same structure stands in many places of AWS's requests; it is written once. */
  private ObjectNode named(ObjectNode node, String name, int longEnough) {
    String text = node.toString();
    if (text.length() < longEnough) {
      return node;
    }
    String known =
        names.computeIfAbsent(
            text,
            unknown -> {
              String free = name;
              for (int i = 2; definitions.containsKey(free); i++) {
                free = name + i;
              }
              definitions.put(free, node);
              return free;
            });
    return NODES.objectNode().put("$ref", "#/definitions/" + known);
  }

  private ObjectNode map(Shape.EntriesOf shape, String name, boolean complete) {
    ObjectNode map = complete ? type("object") : type("object", "null");
    map.set("additionalProperties", shape(shape.value(), name, false));
    if (shape.pairs().isEmpty()) {
      return map;
    }
    Shape.Pairs pairs = shape.pairs().get();
    Shape.Structure pair =
        Shape.Structure.empty()
            .with(pairs.keyMember(), Member.of(Shape.Scalar.of(Shape.Type.TEXT)).needed())
            .with(pairs.valueMember(), Member.of(shape.value()).needed());
    ObjectNode list = type("array");
    list.set("items", structure(pair, true));
    return anyOf(map, list);
  }

  private ObjectNode list(Shape.ItemsOf shape, String name, boolean complete) {
    ObjectNode list = complete ? type("array") : type("array", "null");
    ObjectNode element = complete(shape.element(), name);
    list.set("items", element);
    if (shape.fewest() > 0) {
      list.put("minItems", shape.fewest());
    }
    return shape.oneWillDo()
        ? anyOf(list, element.deepCopy())
        : anyOf(list, type("string").put("pattern", WHOLE_REFERENCE));
  }

  private static ObjectNode scalar(Shape.Scalar shape, boolean complete) {
    return switch (shape.type()) {
      case TEXT -> text(shape, complete);
      case INTEGER -> number("integer", "^[-+]?[0-9]+$|", shape, complete);
      case DECIMAL -> number("number", "^[-+.0-9eE]+$|", shape, complete);
      case BOOLEAN ->
          anyOf(
              complete ? type("boolean") : type("boolean", "null"),
              type("string").put("pattern", WHOLE_REFERENCE));
      case TIMESTAMP -> complete ? type("string") : type("string", "null");
    };
  }

  private static ObjectNode text(Shape.Scalar shape, boolean complete) {
    if (!shape.allowed().isEmpty()) {
      ObjectNode words = NODES.objectNode();
      ArrayNode allowed = words.putArray("enum");
      shape.allowed().forEach(allowed::add);
      if (!complete) {
        allowed.addNull();
      }
      return anyOf(words, type("string").put("pattern", REFERENCE));
    }
    ObjectNode text =
        complete
            ? type("string", "number", "boolean")
            : type("string", "number", "boolean", "null");
    // A place that takes references takes them in both forms, beside what its pattern says.
    String references = REFERENCE + (shape.refersTo().isEmpty() ? "" : "|^[A-Za-z]+/");
    if (!shape.pattern().isEmpty()) {
      text.put("pattern", "^(?:" + shape.pattern() + ")$|" + references);
    }
    shape.max().filter(max -> shape.refersTo().isEmpty()).ifPresent(m -> text.put("maxLength", m));
    return text;
  }

  private static ObjectNode number(
      String type, String written, Shape.Scalar shape, boolean complete) {
    ObjectNode number = complete ? type(type) : type(type, "null");
    shape.min().ifPresent(min -> number.put("minimum", min));
    shape.max().ifPresent(max -> number.put("maximum", max));
    return anyOf(number, type("string").put("pattern", written + WHOLE_REFERENCE));
  }

  private static ObjectNode anyOf(ObjectNode one, ObjectNode other) {
    ObjectNode either = NODES.objectNode();
    either.putArray("anyOf").add(one).add(other);
    return either;
  }

  private static ObjectNode type(String... types) {
    ObjectNode node = NODES.objectNode();
    if (types.length == 1) {
      return node.put("type", types[0]);
    }
    ArrayNode array = node.putArray("type");
    List.of(types).forEach(array::add);
    return node;
  }
}
