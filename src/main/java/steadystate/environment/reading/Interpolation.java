package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.resource.ResourceId;

/** Takes text with {@code ${…}} in it apart. */
final class Interpolation {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z]\\w*)\\.([\\w-]+(?:[./][\\w-]+)*)\\.([A-Za-z]\\w*)");
  private static final int LONGEST = 200;
  private static final String LITERAL = "`$${` is a literal `${`";

  private Interpolation() {}

  /** A piece of a text. */
  sealed interface Piece {
    /** Characters as they are. */
    record Literal(String text) implements Piece {}

    /** {@code ${name}}. */
    record Variable(String name) implements Piece {}

    /** {@code ${kind.key.attribute}}; the key of a part of an entry is written with more dots. */
    record Attribute(ResourceId resource, String name) implements Piece {}

    /** What is none of these. */
    record Mistake(String message, String help) implements Piece {}
  }

  static boolean isIn(String text) {
    return text.contains("${");
  }

  static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("$${", i)) {
        literal.append("${");
        i += 3;
      } else if (text.startsWith("${", i)) {
        flush(literal, pieces);
        int end = text.indexOf('}', i);
        boolean closed = end >= 0 && end - i <= LONGEST;
        pieces.add(closed ? named(text.substring(i + 2, end)) : unclosed());
        i = closed ? end + 1 : text.length();
      } else {
        literal.append(text.charAt(i++));
      }
    }
    flush(literal, pieces);
    return pieces;
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Piece unclosed() {
    return new Piece.Mistake("`${` is never closed with `}`", LITERAL);
  }

  private static Piece named(String name) {
    if (VARIABLE.matcher(name).matches()) {
      return new Piece.Variable(name);
    }
    Matcher attribute = ATTRIBUTE.matcher(name);
    if (attribute.matches()) {
      String key = attribute.group(2).replace('.', '/');
      return new Piece.Attribute(new ResourceId(attribute.group(1), key), attribute.group(3));
    }
    return new Piece.Mistake(
        Quoted.of("${" + name + "}") + " names neither a variable nor a resource's attribute",
        "write `${name}` or `${kind.key.attribute}`, such as `${loadBalancer.public.dnsName}`; "
            + LITERAL);
  }
}
