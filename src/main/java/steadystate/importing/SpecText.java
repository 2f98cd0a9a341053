package steadystate.importing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as a person would write them in a spec: what fits on a line is on one line. Text is quoted
 * where a reader could take it for something else.
 */
final class SpecText {
  private static final int WIDTH = 110;

  /** What holds lists or maps in maps is read more slowly. */
  private static final int NESTED_WIDTH = 90;

  /** An image begins with the number of its registry. */
  private static final Pattern BARE =
      Pattern.compile(
          "(?:[A-Za-z/]|[0-9]{12}\\.dkr\\.)(?:[A-Za-z0-9_./@*=+!-]|:+(?=[A-Za-z0-9_./@*=+-]))*");

  /** When something runs. */
  private static final Pattern SCHEDULE =
      Pattern.compile("(?:cron|rate|at)\\([A-Za-z0-9 *?/:-]+\\)");

  /** Reads as itself on a line of its own. */
  private static final Pattern TEMPLATE =
      Pattern.compile("[A-Za-z0-9$][A-Za-z0-9_./@*=+${}-]*(?::+[A-Za-z0-9_./@*=+${}-]+)*");

  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)+");
  private static final Pattern PLAIN_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern BLOCK =
      Pattern.compile(
          "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9]{1,5}-[0-9]{1,5}|[0-9:]{5}-[0-9:]{5}|[0-9]+[smhd]");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n|~");

  private final StringBuilder out = new StringBuilder();

  private SpecText() {}

  /** A map in block form, each line indented; nothing for an empty one. */
  static String of(Shape shape, Entries entries, int indent) {
    SpecText text = new SpecText();
    text.members(shape, entries, indent);
    return text.out.toString();
  }

  /** {@code name: value}, on one line where it fits. */
  static String member(Shape shape, String name, Value value, int indent) {
    SpecText text = new SpecText();
    text.put(shape, name, value, indent);
    return text.out.toString();
  }

  private void members(Shape shape, Entries entries, int indent) {
    entries.entries().forEach((name, held) -> put(below(shape, name), name, held, indent));
  }

  private void put(Shape shape, String name, Value held, int indent) {
    String front = " ".repeat(indent) + quoted(name, false) + ":";
    String line = front + " " + flow(shape, held);
    if (held instanceof Value.Template) {
      out.append(front).append(' ').append(alone(flow(shape, held))).append('\n');
    } else if (line.length() <= width(held) || isSmall(held)) {
      out.append(line).append('\n');
    } else if (held instanceof Entries entries) {
      out.append(front).append('\n');
      members(shape, entries, indent + 2);
    } else if (held instanceof Items items) {
      out.append(front).append('\n');
      items.items().forEach(item -> item(element(shape), item, indent + 2));
    }
  }

  /** Braces need no quotes where nothing follows them. */
  private static String alone(String text) {
    String bare = text.replaceAll("^\"|\"$", "");
    return TEMPLATE.matcher(bare).matches() ? bare : text;
  }

  private static int width(Value held) {
    return depth(held) > 2 ? NESTED_WIDTH : WIDTH;
  }

  private static int depth(Value value) {
    return switch (value) {
      case Entries entries -> 1 + deepest(entries.entries().values());
      case Items items -> 1 + deepest(items.items());
      case Value.Text text -> 0;
      case Value.Template template -> 0;
      case Value.Number number -> 0;
      case Value.Flag flag -> 0;
    };
  }

  private static int deepest(Collection<Value> values) {
    return values.stream().mapToInt(SpecText::depth).max().orElse(0);
  }

  private void item(Shape shape, Value held, int indent) {
    String line = " ".repeat(indent) + "- " + flow(shape, held);
    if (line.length() <= WIDTH || isSmall(held) || !(held instanceof Entries entries)) {
      out.append(line).append('\n');
      return;
    }
    int start = out.length();
    members(shape, entries, indent + 2);
    out.setCharAt(start + indent, '-');
  }

  private static boolean isSmall(Value value) {
    return switch (value) {
      case Entries entries -> entries.entries().isEmpty();
      case Items items -> items.items().isEmpty();
      case Value.Text text -> true;
      case Value.Template template -> true;
      case Value.Number number -> true;
      case Value.Flag flag -> true;
    };
  }

  private static String flow(Shape shape, Value value) {
    return switch (value) {
      case Entries entries ->
          entries.entries().entrySet().stream()
              .map(e ->
                  quoted(e.getKey(), false) + ": " + flow(below(shape, e.getKey()), e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Items items ->
          items.items().stream()
              .map(item -> element(shape, item))
              .collect(Collectors.joining(", ", "[", "]"));
      case Value.Text text -> {
        Shape place = shape instanceof Shape.ItemsOf list ? list.element() : shape;
        yield quoted(text.text().replace("${", "$${"), place instanceof Shape.Scalar);
      }
      case Value.Template template -> reference(shape, template);
      case Value.Number number -> number.toString();
      case Value.Flag flag -> flag.toString();
    };
  }

  /** A number among words, as in a command, is better seen to be text. */
  private static String element(Shape list, Value item) {
    boolean number = item instanceof Value.Text text && PLAIN_NUMBER.matcher(text.text()).matches();
    return number ? '"' + item.toString() + '"' : flow(element(list), item);
  }

  /** {@code kind/key} where the place takes it, else {@code ${kind.key.attribute}}. */
  private static String reference(Shape shape, Value.Template template) {
    Shape place = shape instanceof Shape.ItemsOf list ? list.element() : shape;
    if (place instanceof Shape.Scalar scalar
        && template.parts().size() == 1
        && template.parts().getFirst() instanceof Value.Part.Attribute(var id, String name)
        && scalar.refersTo().contains(new Shape.Reference(id.kind(), name))) {
      return id.toString();
    }
    String text =
        template.parts().stream()
            .map(part ->
                switch (part) {
                  case Value.Part.Literal(String literal) -> literal.replace("${", "$${");
                  case Value.Part.Attribute(var id, String name) ->
                      "${" + id.kind() + "." + id.key().replace('/', '.') + "." + name + "}";
                })
            .collect(Collectors.joining());
    return '"' + text + '"';
  }

  private static String quoted(String text, boolean scalar) {
    boolean bare =
        (BARE.matcher(text).matches()
                || WORDS.matcher(text).matches()
                || SCHEDULE.matcher(text).matches())
            && !RESERVED.matcher(text).matches();
    boolean number =
        scalar && (PLAIN_NUMBER.matcher(text).matches() || BLOCK.matcher(text).matches());
    return bare || number ? text : JsonMapper.shared().writeValueAsString(text);
  }

  private static Shape below(Shape shape, String name) {
    return switch (shape) {
      case Shape.Structure structure ->
          structure.member(name).map(Member::shape).orElseGet(Shape.Anything::new);
      case Shape.EntriesOf map -> map.value();
      case Shape.ItemsOf list -> list.element();
      case Shape.Scalar scalar -> scalar;
      case Shape.Anything anything -> anything;
    };
  }

  private static Shape element(Shape shape) {
    return shape instanceof Shape.ItemsOf list ? list.element() : new Shape.Anything();
  }

  /** Lines of a comment. */
  static String comment(List<String> lines, int indent) {
    return lines.stream()
        .map(line -> " ".repeat(indent) + (line.isEmpty() ? "#" : "# " + line) + "\n")
        .collect(Collectors.joining());
  }

  /** The scalar form of a text, for places that have no shape. */
  static String text(String text) {
    return flow(new Shape.Anything(), Value.text(text));
  }

  static String map(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(e -> text(e.getKey()) + ": " + text(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
