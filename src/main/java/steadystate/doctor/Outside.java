package steadystate.doctor;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import steadystate.environment.Environment;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * Things in AWS that specs name and that nobody makes: they must be there already.
 *
 * @param type what it is
 * @param text as it is written
 */
public record Outside(Type type, String text) implements Comparable<Outside> {
  private static final String PARTITION = "arn:aws[a-z-]*:";

  /** What can be looked up, by the form in which it is written. */
  public enum Type {
    IMAGE("\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[^:@]+[:@].+"),
    PARAMETER(PARTITION + "ssm:[a-z0-9-]+:\\d{12}:parameter/.+"),
    SECRET(PARTITION + "secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+"),
    CERTIFICATE(PARTITION + "acm:[a-z0-9-]+:\\d{12}:certificate/.+"),
    ROLE(PARTITION + "iam::\\d{12}:role/.+"),
    SUBNET("subnet-[0-9a-f]+");

    private final Pattern form;

    Type(String form) {
      this.form = Pattern.compile(form);
    }

    private static Optional<Type> of(String text) {
      for (Type type : values()) {
        if (type.form.matcher(text).matches()) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /** Each with the resource that names it first. */
  public static SortedMap<Outside, ResourceId> in(Environment environment, Extent extent) {
    SortedMap<Outside, ResourceId> found = new TreeMap<>();
    environment.declared().stream()
        .filter(extent::holds)
        .forEach(declared -> look(declared.model(), declared.id(), found));
    return found;
  }

  private static void look(Value value, ResourceId by, SortedMap<Outside, ResourceId> found) {
    switch (value) {
      case Value.Entries entries ->
          entries
              .entries()
              .forEach((name, held) -> {
                // What a policy allows need not be there.
                if (!name.equals("inline") && !name.equals("policy")) {
                  look(held, by, found);
                }
              });
      case Value.Items items -> items.items().forEach(held -> look(held, by, found));
      case Value.Text(String text, var origin) ->
          Type.of(text).ifPresent(type -> found.putIfAbsent(new Outside(type, text), by));
      case Value.Number number -> {}
      case Value.Flag flag -> {}
      case Value.Template template -> {}
    }
  }

  @Override
  public int compareTo(Outside other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : text.compareTo(other.text);
  }
}
