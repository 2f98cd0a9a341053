package steadystate.kinds.databases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.resource.Declared;
import steadystate.resource.Scope;

/** What the kinds of this package ask of RDS in common. */
final class Rds {
  private Rds() {}

  static RdsClient client(Scope scope) {
    return scope.client(RdsClient.class);
  }

  /** Every instance of the region, with its tags: one call for a hundred of them. */
  static List<DBInstance> instances(Scope scope) {
    return scope.once(
        "rds:DescribeDBInstances",
        () -> client(scope).describeDBInstancesPaginator(r -> {}).dbInstances().stream().toList());
  }

  /** One instance as it is this moment; empty when there is none. */
  static Optional<DBInstance> instance(Scope scope, String identifier) {
    try {
      return client(scope)
          .describeDBInstances(r -> r.dbInstanceIdentifier(identifier))
          .dbInstances()
          .stream()
          .findFirst();
    } catch (FailureException e) {
      if (e.is("DBInstanceNotFound", "DBInstanceNotFoundFault")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether there is anything to ask for: an environment without databases costs no call.
   *
   * @param type the word in ARNs, such as {@code db}
   */
  static boolean isWorthALook(Scope scope, String type, List<Declared> wanted) {
    return !wanted.isEmpty() || !tagged(scope, type).isEmpty();
  }

  /** Tags by ARN of one type, as the tagging API tells them. */
  static Map<String, Map<String, String>> tagged(Scope scope, String type) {
    Map<String, Map<String, String>> ofType = new LinkedHashMap<>();
    TaggedResources.of(scope)
        .forEach((arn, tags) -> {
          if (arn.contains(":rds:") && arn.contains(":" + type + ":")) {
            ofType.put(arn, tags);
          }
        });
    return ofType;
  }

  static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
    return map;
  }

  static void tag(Scope scope, String arn, Map<String, String> put, Set<String> remove) {
    SdkTags.change(
        put,
        remove,
        () -> client(scope).addTagsToResource(r -> r.resourceName(arn).tags(tags(put))),
        () -> client(scope).removeTagsFromResource(r -> r.resourceName(arn).tagKeys(remove)));
  }

  /** Ours from a lost answer, or a stranger's: the next look tells by its tags. */
  static FailureException exists(FailureException e, String name) {
    return new FailureException(
        new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e);
  }

  static FailureException rejected(String code, String message) {
    return new FailureException(new Failure.Rejected(code, message));
  }

  static FailureException busy(String code, String message) {
    return new FailureException(new Failure.Busy(code, message));
  }
}
