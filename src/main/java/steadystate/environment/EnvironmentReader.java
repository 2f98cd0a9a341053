package steadystate.environment;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;

/** Makes an environment of its parts: bases, variables, shapes, mode, resources, references. */
final class EnvironmentReader {
  private final Catalogue catalogue;
  private final EntryShapes entryShapes;
  private final Map<String, String> given;
  private final Candidate candidate;
  private final Problems problems = new Problems();
  private final Set<String> variables = new TreeSet<>();

  /** What is said of a spec only because a part or a base of it could not be read. */
  private static final Set<String> CONSEQUENCES =
      Set.of("missing-key", "undefined-variable", "unknown-reference", "null-value");

  EnvironmentReader(
      Catalogue catalogue,
      EntryShapes entryShapes,
      Map<String, String> given,
      Candidate candidate) {
    this.catalogue = catalogue;
    this.entryShapes = entryShapes;
    this.given = given;
    this.candidate = candidate;
  }

  /** Variables that it defines or asks for, those of the command line left out. */
  Set<String> variables() {
    return variables;
  }

  /** Empty when there is a mistake; it is with the candidate then. */
  Optional<Environment> read(Bases bases) {
    Bases.Effective effective = bases.effective(candidate.parts(), candidate.problems());
    boolean complete = candidate.isWhole() && effective.complete();
    Optional<Environment> environment = resources(understand(effective.spec()));
    tell(complete);
    return candidate.problems().isEmpty() ? environment : Optional.empty();
  }

  /** Only the mistakes of a base on which nothing stands: much of it may be waiting for more. */
  void checkBase(Bases bases) {
    understand(bases.effective(candidate.parts(), candidate.problems()).spec());
    tell(false);
  }

  private void tell(boolean complete) {
    for (Problem problem : problems.all()) {
      if (complete || !CONSEQUENCES.contains(problem.code())) {
        candidate.problems().add(problem);
      }
    }
  }

  /** A spec that has been read and means nothing to AWS yet. */
  private record Understood(
      SpecBody body, Settings settings, Map<String, Set<String>> written, List<Mention> mentions) {}

  private Understood understand(YamlNode.Mapping spec) {
    Variables values = variables(spec);
    Map<String, Set<String>> written = written(spec);
    ShapeReader shapes = new ShapeReader(Optional.of(values), written, problems);
    SpecBody body =
        new BodyReader(catalogue, entryShapes, candidate.name(), shapes, problems)
            .read(spec, place());
    variables.addAll(values.used());
    Settings settings = new SettingsReader(place(), problems).read(body.values());
    return new Understood(body, settings, written, shapes.mentions());
  }

  private SourceSpan place() {
    return candidate.parts().getFirst().at();
  }

  private Optional<Environment> resources(Understood spec) {
    Modes.Applied applied = Modes.apply(spec.body(), spec.settings());
    Expansion expansion =
        new Expansion(
            catalogue, candidate.name(), spec.settings(), applied.body(), place(), problems);
    List<Declared> declared = expansion.declared();
    distinct(declared);
    references(spec, applied, declared);
    return problems.isEmpty()
        ? Optional.of(environment(spec.settings(), applied, declared))
        : Optional.empty();
  }

  private Variables variables(YamlNode.Mapping spec) {
    Optional<YamlNode> written =
        PartReader.child(spec, "variables").filter(node -> !ShapeReader.isNull(node));
    if (written.isPresent() && !(written.get() instanceof YamlNode.Mapping)) {
      ShapeReader.plain(problems)
          .wrongType("a map", written.get(), new Spot("spec.variables", written.get().at()));
    }
    var definitions = VariableDefinition.read(written, given, problems);
    definitions.forEach((name, definition) -> {
      if (definition.isWritten(name)) {
        variables.add(name);
      }
    });
    Variables values = new Variables(definitions, problems);
    values.check();
    return values;
  }

  /** What users may name in this spec: the keys of every section, by kind. */
  private Map<String, Set<String>> written(YamlNode.Mapping spec) {
    Map<String, Set<String>> written = new LinkedHashMap<>();
    for (Section section : catalogue.sections()) {
      Set<String> known =
          PartReader.child(spec, section.key())
              .filter(YamlNode.Mapping.class::isInstance)
              .map(entries -> ((YamlNode.Mapping) entries).entries().keySet())
              .map(keys -> section.single() ? Set.of("main") : keys)
              .orElse(Set.of());
      written.put(section.kind(), new TreeSet<>(known));
    }
    return written;
  }

  private void references(Understood spec, Modes.Applied applied, List<Declared> declared) {
    boolean complete = problems.isEmpty();
    ReferenceCheck check =
        new ReferenceCheck(
            catalogue, spec.written(), declared, applied.leftOut(), complete, problems);
    check.leadSomewhere(spec.mentions());
    check.leadSomewhere(ignored(applied.body().values()));
    if (problems.isEmpty()) {
      check.leadSomewhereInside();
    }
    check.leadNowhereTwice();
  }

  /** Rules about resources that are not there would be forgotten mistakes. */
  private static List<Mention> ignored(Value.Entries spec) {
    return Stream.of("ignore", "waive")
        .flatMap(key -> spec.list(key).stream().map(rule -> Map.entry(key, rule)))
        .flatMap(rule ->
            rule.getValue() instanceof Value.Entries entries
                ? entries.get("resource").stream().map(r -> mention("spec." + rule.getKey(), r))
                : Stream.empty())
        .toList();
  }

  private static Mention mention(String path, Value resource) {
    return new Mention(
        ResourceId.parse(resource.toString()),
        Optional.empty(),
        resource.origin().at().orElseThrow(),
        path + ".resource");
  }

  private void distinct(List<Declared> declared) {
    Set<ResourceId> seen = new HashSet<>();
    for (Declared resource : declared) {
      if (!seen.add(resource.id())) {
        problems.add(
            new Problem(
                "duplicate-resource",
                resource.at(),
                resource.id().toString(),
                "two entries make the same resource " + resource.id(),
                "give one of them another key"));
      }
    }
  }

  private Environment environment(
      Settings settings, Modes.Applied applied, List<Declared> declared) {
    Value.Entries values = applied.body().values();
    Map<String, Value> outputs = new LinkedHashMap<>();
    values
        .map("outputs")
        .ifPresent(map ->
            map.entries()
                .forEach((name, value) -> {
                  if (!ReferenceCheck.names(value, applied.leftOut())) {
                    outputs.put(name, value);
                  }
                }));
    return new Environment(
        candidate.name(),
        settings,
        effective(applied.body()),
        declared,
        outputs,
        applied.body().count());
  }

  private Value.Entries effective(SpecBody body) {
    Value.Entries effective = body.values();
    for (Section section : catalogue.sections()) {
      Map<String, Value> entries = new LinkedHashMap<>();
      body.entries(section.key()).forEach((key, entry) -> entries.put(key, entry.effective()));
      if (!entries.isEmpty()) {
        Value all = Value.entries(entries);
        effective =
            effective.with(
                section.key(), section.single() ? entries.getOrDefault("main", all) : all);
      }
    }
    return effective;
  }
}
