package steadystate.http;

import java.util.List;
import java.util.stream.Stream;
import steadystate.report.Form;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a JSON answer looks like.
 *
 * @param schema of the whole, with references to the forms
 * @param forms that it refers to
 */
record Content(ObjectNode schema, List<Form<?>> forms) {
  Content {
    forms = List.copyOf(forms);
  }

  /** Where nothing more is said than that it is an object. */
  static final Content OBJECT =
      new Content(JsonNodeFactory.instance.objectNode().put("type", "object"), List.of());

  static Content of(Form<?> form) {
    return new Content(form.reference(), List.of(form));
  }

  /** A list whose items have one of these forms. */
  static Content listOf(Form<?>... forms) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("apiVersion").put("const", "steadystate/v1");
    properties.putObject("kind").put("const", "List");
    ArrayNode choices =
        properties.putObject("items").put("type", "array").putObject("items").putArray("anyOf");
    Stream.of(forms).forEach(form -> choices.add(form.reference()));
    schema.putArray("required").add("apiVersion").add("kind").add("items");
    return new Content(schema, List.of(forms));
  }
}
