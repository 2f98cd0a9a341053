package steadystate.kinds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/** Values as a reader of specs would make them, from plain Java. */
public final class Written {
  public static final SourceSpan AT = new SourceSpan("dev.yaml", 7, 3);

  private Written() {}

  public static Value.Entries map(Object... namesAndValues) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return new Value.Entries(entries, Origin.written(AT));
  }

  public static Value value(Object plain) {
    Value value =
        switch (plain) {
          case Value made -> made;
          case String text when text.startsWith("securityGroup/") ->
              Value.reference(ResourceId.parse(text), "id");
          case String text -> Value.text(text);
          case Integer number -> Value.number(number);
          case Boolean flag -> Value.flag(flag);
          case List<?> list -> Value.items(list.stream().map(Written::value).toList());
          default -> throw new IllegalArgumentException("no value for " + plain);
        };
    return value.from(Origin.written(AT));
  }
}
