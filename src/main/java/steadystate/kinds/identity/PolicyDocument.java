package steadystate.kinds.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import steadystate.kinds.JsonText;
import steadystate.resource.Canonical;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * An IAM policy document: who may do what to which resources. Two documents are the same when AWS
 * treats them the same, however they are written.
 *
 * <p>By the grammar of policies (IAM User Guide, "Grammar of the IAM JSON policy language"): a list
 * of one may stand without brackets, the order of statements and of all lists means nothing,
 * actions and condition keys are the same in any case, an account is its root, and a principal
 * {@code *} is {@code {AWS: *}}. A principal that was deleted is shown by AWS as a bare id such as
 * {@code AROA…}; that is another principal, and so a difference.
 */
public final class PolicyDocument {
  /** What a member takes that holds a document. */
  public static final Shape SHAPE = new Shape.Anything(PolicyDocument::meaning);

  /** The version that policies are written for today; without one AWS reads an older language. */
  public static final String VERSION = "2012-10-17";

  private static final String UNVERSIONED = "2008-10-17";
  private static final String STATEMENT = "Statement";

  private PolicyDocument() {}

  /** A document of statements, in today's version. */
  public static Entries of(List<? extends Value> statements) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("Version", Value.text(VERSION));
    document.put(STATEMENT, Value.items(statements));
    return Value.entries(document);
  }

  /** A statement that allows something; resources may be references. */
  public static Entries allow(String sid, List<String> actions, List<? extends Value> resources) {
    Map<String, Value> statement = new LinkedHashMap<>();
    statement.put("Sid", Value.text(sid));
    statement.put("Effect", Value.text("Allow"));
    statement.put("Action", Value.texts(actions));
    statement.put("Resource", Value.items(resources));
    return Value.entries(statement);
  }

  /** Lets AWS services take a role. */
  public static Entries trusting(List<? extends Value> services) {
    Map<String, Value> statement = new LinkedHashMap<>();
    statement.put("Effect", Value.text("Allow"));
    statement.put("Principal", Value.entries(Map.of("Service", Value.items(services))));
    statement.put("Action", Value.text("sts:AssumeRole"));
    return of(List.of(Value.entries(statement)));
  }

  /** AWS's answer, which is JSON and mostly URL-encoded. */
  public static Value parse(String answer) {
    String text =
        answer.startsWith("%") ? URLDecoder.decode(answer, StandardCharsets.UTF_8) : answer;
    return JsonText.read(text);
  }

  /** The document as AWS takes it. */
  public static String json(Value document) {
    return JsonText.write(document);
  }

  /** What a person wrote, with the names of its elements as AWS spells them. */
  public static Value spelled(Value written) {
    if (written instanceof Value.Text text && text.text().strip().startsWith("{")) {
      return spelled(JsonText.read(text.text()).from(text.origin()));
    }
    if (!(written instanceof Entries document)) {
      return written;
    }
    Map<String, Value> out = new LinkedHashMap<>();
    capitals(document)
        .forEach((name, value) ->
            out.put(name, name.equals(STATEMENT) ? spelledStatements(value) : value));
    return new Entries(out, document.origin());
  }

  private static Value spelledStatements(Value statements) {
    return switch (statements) {
      case Items items ->
          new Items(
              items.items().stream().map(PolicyDocument::spelledStatements).toList(),
              items.origin());
      case Entries one -> new Entries(capitals(one), one.origin());
      default -> statements;
    };
  }

  private static Map<String, Value> capitals(Entries entries) {
    Map<String, Value> out = new LinkedHashMap<>();
    entries
        .entries()
        .forEach((name, value) ->
            out.put(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), value));
    return out;
  }

  /** The statements of a document, a lone one as a list of one. */
  public static List<Entries> statements(Value document) {
    return document instanceof Entries entries
        ? listed(entries.get(STATEMENT).orElse(Value.items(List.of()))).stream()
            .filter(Entries.class::isInstance)
            .map(Entries.class::cast)
            .toList()
        : List.of();
  }

  /** The elements of a list, or the lone one. */
  static List<Value> listed(Value value) {
    return value instanceof Items items ? items.items() : List.of(value);
  }

  /** The form in which two documents are compared. */
  public static Value meaning(Value document) {
    if (!(document instanceof Entries entries)) {
      return document;
    }
    Map<String, Value> out = new TreeMap<>(entries.entries());
    out.putIfAbsent("Version", Value.text(UNVERSIONED));
    out.put(STATEMENT, set(statements(document).stream().map(PolicyDocument::statement)));
    return Value.entries(out);
  }

  private static Value statement(Entries statement) {
    Map<String, Value> out = new TreeMap<>();
    statement
        .entries()
        .forEach((element, value) -> {
          switch (element) {
            case "Action", "NotAction" -> out.put(element, texts(value, true));
            case "Resource", "NotResource" -> out.put(element, texts(value, false));
            case "Principal", "NotPrincipal" -> out.put(element, principals(value));
            case "Condition" -> out.put(element, conditions(value));
            default -> {
              if (!value.equals(Value.text(""))) {
                out.put(element, value);
              }
            }
          }
        });
    return Value.entries(out);
  }

  private static Value principals(Value value) {
    Map<String, Value> out = new TreeMap<>();
    if (value instanceof Entries byType) {
      byType
          .entries()
          .forEach((type, who) ->
              out.put(type, set(listed(who).stream().map(PolicyDocument::principal))));
    } else {
      out.put("AWS", set(listed(value).stream()));
    }
    return Value.entries(out);
  }

  /** An account by its number is its root. */
  private static Value principal(Value who) {
    String text = who.toString();
    return text.matches("\\d{12}") ? Value.text("arn:aws:iam::" + text + ":root") : text(who);
  }

  private static Value conditions(Value value) {
    if (!(value instanceof Entries operators)) {
      return value;
    }
    Map<String, Value> out = new TreeMap<>();
    operators
        .entries()
        .forEach((operator, keys) -> {
          Map<String, Value> inner = new TreeMap<>();
          if (keys instanceof Entries entries) {
            entries
                .entries()
                .forEach(
                    (key, wanted) -> inner.put(key.toLowerCase(Locale.ROOT), texts(wanted, false)));
          }
          out.put(operator, Value.entries(inner));
        });
    return Value.entries(out);
  }

  private static Value texts(Value value, boolean anyCase) {
    return set(
        listed(value).stream()
            .map(PolicyDocument::text)
            .map(item ->
                anyCase && item instanceof Value.Text text
                    ? Value.text(text.text().toLowerCase(Locale.ROOT))
                    : item));
  }

  /** AWS keeps numbers and booleans of conditions as text. */
  private static Value text(Value value) {
    return value instanceof Value.Number || value instanceof Value.Flag
        ? Value.text(value.toString())
        : value;
  }

  private static Value set(Stream<? extends Value> values) {
    TreeMap<String, Value> sorted = new TreeMap<>();
    values.forEach(value -> sorted.putIfAbsent(Canonical.sorted(value), value));
    return Value.items(new ArrayList<>(sorted.values()));
  }
}
