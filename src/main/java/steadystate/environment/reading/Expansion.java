package steadystate.environment.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import steadystate.environment.Settings;
import steadystate.resource.Blueprint;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Expiry;
import steadystate.resource.Kind;
import steadystate.resource.Lifecycle;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;

/** Turns entries into resources: each section says what its entries become. */
final class Expansion implements Blueprint {
  private final Catalogue catalogue;
  private final String environment;
  private final Settings settings;
  private final SpecBody body;
  private final SourceSpan place;
  private final Problems problems;
  private Spot current;
  private Optional<SourceSpan> unsound = Optional.empty();

  Expansion(
      Catalogue catalogue,
      String environment,
      Settings settings,
      SpecBody body,
      SourceSpan place,
      Problems problems) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.settings = settings;
    this.body = body;
    this.place = place;
    this.problems = problems;
    this.current = new Spot("spec", place);
  }

  /** Every wished resource, canonical, in the order of the catalogue's sections. */
  List<Declared> declared() {
    List<Declared> declared = new ArrayList<>();
    for (Section section : catalogue.sections()) {
      SequencedMap<String, WrittenEntry> entries = body.entries(section.key());
      if (entries.isEmpty() && section.single() && section.unwritten(this)) {
        declared.addAll(expand(section, unwritten()));
      }
      for (WrittenEntry entry : entries.values()) {
        List<Declared> resources = expand(section, entry);
        declared.addAll(entry.sound() ? withExpiry(entry, resources) : List.of());
      }
    }
    if (catalogue.knows("parameter")) {
      Set<ResourceId> there = new HashSet<>();
      declared.forEach(one -> there.add(one.id()));
      for (Declared parameter : new WrittenOutputs(body.values(), place).parameters(there)) {
        declared.add(finish(parameter, unwritten(), true));
      }
    }
    return declared;
  }

  private WrittenEntry unwritten() {
    Section.Entry entry =
        new Section.Entry("main", environment + "-main", false, Value.Entries.EMPTY, place);
    return new WrittenEntry(
        entry, Value.Entries.EMPTY, Map.of(), Optional.empty(), Lifecycle.DEFAULT, List.of(), true);
  }

  /** An entry with a mistake is expanded too: the section may find more of them. */
  private List<Declared> expand(Section section, WrittenEntry written) {
    String path = Paths.key("spec", section.key());
    Section.Entry entry = written.entry();
    current = new Spot(section.single() ? path : Paths.key(path, entry.key()), entry.at());
    unsound = written.sound() ? Optional.empty() : entry.value().origin().at();
    List<Declared> finished = new ArrayList<>();
    try {
      for (Declared resource : section.expand(entry, this)) {
        finished.add(finish(resource, written, finished.isEmpty()));
      }
    } catch (RuntimeException defect) {
      // After a mistake something is missing that a section may count on.
      if (problems.isEmpty()) {
        problems.add(
            new Problem(
                "defect",
                entry.at(),
                current.path(),
                "reading this entry failed: " + defect.getClass().getSimpleName()));
      }
    }
    return finished;
  }

  /** An entry with a time to live comes with the mark that it may need one day. */
  private List<Declared> withExpiry(WrittenEntry written, List<Declared> resources) {
    Optional<Duration> time = written.lifecycle().timeToLive();
    if (time.isEmpty() || resources.isEmpty() || !catalogue.knows(Expiry.KIND)) {
      return resources;
    }
    List<Declared> all = new ArrayList<>();
    Declared mark = Expiry.declared(written.read(), resources, time.get(), written.entry().at());
    resources.forEach(resource -> all.add(resource.after(mark.id())));
    all.add(mark);
    return all;
  }

  private Declared finish(Declared declared, WrittenEntry written, boolean first) {
    Kind kind = catalogue.kind(declared.id());
    Lifecycle asked = written.lifecycle();
    Lifecycle lifecycle =
        new Lifecycle(
            written.adopt().orElse(settings.adopt()), asked.deletionPolicy(), asked.timeToLive());
    Declared out = declared.model(canonical(kind, declared.model(), written)).lifecycle(lifecycle);
    if (first) {
      for (ResourceId other : written.dependsOn()) {
        out = out.after(other);
      }
    }
    return out;
  }

  /** In the kind's one form, with the tags of the environment, the entry and the resource. */
  private Value.Entries canonical(Kind kind, Value.Entries model, WrittenEntry written) {
    Value.Entries form = Canonical.form(kind.model(), model);
    if (!kind.tagged()) {
      return form;
    }
    Map<String, Value> tags = new LinkedHashMap<>();
    body.values().map("tags").ifPresent(held -> tags.putAll(held.entries()));
    written.read().map("tags").ifPresent(held -> tags.putAll(held.entries()));
    model.map("tags").ifPresent(held -> tags.putAll(held.entries()));
    return tags.isEmpty() && !model.has("tags")
        ? form
        : form.with(
            "tags",
            Canonical.form((Shape) SettingsShape.TAGS, new Value.Entries(tags, Origin.NONE)));
  }

  @Override
  public String environment() {
    return environment;
  }

  @Override
  public String account() {
    return settings.account();
  }

  @Override
  public String region() {
    return settings.region();
  }

  @Override
  public String mode() {
    return settings.mode().word();
  }

  @Override
  public SequencedMap<String, Section.Entry> entries(String section) {
    SequencedMap<String, Section.Entry> entries = new LinkedHashMap<>();
    body.entries(section).forEach((key, written) -> entries.put(key, written.entry()));
    return entries;
  }

  @Override
  public Map<String, String> tags() {
    return settings.tags();
  }

  @Override
  public void problem(String code, Value at, String path, String message, String help) {
    Optional<SourceSpan> written = at.origin().at();
    if (unsound.isPresent() && (written.isEmpty() || written.equals(unsound))) {
      // What is said of a whole entry that could not be read in full is about what is missing.
      return;
    }
    problems.add(
        new Problem(
            code,
            written.orElse(current.at()),
            Paths.join(current.path(), path),
            message,
            Optional.of(help).filter(text -> !text.isEmpty())));
  }
}
