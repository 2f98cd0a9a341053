package steadystate.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a value is told in JSON, member by member. The same table writes the value and its schema, so
 * that neither can say what the other does not. A form does not change: each method answers
 * another.
 *
 * @param name of its schema, such as {@code DriftReport}
 */
public record Form<T>(String name, List<Member<T>> members) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TYPE = "type";

  /**
   * One member.
   *
   * @param always whether it is never left out
   * @param value empty to leave it out
   * @param inside the forms that its schema refers to
   */
  record Member<T>(
      String name,
      boolean always,
      ObjectNode schema,
      List<Form<?>> inside,
      Function<T, Optional<JsonNode>> value) {}

  public Form {
    members = List.copyOf(members);
  }

  public static <T> Form<T> of(String name) {
    return new Form<>(name, List.of());
  }

  /** A form of a whole answer, which says what it is. */
  public static <T> Form<T> document(String kind) {
    return Form.<T>of(kind).constant("apiVersion", Json.API_VERSION).constant("kind", kind);
  }

  private Form<T> constant(String member, String text) {
    return always(member, NODES.objectNode().put("const", text), v -> NODES.stringNode(text));
  }

  public Form<T> text(String member, Function<T, String> value) {
    return always(member, type("string"), v -> NODES.stringNode(value.apply(v)));
  }

  public Form<T> textOrNull(String member, Function<T, Optional<String>> value) {
    return always(member, orNull("string"), v -> Json.textOrNull(value.apply(v)));
  }

  /** Left out where there is none. */
  public Form<T> textIfAny(String member, Function<T, Optional<String>> value) {
    return ifAny(member, type("string"), List.of(), v -> value.apply(v).map(NODES::stringNode));
  }

  /** One of a few words. */
  public Form<T> word(String member, Stream<String> words, Function<T, String> value) {
    ObjectNode schema = type("string");
    ArrayNode all = schema.putArray("enum");
    words.forEach(all::add);
    return always(member, schema, v -> NODES.stringNode(value.apply(v)));
  }

  public Form<T> time(String member, Function<T, Instant> value) {
    return always(
        member,
        type("string").put("format", "date-time"),
        v -> NODES.stringNode(value.apply(v).toString()));
  }

  public Form<T> timeOrNull(String member, Function<T, Optional<Instant>> value) {
    return always(
        member,
        orNull("string").put("format", "date-time"),
        v -> Json.textOrNull(value.apply(v).map(Instant::toString)));
  }

  public Form<T> whole(String member, ToLongFunction<T> value) {
    return always(member, type("integer"), v -> NODES.numberNode(value.applyAsLong(v)));
  }

  public Form<T> wholeOrNull(String member, Function<T, Optional<Long>> value) {
    return always(
        member,
        orNull("integer"),
        v -> value.apply(v).<JsonNode>map(NODES::numberNode).orElse(NODES.nullNode()));
  }

  public Form<T> wholeIfAny(String member, Function<T, Optional<Long>> value) {
    return ifAny(member, type("integer"), List.of(), v -> value.apply(v).map(NODES::numberNode));
  }

  public Form<T> number(String member, Function<T, JsonNode> value) {
    return always(member, type("number"), value);
  }

  public Form<T> numberOrNull(String member, Function<T, Optional<JsonNode>> value) {
    return always(member, orNull("number"), v -> value.apply(v).orElse(NODES.nullNode()));
  }

  public Form<T> flag(String member, Predicate<T> value) {
    return always(member, type("boolean"), v -> NODES.booleanNode(value.test(v)));
  }

  /** JSON of any sort. */
  public Form<T> any(String member, Function<T, JsonNode> value) {
    return always(member, NODES.objectNode(), value);
  }

  public <P> Form<T> one(String member, Form<P> form, Function<T, P> value) {
    return with(
        new Member<>(
            member,
            true,
            form.reference(),
            List.of(form),
            v -> Optional.of(form.json(value.apply(v)))));
  }

  public <P> Form<T> oneOrNull(String member, Form<P> form, Function<T, Optional<P>> value) {
    ObjectNode schema = NODES.objectNode();
    schema.putArray("anyOf").add(form.reference()).add(type("null"));
    return with(
        new Member<>(
            member,
            true,
            schema,
            List.of(form),
            v -> Optional.of(value.apply(v).<JsonNode>map(form::json).orElse(NODES.nullNode()))));
  }

  /** Left out where there is none. */
  public <P> Form<T> oneIfAny(String member, Form<P> form, Function<T, Optional<P>> value) {
    return ifAny(
        member, form.reference(), List.of(form), v -> value.apply(v).<JsonNode>map(form::json));
  }

  public <P> Form<T> list(
      String member, Form<P> form, Function<T, ? extends Iterable<? extends P>> value) {
    ObjectNode schema = type("array");
    schema.set("items", form.reference());
    return with(
        new Member<>(
            member,
            true,
            schema,
            List.of(form),
            v -> {
              ArrayNode array = NODES.arrayNode();
              value.apply(v).forEach(item -> array.add(form.json(item)));
              return Optional.of(array);
            }));
  }

  /** Values by name, all of one sort. */
  public Form<T> map(String member, String type, Function<T, Map<String, JsonNode>> value) {
    ObjectNode schema = type("object");
    schema.set("additionalProperties", type(type));
    return always(
        member,
        schema,
        v -> {
          ObjectNode object = NODES.objectNode();
          value.apply(v).forEach(object::set);
          return object;
        });
  }

  /** Things by name, all of one form. */
  public <P> Form<T> mapOf(String member, Form<P> form, Function<T, Map<String, P>> value) {
    ObjectNode schema = type("object");
    schema.set("additionalProperties", form.reference());
    return with(
        new Member<>(
            member,
            true,
            schema,
            List.of(form),
            v -> {
              ObjectNode object = NODES.objectNode();
              value.apply(v).forEach((key, held) -> object.set(key, form.json(held)));
              return Optional.of(object);
            }));
  }

  /** The members of another form, in this place. */
  public <P> Form<T> and(Form<P> form, Function<T, P> value) {
    Form<T> more = this;
    for (Member<P> member : form.members()) {
      more =
          more.with(
              new Member<>(
                  member.name(),
                  member.always(),
                  member.schema(),
                  member.inside(),
                  v -> member.value().apply(value.apply(v))));
    }
    return more;
  }

  /** The same members under another name. */
  public Form<T> named(String other) {
    return new Form<>(other, members);
  }

  private Form<T> always(String member, ObjectNode schema, Function<T, JsonNode> value) {
    return with(new Member<>(member, true, schema, List.of(), v -> Optional.of(value.apply(v))));
  }

  private Form<T> ifAny(
      String member,
      ObjectNode schema,
      List<Form<?>> inside,
      Function<T, Optional<JsonNode>> value) {
    return with(new Member<>(member, false, schema, inside, value));
  }

  private Form<T> with(Member<T> member) {
    List<Member<T>> more = new ArrayList<>(members);
    more.add(member);
    return new Form<>(name, more);
  }

  private static ObjectNode type(String type) {
    return NODES.objectNode().put(TYPE, type);
  }

  private static ObjectNode orNull(String type) {
    ObjectNode schema = NODES.objectNode();
    schema.putArray(TYPE).add(type).add("null");
    return schema;
  }

  /** The value in this form. */
  public ObjectNode json(T value) {
    ObjectNode json = NODES.objectNode();
    members.forEach(
        member -> member.value().apply(value).ifPresent(told -> json.set(member.name(), told)));
    return json;
  }

  /** {@code {"$ref": "#/components/schemas/NAME"}}. */
  public ObjectNode reference() {
    return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  /** JSON Schema 2020-12, as OpenAPI 3.1 takes it; other forms are referred to by name. */
  public ObjectNode schema() {
    ObjectNode schema = type("object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (Member<T> member : members) {
      properties.set(member.name(), member.schema().deepCopy());
      if (member.always()) {
        required.add(member.name());
      }
    }
    return schema;
  }

  /** This form and all that it refers to. */
  public Stream<Form<?>> all() {
    return Stream.concat(
        Stream.of(this),
        members.stream().flatMap(member -> member.inside().stream()).flatMap(Form::all));
  }
}
