package steadystate.http.kubernetes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A field selector: {@code involvedObject.name=dev,type!=Normal}. A path that is not there is
 * empty.
 */
public final class Selector {
  private final List<Term> terms;

  private record Term(String path, boolean equal, String value) {
    boolean accepts(JsonNode object) {
      JsonNode node = object.at("/" + path.replace('.', '/'));
      String found = node.isValueNode() && !node.isNull() ? node.asString("") : "";
      return found.equals(value) == equal;
    }
  }

  private Selector(List<Term> terms) {
    this.terms = terms;
  }

  /** Empty terms are none, as Kubernetes reads them. */
  public static Selector of(String text) {
    List<Term> terms = new ArrayList<>();
    for (String part : text.split(",", 50)) {
      int sign = part.indexOf('=');
      if (sign > 0) {
        boolean not = part.charAt(sign - 1) == '!';
        boolean twice = part.startsWith("==", sign);
        String path = part.substring(0, not ? sign - 1 : sign).strip();
        terms.add(new Term(path, !not, part.substring(twice ? sign + 2 : sign + 1).strip()));
      }
    }
    return new Selector(List.copyOf(terms));
  }

  public boolean accepts(JsonNode object) {
    return terms.stream().allMatch(term -> term.accepts(object));
  }
}
