package steadystate.resource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What a model says about other resources. */
public final class References {
  /**
   * The attribute that is content and no address: what an image's tag points at. When it changes,
   * the wish has changed, although nobody wrote anything.
   */
  public static final String CONTENT = "digest";

  private References() {}

  /** Every resource that a value names. */
  public static Set<ResourceId> in(Value value) {
    Set<ResourceId> found = new TreeSet<>();
    attributes(value).forEach(attribute -> found.add(attribute.resource()));
    return found;
  }

  /** Every attribute that a value asks of another resource. */
  public static Set<Value.Part.Attribute> attributes(Value value) {
    Set<Value.Part.Attribute> found = new LinkedHashSet<>();
    collect(value, found);
    return found;
  }

  private static void collect(Value value, Set<Value.Part.Attribute> found) {
    switch (value) {
      case Value.Entries entries -> entries.entries().values().forEach(v -> collect(v, found));
      case Value.Items items -> items.items().forEach(v -> collect(v, found));
      case Value.Template template -> {
        for (Value.Part part : template.parts()) {
          if (part instanceof Value.Part.Attribute attribute) {
            found.add(attribute);
          }
        }
      }
      case Value.Text text -> {}
      case Value.Number number -> {}
      case Value.Flag flag -> {}
    }
  }

  /** Looks an attribute up; empty when the resource does not live yet. */
  @FunctionalInterface
  public interface Known extends BiFunction<ResourceId, String, Optional<String>> {}

  /**
   * The same model with every known attribute in the place of its reference. What is not known yet
   * stays a {@link Value.Template}.
   */
  public static Value.Entries resolve(Shape.Structure shape, Value.Entries model, Known known) {
    Map<String, Value> out = new LinkedHashMap<>();
    model
        .entries()
        .forEach((name, held) ->
            out.put(
                name,
                resolve(
                    shape.member(name).map(Member::shape).orElse(new Shape.Anything()),
                    held,
                    known)));
    return new Value.Entries(out, model.origin());
  }

  private static Value resolve(Shape shape, Value value, Known known) {
    return switch (value) {
      case Value.Template template -> resolve(shape, template, known);
      case Value.Items items -> {
        Shape element = shape instanceof Shape.ItemsOf list ? list.element() : shape;
        yield new Value.Items(
            items.items().stream().map(item -> resolve(element, item, known)).toList(),
            items.origin());
      }
      case Value.Entries entries when shape instanceof Shape.Structure structure ->
          resolve(structure, entries, known);
      case Value.Entries entries -> {
        Shape held = shape instanceof Shape.EntriesOf map ? map.value() : shape;
        Map<String, Value> out = new LinkedHashMap<>();
        entries.entries().forEach((key, v) -> out.put(key, resolve(held, v, known)));
        yield new Value.Entries(out, entries.origin());
      }
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
    };
  }

  private static Value resolve(Shape shape, Value.Template template, Known known) {
    StringBuilder text = new StringBuilder();
    Origin origin = template.origin();
    for (Value.Part part : template.parts()) {
      switch (part) {
        case Value.Part.Literal(String literal) -> text.append(literal);
        case Value.Part.Attribute(ResourceId resource, String name) -> {
          Optional<String> attribute = known.apply(resource, name);
          if (attribute.isEmpty()) {
            return template;
          }
          text.append(attribute.get());
          origin =
              origin.because(
                  origin.because(), origin.reason().replace("${" + name + "}", attribute.get()));
        }
      }
    }
    Value.Text plain = new Value.Text(text.toString(), origin);
    if (shape instanceof Shape.ItemsOf) {
      List<String> elements =
          plain.text().isEmpty() ? List.of() : Arrays.asList(plain.text().split(",", -1));
      return Value.texts(elements).from(template.origin());
    }
    return plain;
  }

  /**
   * The same model with what a {@linkplain #CONTENT moving tag} points at written out, where it is
   * known. Other references stay names.
   */
  public static Value content(Value value, Known known) {
    return switch (value) {
      case Value.Template template ->
          new Value.Template(
              template.parts().stream().map(part -> content(part, known)).toList(),
              template.origin());
      case Value.Items items ->
          new Value.Items(
              items.items().stream().map(item -> content(item, known)).toList(), items.origin());
      case Value.Entries entries -> {
        Map<String, Value> out = new LinkedHashMap<>();
        entries.entries().forEach((key, held) -> out.put(key, content(held, known)));
        yield new Value.Entries(out, entries.origin());
      }
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
    };
  }

  private static Value.Part content(Value.Part part, Known known) {
    return part instanceof Value.Part.Attribute(ResourceId resource, String name)
            && name.equals(CONTENT)
        ? known.apply(resource, name).<Value.Part>map(Value.Part.Literal::new).orElse(part)
        : part;
  }

  /**
   * A short hash of wished content, the value of the tag {@code steadystate:spec}. It depends on
   * names and not on ids, so it stays the same when a neighbour is replaced.
   */
  public static String hash(Value value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Canonical.sorted(value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
