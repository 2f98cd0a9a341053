package steadystate.importing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Candidate;
import steadystate.resource.Catalogue;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;

/** Short, stable keys for what is taken: the same account gives the same keys at every run. */
final class Keys implements Candidate.Names {
  private static final int LONGEST = 63;

  private final String environment;
  private final Map<Candidate, ResourceId> ids = new HashMap<>();
  private final Map<String, ResourceId> byHandle = new HashMap<>();

  Keys(Catalogue catalogue, String environment, List<Selection.Seen> taken) {
    this.environment = environment;
    Map<String, Set<String>> used = new HashMap<>();
    for (boolean ours : List.of(true, false)) {
      for (Selection.Seen seen : taken) {
        Section section = section(catalogue, seen.importer().section());
        Candidate candidate = seen.candidate();
        if (told(candidate, section).isPresent() == ours) {
          Set<String> keys = used.computeIfAbsent(section.key(), unused -> new HashSet<>());
          String key = section.single() ? "main" : key(candidate, section, keys);
          keys.add(key);
          note(candidate, new ResourceId(section.kind(), key));
        }
      }
    }
  }

  static Section section(Catalogue catalogue, String key) {
    return catalogue.sections().stream()
        .filter(section -> section.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private void note(Candidate candidate, ResourceId id) {
    ids.put(candidate, id);
    byHandle.put(id.kind() + " " + candidate.live().arn(), id);
    candidate.live().attributes().byName().values().stream()
        .filter(handle -> !handle.isEmpty())
        .forEach(handle -> byHandle.putIfAbsent(id.kind() + " " + handle, id));
  }

  ResourceId of(Candidate candidate) {
    return ids.getOrDefault(candidate, new ResourceId("unknown", "unknown"));
  }

  @Override
  public String environment() {
    return environment;
  }

  @Override
  public Optional<ResourceId> of(String kind, String idOrName) {
    return Optional.ofNullable(byHandle.get(kind + " " + idOrName));
  }

  /** The key that our own tag remembers. */
  private Optional<String> told(Candidate candidate, Section section) {
    Map<String, String> tags = candidate.live().tags();
    return Optional.ofNullable(tags.get(Owner.RESOURCE))
        .filter(text -> environment.equals(tags.get(Owner.ENVIRONMENT)))
        .filter(text -> text.startsWith(section.kind() + "/"))
        .map(text -> text.substring(section.kind().length() + 1))
        .filter(text -> text.equals(slug(text)));
  }

  private String key(Candidate candidate, Section section, Set<String> used) {
    Optional<String> told = told(candidate, section);
    if (told.isPresent()) {
      return told.get();
    }
    String label = candidate.label().isEmpty() ? candidate.name() : candidate.label();
    String front = environment + "-";
    String shorter =
        label.startsWith(front) && label.length() > front.length()
            ? label.substring(front.length())
            : label;
    String key = slug(shorter);
    String free = key;
    for (int i = 2; used.contains(free); i++) {
      String end = "-" + i;
      free = key.substring(0, Math.min(key.length(), LONGEST - end.length())) + end;
    }
    return free;
  }

  /** Lower-case letters, digits and hyphens; a letter first. */
  static String slug(String text) {
    String plain =
        text.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String started = plain.matches("[a-z].*") ? plain : "x-" + plain;
    return started.substring(0, Math.min(started.length(), LONGEST)).replaceAll("-+$", "");
  }
}
