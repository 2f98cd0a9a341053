package steadystate.kinds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import steadystate.failure.FailureException;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.yaml.SourceSpan;

/** Looks at what has a name, with a kind's own eyes, although nobody wishes for it. */
public final class Probe {
  private static final SourceSpan NOWHERE = new SourceSpan("import", 1, 1);

  private Probe() {}

  /**
   * What lives of these.
   *
   * @param wishes as much of a model as the kind needs to find each and to look closely
   * @throws FailureException when AWS does not tell of one of them
   */
  public static List<Live> of(Kind kind, Scope scope, List<Entries> wishes) {
    List<Declared> wanted = new ArrayList<>();
    for (Entries wish : wishes) {
      ResourceId id = new ResourceId(kind.name(), "probe-" + wanted.size());
      wanted.add(new Declared(id, wish, NOWHERE));
    }
    Observation seen = kind.observe(scope, wanted);
    seen.unknown().values().stream()
        .findFirst()
        .ifPresent(failure -> {
          throw new FailureException(failure);
        });
    Set<String> arns = new LinkedHashSet<>();
    return seen.found().stream()
        .filter(live -> arns.add(live.arn()))
        .map(live -> live.model(Canonical.form(kind.model(), live.model())))
        .toList();
  }

  /** Every text in a value: ids, names and ARNs of others are among them. */
  public static Set<String> texts(Value value) {
    Set<String> texts = new LinkedHashSet<>();
    collect(value, texts);
    return texts;
  }

  private static void collect(Value value, Set<String> texts) {
    switch (value) {
      case Value.Text text -> texts.add(text.text());
      case Entries entries -> entries.entries().values().forEach(held -> collect(held, texts));
      case Value.Items items -> items.items().forEach(held -> collect(held, texts));
      case Value.Template template -> {}
      case Value.Number number -> {}
      case Value.Flag flag -> {}
    }
  }
}
