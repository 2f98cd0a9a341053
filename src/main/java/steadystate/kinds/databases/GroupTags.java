package steadystate.kinds.databases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import steadystate.resource.Declared;
import steadystate.resource.Scope;

/**
 * Tags of groups, whose describe calls tell none. The tagging API tells them for all groups at once
 * and lags behind: what it does not say, or what this process has just written, is asked directly.
 */
final class GroupTags {
  private final String type;
  private final Set<String> unconfirmed = ConcurrentHashMap.newKeySet();

  /**
   * @param type the word in ARNs, such as {@code subgrp}
   */
  GroupTags(String type) {
    this.type = type;
  }

  static boolean isNamed(Declared declared, String member, String name) {
    return declared.model().text(member).filter(name::equalsIgnoreCase).isPresent();
  }

  /** Whether a group can be one of the environment: by its tags, or by a wished name. */
  boolean concerns(Scope scope, String arn, String name, List<Declared> wanted, String member) {
    return unconfirmed.contains(arn)
        || wanted.stream().anyMatch(d -> isNamed(d, member, name))
        || Rds.tagged(scope, type).containsKey(arn);
  }

  Map<String, String> of(Scope scope, String arn) {
    Map<String, String> told = Rds.tagged(scope, type).getOrDefault(arn, Map.of());
    if (!told.isEmpty() && !unconfirmed.contains(arn)) {
      return told;
    }
    Map<String, String> actual =
        Rds.tags(Rds.client(scope).listTagsForResource(r -> r.resourceName(arn)).tagList());
    if (told.equals(actual)) {
      unconfirmed.remove(arn);
    }
    return actual;
  }

  void written(String arn) {
    unconfirmed.add(arn);
  }
}
