package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import steadystate.resource.Blueprint;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Every entry that is to be written, as the sections see them while one becomes resources. */
final class Drafts {
  private final Shapes shapes;
  private final String environment;
  private final String account;
  private final String region;
  private final Map<ResourceId, Draft> all = new LinkedHashMap<>();

  Drafts(Shapes shapes, String environment, String account, String region) {
    this.shapes = shapes;
    this.environment = environment;
    this.account = account;
    this.region = region;
  }

  Shapes shapes() {
    return shapes;
  }

  String environment() {
    return environment;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  void put(Draft draft) {
    all.put(draft.id(), draft);
  }

  /** A copy without one of them. */
  Drafts without(Draft draft) {
    Drafts others = none();
    others.all.putAll(all);
    others.all.remove(draft.id());
    return others;
  }

  /** Of the same place, with nothing in it. */
  Drafts none() {
    return new Drafts(shapes, environment, account, region);
  }

  List<Draft> all() {
    return List.copyOf(all.values());
  }

  /** Keys of the sections that have entries, in the order of the catalogue. */
  List<String> sections() {
    return shapes.sections().stream().map(Section::key).filter(key -> !of(key).isEmpty()).toList();
  }

  List<Draft> of(String section) {
    return all.values().stream().filter(d -> d.section().key().equals(section)).toList();
  }

  Optional<Draft> find(String section, String key) {
    return of(section).stream().filter(d -> d.key().equals(key)).findFirst();
  }

  /**
   * The resources of an entry, canonical.
   *
   * @return empty when the section finds a mistake in it
   */
  Optional<Map<ResourceId, Entries>> expand(Draft draft) {
    Desk desk = new Desk(draft);
    List<Declared> resources;
    try {
      resources = draft.section().expand(draft.entry(environment), desk);
    } catch (RuntimeException unfinished) {
      // A section may count on what a reader would have refused before.
      return Optional.empty();
    }
    Map<ResourceId, Entries> models = new LinkedHashMap<>();
    for (Declared declared : resources) {
      models.put(declared.id(), Canonical.form(shapes.model(declared.id()), declared.model()));
    }
    return desk.mistakes.isEmpty() ? Optional.of(models) : Optional.empty();
  }

  /** The entry that each resource comes from; its own where there is one. */
  Map<ResourceId, Draft> owners() {
    Map<ResourceId, Draft> owners = new LinkedHashMap<>();
    for (Draft draft : all.values()) {
      expand(draft).orElse(Map.of()).keySet().forEach(id -> owners.putIfAbsent(id, draft));
    }
    owners.putAll(all);
    return owners;
  }

  /** Without entries of what another entry makes in any case. */
  Drafts withoutMade() {
    Drafts out = this;
    for (Draft draft : all.values()) {
      for (ResourceId id : expand(draft).orElse(Map.of()).keySet()) {
        Draft own = all.get(id);
        if (own != null && !own.id().equals(draft.id())) {
          out = out.without(own);
        }
      }
    }
    return out;
  }

  /** The others as they are, and one as it is tried. */
  private final class Desk implements Blueprint {
    private final Draft tried;
    private final List<String> mistakes = new ArrayList<>();

    Desk(Draft tried) {
      this.tried = tried;
    }

    @Override
    public String environment() {
      return environment;
    }

    @Override
    public String account() {
      return account;
    }

    @Override
    public String region() {
      return region;
    }

    @Override
    public String mode() {
      return "standard";
    }

    @Override
    public SequencedMap<String, Section.Entry> entries(String section) {
      SequencedMap<String, Section.Entry> entries = new LinkedHashMap<>();
      of(section)
          .forEach(draft -> {
            Draft shown = draft.id().equals(tried.id()) ? tried : draft;
            entries.put(shown.key(), shown.entry(environment));
          });
      return entries;
    }

    @Override
    public Map<String, String> tags() {
      return Map.of();
    }

    @Override
    public void problem(String code, Value at, String path, String message, String help) {
      mistakes.add(code);
    }
  }
}
