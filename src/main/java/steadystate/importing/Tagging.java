package steadystate.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.drift.Finding;
import steadystate.policy.PlainSecrets;
import steadystate.resource.Catalogue;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/**
 * The tags that people put on: those that everything carries are the environment's, those that all
 * of an entry carries are the entry's. Others stay where they are, as tags that nobody wrote do.
 */
record Tagging(Map<String, String> everywhere, Map<ResourceId, Map<String, String>> byEntry) {

  static Tagging of(Catalogue catalogue, List<Finding> findings, Map<ResourceId, Draft> owners) {
    Map<ResourceId, Map<String, String>> tags = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (catalogue.kind(finding.id()).tagged() && finding.live().isPresent()) {
        tags.put(finding.id(), written(finding));
      }
    }
    Map<String, String> everywhere = common(List.copyOf(tags.values()));
    Map<ResourceId, Map<String, String>> byEntry = new LinkedHashMap<>();
    for (Draft draft : Set.copyOf(owners.values())) {
      Map<String, String> own =
          common(
              tags.entrySet().stream()
                  .filter(held -> isOf(draft, Optional.ofNullable(owners.get(held.getKey()))))
                  .map(Map.Entry::getValue)
                  .toList());
      own.keySet().removeAll(everywhere.keySet());
      byEntry.put(draft.id(), own);
    }
    return new Tagging(everywhere, byEntry);
  }

  private static boolean isOf(Draft draft, Optional<Draft> owner) {
    return owner.filter(one -> one.id().equals(draft.id())).isPresent();
  }

  /** Without ours and AWS's own, names that this program gives, and what looks like a secret. */
  private static Map<String, String> written(Finding finding) {
    Map<String, String> tags = new TreeMap<>(finding.live().orElseThrow().tags());
    Optional<Entries> made = finding.declared().flatMap(declared -> declared.model().map("tags"));
    tags.keySet()
        .removeIf(key ->
            Owner.isOurKey(key)
                || key.startsWith("aws:")
                || made.filter(own -> own.has(key)).isPresent());
    tags.remove("Name", finding.live().get().attributes().get("name").orElse(""));
    tags.entrySet().removeIf(tag -> PlainSecrets.is(tag.getKey(), tag.getValue()));
    return tags;
  }

  private static Map<String, String> common(List<Map<String, String>> all) {
    Map<String, String> common = new TreeMap<>(all.isEmpty() ? Map.of() : all.getFirst());
    all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
    return common;
  }
}
