package steadystate.environment.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import steadystate.resource.Catalogue;
import steadystate.resource.Durations;
import steadystate.resource.Lifecycle;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;

/** Reads a merged {@code spec}: settings in their shape, entries in the shape of their section. */
final class BodyReader {
  /** What AWS takes in a name that is made of it, in every service. */
  static final String KEY = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final String KEY_RULE =
      "lowercase letters, digits and hyphens, at most 63; a letter first and no hyphen last";

  private final Catalogue catalogue;
  private final EntryShapes entryShapes;
  private final String environment;
  private final ShapeReader shapes;
  private final Problems problems;

  BodyReader(
      Catalogue catalogue,
      EntryShapes entryShapes,
      String environment,
      ShapeReader shapes,
      Problems problems) {
    this.catalogue = catalogue;
    this.entryShapes = entryShapes;
    this.environment = environment;
    this.shapes = shapes;
    this.problems = problems;
  }

  /**
   * @param at the key {@code spec}, to which a missing key is pinned
   */
  SpecBody read(YamlNode.Mapping spec, SourceSpan at) {
    SequencedMap<String, YamlNode.Entry> settings = new LinkedHashMap<>();
    SequencedMap<String, SequencedMap<String, WrittenEntry>> sections = new LinkedHashMap<>();
    Spot root = new Spot("spec", at);
    for (YamlNode.Entry entry : spec.entries().values()) {
      Optional<Section> section = section(entry.key());
      if (section.isPresent()) {
        if (!ShapeReader.isNull(entry.value())) {
          sections.put(entry.key(), section(section.get(), entry, root));
        }
      } else if (SettingsShape.PROMISED.contains(entry.key())) {
        notYet(entry);
      } else if (SettingsShape.SETTINGS.member(entry.key()).isEmpty()) {
        shapes.unknownKey(entry, knownKeys(), root);
      } else if (!entry.key().equals("variables")) {
        settings.put(entry.key(), entry);
      }
    }
    Value.Entries values =
        shapes.structure(SettingsShape.SETTINGS, new YamlNode.Mapping(settings, spec.at()), root);
    values.map("tags").ifPresent(tags -> TagRules.check(tags, "spec.tags", problems));
    return new SpecBody(values, sections);
  }

  private Optional<Section> section(String key) {
    return catalogue.sections().stream().filter(s -> s.key().equals(key)).findFirst();
  }

  private Set<String> knownKeys() {
    Set<String> known = new LinkedHashSet<>(SettingsShape.SETTINGS.members().keySet());
    catalogue.sections().forEach(section -> known.add(section.key()));
    return known;
  }

  private void notYet(YamlNode.Entry entry) {
    problems.add(
        new Problem(
            "not-supported-yet",
            entry.keyAt(),
            Paths.key("spec", entry.key()),
            "`" + entry.key() + "` is part of the format, but this version cannot manage it yet",
            "take it out; what stands in AWS is left alone"));
  }

  private SequencedMap<String, WrittenEntry> section(
      Section section, YamlNode.Entry written, Spot root) {
    SequencedMap<String, WrittenEntry> entries = new LinkedHashMap<>();
    Spot spot = root.key(written.key(), written.keyAt());
    if (!(written.value() instanceof YamlNode.Mapping mapping)) {
      shapes.wrongType("a map", written.value(), spot);
      return entries;
    }
    if (section.single()) {
      entries.put("main", entry(section, "main", mapping, spot));
      return entries;
    }
    for (YamlNode.Entry entry : mapping.entries().values()) {
      Spot inside = spot.key(entry.key(), entry.keyAt());
      if (ShapeReader.isNull(entry.value())) {
        shapes.nothing(entry, inside, entryShapes.of(section));
      } else if (!(entry.value() instanceof YamlNode.Mapping fields)) {
        shapes.wrongType("a map", entry.value(), inside);
      } else if (isKey(entry, inside)) {
        entries.put(entry.key(), entry(section, entry.key(), fields, inside));
      }
    }
    return entries;
  }

  private boolean isKey(YamlNode.Entry entry, Spot spot) {
    if (entry.key().matches(KEY)) {
      return true;
    }
    problems.add(
        new Problem(
            "bad-name",
            entry.keyAt(),
            spot.path(),
            Quoted.of(entry.key()) + " is no name that AWS takes everywhere",
            "a key has " + KEY_RULE + "; give another name in AWS with `name`"));
    return false;
  }

  private WrittenEntry entry(Section section, String key, YamlNode.Mapping fields, Spot spot) {
    int before = problems.count();
    Value.Entries read = shapes.structure(entryShapes.of(section), fields, spot);
    List<ResourceId> dependsOn = dependsOn(read, spot);
    read.map("tags")
        .ifPresent(tags -> TagRules.check(tags, Paths.key(spot.path(), "tags"), problems));
    Optional<Duration> ttl = read.text("ttl").flatMap(Durations::parse);
    if (ttl.isPresent() && ttl.get().isZero()) {
      place(read, "ttl")
          .ifPresent(at ->
              problems.add(
                  new Problem(
                      "out-of-range",
                      at,
                      Paths.key(spot.path(), "ttl"),
                      "it would be gone before it is there")));
    }
    Section.Entry entry =
        new Section.Entry(
            key,
            read.text("name").orElse(environment + "-" + key),
            read.has("name"),
            read.without(SettingsShape.ENTRY.members().keySet().toArray(String[]::new)),
            spot.at());
    Optional<Boolean> adopt = read.text("adopt").map("matching"::equals);
    Lifecycle lifecycle = new Lifecycle(adopt.orElse(false), policy(read), ttl);
    Map<String, String> tags = SettingsReader.texts(read.map("tags").orElse(Value.Entries.EMPTY));
    return new WrittenEntry(
        entry, read, tags, adopt, lifecycle, dependsOn, problems.count() == before);
  }

  private static Lifecycle.DeletionPolicy policy(Value.Entries read) {
    return read.text("deletionPolicy")
        .map(word -> Lifecycle.DeletionPolicy.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(Lifecycle.DeletionPolicy.DELETE);
  }

  private List<ResourceId> dependsOn(Value.Entries read, Spot spot) {
    List<ResourceId> ids = new ArrayList<>();
    for (Value written : read.list("dependsOn")) {
      ResourceId id = ResourceId.parse(written.toString());
      SourceSpan at = written.origin().at().orElse(spot.at());
      shapes
          .mentions()
          .add(new Mention(id, Optional.empty(), at, Paths.key(spot.path(), "dependsOn")));
      ids.add(id);
    }
    return ids;
  }

  private static Optional<SourceSpan> place(Value.Entries read, String key) {
    return read.get(key).map(Value::origin).flatMap(Origin::at);
  }
}
