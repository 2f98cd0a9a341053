package steadystate.kinds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    Map<ResourceId, Entries> named = new LinkedHashMap<>();
    wishes.forEach(wish -> named.put(new ResourceId(kind.name(), "probe-" + named.size()), wish));
    Map<String, Live> found = look(kind, scope, named);
    // What is ours already goes by the id in its tags, and was not looked at closely.
    Map<ResourceId, Entries> told = new LinkedHashMap<>();
    for (Live live : found.values()) {
      if (!named.containsKey(live.id())) {
        wishes.stream()
            .filter(wish -> isOf(wish, live))
            .findFirst()
            .ifPresent(wish -> told.put(live.id(), wish));
      }
    }
    if (!told.isEmpty()) {
      look(kind, scope, told).values().stream()
          .filter(live -> told.containsKey(live.id()))
          .forEach(live -> found.replace(live.arn(), live));
    }
    return List.copyOf(found.values());
  }

  private static Map<String, Live> look(Kind kind, Scope scope, Map<ResourceId, Entries> wishes) {
    List<Declared> wanted = new ArrayList<>();
    wishes.forEach((id, wish) -> wanted.add(new Declared(id, wish, NOWHERE)));
    Observation seen = kind.observe(scope, wanted);
    seen.unknown().values().stream()
        .findFirst()
        .ifPresent(failure -> {
          throw new FailureException(failure);
        });
    Map<String, Live> byArn = new LinkedHashMap<>();
    seen.found()
        .forEach(live ->
            byArn.putIfAbsent(live.arn(), live.model(Canonical.form(kind.model(), live.model()))));
    return byArn;
  }

  /** Whether a wish names this; what only asks for a closer look names nothing. */
  private static boolean isOf(Entries wish, Live live) {
    return wish.entries().entrySet().stream()
        .allMatch(member ->
            switch (member.getValue()) {
              case Value.Text text ->
                  text.text().isEmpty()
                      || live.model().text(member.getKey()).filter(text.text()::equals).isPresent();
              case Entries tags when member.getKey().equals("tags") ->
                  tags.entries().entrySet().stream()
                      .allMatch(
                          tag -> tag.getValue().toString().equals(live.tags().get(tag.getKey())));
              case Entries entries -> true;
              case Value.Items items -> true;
              case Value.Template template -> true;
              case Value.Number number -> true;
              case Value.Flag flag -> true;
            });
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
