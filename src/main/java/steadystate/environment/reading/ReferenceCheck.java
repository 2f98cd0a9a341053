package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/** Sees that every reference leads somewhere, and that none leads back. */
final class ReferenceCheck {
  private static final int MOST_NAMED = 8;

  private final Catalogue catalogue;
  private final Map<String, Set<String>> written;
  private final Map<ResourceId, Declared> declared = new LinkedHashMap<>();
  private final Set<ResourceId> leftOut;
  private final boolean complete;
  private final Problems problems;

  /**
   * @param written the keys of the spec, by kind, before the mode
   * @param leftOut what the mode took away
   * @param complete whether every entry became resources, so that what is not there is not wished
   */
  ReferenceCheck(
      Catalogue catalogue,
      Map<String, Set<String>> written,
      List<Declared> declared,
      Set<ResourceId> leftOut,
      boolean complete,
      Problems problems) {
    this.catalogue = catalogue;
    this.written = written;
    declared.forEach(resource -> this.declared.put(resource.id(), resource));
    this.leftOut = leftOut;
    this.complete = complete;
    this.problems = problems;
  }

  /** Every mention leads to a resource, and asks for an attribute that its kind has. */
  void leadSomewhere(List<Mention> mentions) {
    for (Mention mention : mentions) {
      if (!isThere(mention.resource())) {
        problems.add(dangling(mention));
      } else {
        attribute(mention);
      }
    }
  }

  private boolean isThere(ResourceId id) {
    boolean entry = written.getOrDefault(id.kind(), Set.of()).contains(id.key());
    return declared.containsKey(id)
        || entry
        || leftOut.contains(id)
        || (!complete && (catalogue.knows(id.kind()) && !isSectionKind(id.kind())));
  }

  private boolean isSectionKind(String kind) {
    return catalogue.sections().stream().anyMatch(section -> section.kind().equals(kind));
  }

  private Problem dangling(Mention mention) {
    ResourceId id = mention.resource();
    Set<String> kinds = new TreeSet<>(written.keySet());
    declared.keySet().forEach(other -> kinds.add(other.kind()));
    if (!kinds.contains(id.kind()) && !catalogue.knows(id.kind())) {
      return new Problem(
          "unknown-reference",
          mention.at(),
          mention.path(),
          "there is no kind of resource " + Quoted.of(id.kind()),
          Suggestions.didYouMean(id.kind(), kinds)
              .or(() -> Optional.of("known: " + String.join(", ", kinds))));
    }
    Set<String> keys = new TreeSet<>(written.getOrDefault(id.kind(), Set.of()));
    declared.keySet().stream()
        .filter(d -> d.kind().equals(id.kind()))
        .forEach(d -> keys.add(d.key()));
    Optional<String> near =
        Suggestions.nearest(id.key(), keys)
            .map(key -> "did you mean `" + id.kind() + "/" + key + "`?");
    Optional<String> help = near.or(() -> Optional.of(there(id.kind(), keys)));
    return new Problem(
        "unknown-reference",
        mention.at(),
        mention.path(),
        "this environment has no `" + id + "`",
        help);
  }

  private static String there(String kind, Set<String> keys) {
    if (keys.isEmpty()) {
      return "it has no " + kind + " at all";
    }
    String some =
        String.join(", ", keys.stream().limit(MOST_NAMED).map(k -> kind + "/" + k).toList());
    return "it has " + some + (keys.size() > MOST_NAMED ? ", …" : "");
  }

  private void attribute(Mention mention) {
    String kind = mention.resource().kind();
    Set<String> known =
        catalogue.knows(kind) ? catalogue.kind(mention.resource()).attributes() : Set.of();
    Optional<String> asked = mention.attribute().filter(name -> !known.contains(name));
    if (asked.isPresent() && !known.isEmpty()) {
      problems.add(
          new Problem(
              "unknown-reference",
              mention.at(),
              mention.path(),
              "a " + kind + " has no attribute `" + asked.get() + "`",
              Suggestions.didYouMean(asked.get(), known)
                  .or(() -> Optional.of("it has " + String.join(", ", new TreeSet<>(known))))));
    }
  }

