package steadystate.environment.reading;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.environment.mode.Modes;
import steadystate.environment.mode.Moment;
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
  private final SpecFiles files;
  private final Catalogue catalogue;
  private final EntryShapes entryShapes;
  private final Map<String, String> given;
  private final Moment moment;
  private final Candidate candidate;
  private final Problems problems = new Problems();
  private final Set<String> variables = new TreeSet<>();

  /** What is said of a spec only because a part or a base of it could not be read. */
  private static final Set<String> CONSEQUENCES =
      Set.of("missing-key", "undefined-variable", "unknown-reference", "null-value");

  EnvironmentReader(
      SpecFiles files,
      Catalogue catalogue,
      EntryShapes entryShapes,
      Map<String, String> given,
      Moment moment,
      Candidate candidate) {
    this.files = files;
    this.catalogue = catalogue;
    this.entryShapes = entryShapes;
    this.given = given;
    this.moment = moment;
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
    Settings own = new SettingsReader(place(), files, problems).read(body.values());
    new WrittenOutputs(body.values(), place()).check(problems);
    Settings settings = moment.mode().map(own::mode).orElse(own);
    return new Understood(body, settings, written, shapes.mentions());
  }

  private SourceSpan place() {
    return candidate.parts().getFirst().at();
  }

  private Optional<Environment> resources(Understood spec) {
    Modes.Applied applied =
        Modes.apply(catalogue, candidate.name(), spec.body(), spec.settings(), moment, place());
    List<Declared> declared = expansion(spec.settings(), applied.body(), problems).declared();
    Set<ResourceId> leftOut = leftOut(spec.settings(), spec.body(), applied, declared);
    distinct(declared);
    references(spec, applied, leftOut, declared);
    return problems.isEmpty()
        ? Optional.of(environment(spec.settings(), spec.body(), applied, leftOut, declared))
        : Optional.empty();
  }

  private Expansion expansion(Settings settings, SpecBody body, Problems found) {
    return new Expansion(catalogue, candidate.name(), settings, body, place(), found);
  }

  /**
   * What is written and the mode takes away. It is checked all the same: the day it comes back is a
   * bad one to find a mistake.
   */
  private Set<ResourceId> leftOut(
      Settings settings, SpecBody body, Modes.Applied applied, List<Declared> declared) {
    Set<ResourceId> ids = new TreeSet<>();
    if (applied.body() != body) {
      Problems found = new Problems();
      expansion(settings, body, found).declared().forEach(resource -> ids.add(resource.id()));
      problems.addAll(found);
    }
    declared.forEach(resource -> ids.remove(resource.id()));
    return ids;
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

  private void references(
      Understood spec, Modes.Applied applied, Set<ResourceId> leftOut, List<Declared> declared) {
    boolean complete = problems.isEmpty();
    ReferenceCheck check =
        new ReferenceCheck(catalogue, spec.written(), declared, leftOut, complete, problems);
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
      Settings settings,
      SpecBody written,
      Modes.Applied applied,
      Set<ResourceId> leftOut,
      List<Declared> declared) {
    Value.Entries values = applied.body().values();
    Map<String, Value> outputs = new LinkedHashMap<>();
    new WrittenOutputs(values, place())
        .shown()
        .forEach((name, value) -> {
          if (!ReferenceCheck.names(value, leftOut)) {
            outputs.put(name, value);
          }
        });
    return new Environment(
        candidate.name(),
        settings,
        effective(applied.body()),
        declared,
        outputs,
        written.count(applied.body()),
        leftOut,
        applied.remarks(),
        applied.hours());
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
