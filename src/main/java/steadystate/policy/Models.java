package steadystate.policy;

import java.util.Optional;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** How rules read the wished resources. */
final class Models {
  private Models() {}

  static Stream<Declared> of(String kind, Environment environment) {
    return environment.declared().stream().filter(d -> d.id().kind().equals(kind));
  }

  /** A member and what is below it; empty entries where there is nothing of that form. */
  static Entries inner(Entries entries, String... path) {
    Entries at = entries;
    for (String member : path) {
      at = at.get(member).orElse(Entries.EMPTY) instanceof Entries next ? next : Entries.EMPTY;
    }
    return at;
  }

  static Stream<Entries> each(Entries entries, String list) {
    return entries.list(list).stream().filter(Entries.class::isInstance).map(Entries.class::cast);
  }

  static Optional<Integer> whole(Entries entries, String member) {
    return entries
        .get(member)
        .flatMap(value ->
            value instanceof Value.Number(var number, var origin)
                ? Optional.of(number.intValue())
                : Optional.empty());
  }
}