  /** What the sections made of the entries leads somewhere too. */
  void leadSomewhereInside() {
    if (!complete) {
      return;
    }
    for (Declared resource : declared.values()) {
      Set<ResourceId> named = References.in(resource.model());
      named.addAll(resource.after());
      for (ResourceId id : named) {
        if (!declared.containsKey(id)) {
          boolean gone = leftOut.contains(id);
          problems.add(
              new Problem(
                  gone ? "left-out" : "unknown-reference",
                  placeOf(resource.model(), id).orElse(resource.at()),
                  resource.id().toString(),
                  gone
                      ? "it needs " + id + ", which mode cost-save leaves out"
                      : "it needs " + id + ", which this environment does not have",
                  gone
                      ? Optional.of(
                          "keep it with `keepInCostSave: true`, or take the reference out")
                      : Optional.empty()));
        }
      }
    }
  }

  /**
   * No resource needs itself on some way. Deferred members do not count: they are set when
   * everything is there.
   */
  void leadNowhereTwice() {
    Set<ResourceId> done = new HashSet<>();
    for (ResourceId id : declared.keySet()) {
      follow(id, new LinkedHashSet<>(), done);
    }
  }

  private void follow(ResourceId id, SequencedSet<ResourceId> way, Set<ResourceId> done) {
    Optional<Declared> resource = Optional.ofNullable(declared.get(id));
    if (resource.isEmpty() || done.contains(id)) {
      return;
    }
    if (!way.add(id)) {
      cycle(resource.get(), new ArrayList<>(way));
      return;
    }
    for (ResourceId need : needs(resource.get())) {
      follow(need, way, done);
    }
    way.remove(id);
    done.add(id);
  }

  private void cycle(Declared needed, List<ResourceId> way) {
    ResourceId id = needed.id();
    List<ResourceId> round = new ArrayList<>(way.subList(way.indexOf(id), way.size()));
    round.add(id);
    String shown = String.join(" → ", round.stream().map(ResourceId::toString).toList());
    Declared last = declared.getOrDefault(way.getLast(), needed);
    problems.add(
        new Problem(
            "reference-cycle",
            placeOf(last.model(), id).orElse(last.at()),
            id.toString(),
            "these resources need each other: " + shown,
            "take one of the references out"));
  }

  private Set<ResourceId> needs(Declared resource) {
    Map<String, Member> members = catalogue.kind(resource.id()).model().members();
    Set<ResourceId> needs = new TreeSet<>(resource.after());
    resource
        .model()
        .entries()
        .forEach((name, value) -> {
          boolean deferred =
              Optional.ofNullable(members.get(name)).map(Member::deferred).orElse(false);
          if (!deferred) {
            needs.addAll(References.in(value));
          }
        });
    return needs;
  }

  /** Whether a value names one of these resources. */
  static boolean names(Value value, Set<ResourceId> ids) {
    return References.in(value).stream().anyMatch(ids::contains);
  }

  /** Where a value names a resource. */
  private static Optional<SourceSpan> placeOf(Value value, ResourceId id) {
    return switch (value) {
      case Value.Entries entries -> first(entries.entries().values(), id);
      case Value.Items items -> first(items.items(), id);
      case Value.Template template ->
          References.in(template).contains(id) ? template.origin().at() : Optional.empty();
      case Value.Text text -> Optional.empty();
      case Value.Number number -> Optional.empty();
      case Value.Flag flag -> Optional.empty();
    };
  }

  private static Optional<SourceSpan> first(Collection<Value> values, ResourceId id) {
    return values.stream().flatMap(value -> placeOf(value, id).stream()).findFirst();
  }
}
