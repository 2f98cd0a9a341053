package steadystate.kinds.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.resource.References;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** What both kinds of Cloud Map share. */
record CloudMap(Scope scope) {
  private static final String ARNS = ":servicediscovery:";

  ServiceDiscoveryClient client() {
    return scope.client(ServiceDiscoveryClient.class);
  }

  /** Whether anything there carries our tag, so that an environment without Cloud Map asks none. */
  boolean isUsed() {
    return TaggedResources.has(scope, ARNS);
  }

  /** Every namespace of the account in the region, asked once in a pass. */
  List<NamespaceSummary> namespaces() {
    return scope.once(
        "servicediscovery:ListNamespaces",
        () ->
            client().listNamespacesPaginator(r -> {}).stream()
                .flatMap(page -> page.namespaces().stream())
                .toList());
  }

  Map<String, String> tags(BelievedTags believed, String arn) {
    return believed.of(
        scope,
        arn,
        () -> {
          Map<String, String> tags = new LinkedHashMap<>();
          client()
              .listTagsForResource(r -> r.resourceARN(arn))
              .tags()
              .forEach(tag -> tags.put(tag.key(), tag.value()));
          return tags;
        });
  }

  void tag(BelievedTags believed, String arn, Map<String, String> put, Set<String> remove) {
    believed.written(arn);
    SdkTags.change(
        put,
        remove,
        () -> client().tagResource(r -> r.resourceARN(arn).tags(list(put))),
        () -> client().untagResource(r -> r.resourceARN(arn).tagKeys(remove)));
  }

  static List<Tag> list(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  /** The same for the same wish, so that a request that comes twice is one. */
  static String token(Wish wish, String environment) {
    return environment + "-" + References.hash(wish.model().with("id", Value.text(wish.id() + "")));
  }

  /** What stands already, or is on its way: the next look tells whose it is. */
  static <T> T made(Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException e) {
      if (e.is(
          "NamespaceAlreadyExists",
          "NamespaceAlreadyExistsException",
          "ServiceAlreadyExists",
          "ServiceAlreadyExistsException",
          "DuplicateRequest",
          "DuplicateRequestException")) {
        throw new FailureException(
            new Failure.Busy(e.failure().code(), e.getMessage() + "; looking again"), e);
      }
      throw e;
    }
  }

  /** What is gone already is a success; what is in use waits for those that use it. */
  static void gone(Runnable call) {
    try {
      call.run();
    } catch (FailureException e) {
      if (!e.is(
          "NamespaceNotFound",
          "NamespaceNotFoundException",
          "ServiceNotFound",
          "ServiceNotFoundException",
          "DuplicateRequest",
          "DuplicateRequestException")) {
        throw e;
      }
    }
  }
}
