package steadystate.orphan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import steadystate.environment.Environment;
import steadystate.resource.Value;

/** Every text in the wishes of environments: a raw id in a spec is a use. */
final class Mentioned {
  private final Set<String> texts = new HashSet<>();

  private Mentioned() {}

  static Mentioned in(List<Environment> environments) {
    Mentioned mentioned = new Mentioned();
    for (Environment one : environments) {
      mentioned.read(one.effective());
      one.declared().forEach(declared -> mentioned.read(declared.model()));
    }
    return mentioned;
  }

  private void read(Value value) {
    switch (value) {
      case Value.Text text -> texts.add(text.text());
      case Value.Items items -> items.items().forEach(this::read);
      case Value.Entries entries -> entries.entries().values().forEach(this::read);
      case Value.Template template -> texts.add(template.toString());
      case Value.Number number -> {}
      case Value.Flag flag -> {}
    }
  }

  /** By its id wherever it stands in a text; by its name, where it has an ARN, only alone. */
  boolean has(Thing thing) {
    return texts.contains(thing.resource().key())
        || texts.stream().anyMatch(text -> text.contains(thing.id()));
  }
}
