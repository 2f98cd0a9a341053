package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.resource.FieldPath;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * What the four kinds of Elastic Load Balancing share: pages, tags, attributes, AWS's way to say
 * no.
 */
public final class Elb {
  /** The most that one answer may hold. */
  static final int PAGE = 400;

  /** The most ARNs that one question about tags may name. */
  private static final int TAGGED_AT_ONCE = 20;

  static final String[] NOT_FOUND = {
    "LoadBalancerNotFound", "ListenerNotFound", "RuleNotFound", "TargetGroupNotFound"
  };

  static final String ATTRIBUTES = "attributes";

  private Elb() {}

  static ElasticLoadBalancingV2Client client(Scope scope) {
    return scope.client(ElasticLoadBalancingV2Client.class);
  }

  /** Every page; an answer that leads back to a page seen before is a failure, not a loop. */
  static <R, T> List<T> pages(
      Function<@Nullable String, R> ask,
      Function<R, @Nullable String> next,
      Function<R, List<T>> items) {
    List<T> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    R page = ask.apply(null);
    all.addAll(items.apply(page));
    for (String marker = next.apply(page); marker != null; marker = next.apply(page)) {
      if (!seen.add(marker)) {
        throw new FailureException(
            new Failure.Unavailable("EndlessPages", "AWS answers the same page again and again"));
      }
      page = ask.apply(marker);
      all.addAll(items.apply(page));
    }
    return all;
  }

  /** Tags by ARN. What has gone meanwhile is left out. */
  public static Map<String, Map<String, String>> tags(Scope scope, List<String> arns) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (int from = 0; from < arns.size(); from += TAGGED_AT_ONCE) {
      batch(scope, arns.subList(from, Math.min(arns.size(), from + TAGGED_AT_ONCE)), found);
    }
    return found;
  }

  /** AWS refuses a whole batch for one ARN that is gone, so a refused batch is halved. */
  private static void batch(
      Scope scope, List<String> arns, Map<String, Map<String, String>> found) {
    List<TagDescription> answer;
    try {
      answer = client(scope).describeTags(r -> r.resourceArns(arns)).tagDescriptions();
    } catch (FailureException e) {
      if (!e.is(NOT_FOUND)) {
        throw e;
      }
      if (arns.size() > 1) {
        batch(scope, arns.subList(0, arns.size() / 2), found);
        batch(scope, arns.subList(arns.size() / 2, arns.size()), found);
      }
      return;
    }
    for (TagDescription description : answer) {
      Map<String, String> tags = new TreeMap<>();
      description.tags().forEach(tag -> tags.put(tag.key(), value(tag)));
      found.put(description.resourceArn(), tags);
    }
  }

  private static String value(Tag tag) {
    return Optional.ofNullable(tag.value()).orElse("");
  }

  public static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(
        new TreeMap<>(tags), (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static void tag(Scope scope, String arn, Map<String, String> put, Set<String> remove) {
    SdkTags.change(
        put,
        remove,
        () -> client(scope).addTags(r -> r.resourceArns(arn).tags(tags(put))),
        () -> client(scope).removeTags(r -> r.resourceArns(arn).tagKeys(new TreeSet<>(remove))));
  }

  /** Attributes as a map; others than the written ones are left alone. */
  static Shape attributes() {
    return Shape.EntriesOf.of(Shape.Scalar.of(Shape.Type.TEXT)).leavingOthers();
  }

  /** The wished attributes, all of them or those that differ. */
  static Map<String, String> attributes(Value.Entries model, Optional<Set<FieldPath>> changed) {
    Map<String, String> wished = new TreeMap<>();
    if (model.get(ATTRIBUTES).orElse(Value.Entries.EMPTY) instanceof Value.Entries entries) {
      entries.entries().forEach((key, value) -> wished.put(key, value.toString()));
    }
    changed.ifPresent(paths ->
        wished.keySet().removeIf(key -> !paths.contains(FieldPath.ROOT.name(ATTRIBUTES).key(key))));
    return wished;
  }

  static Set<String> heads(Set<FieldPath> changed) {
    Set<String> heads = new TreeSet<>();
    changed.forEach(path -> heads.add(path.head()));
    return heads;
  }

  /** Those members of a model that have changed, as they are wished. */
  static Value.Entries only(Value.Entries model, Set<String> heads) {
    Value.Entries out = model;
    for (String name : model.entries().keySet()) {
      out = heads.contains(name) ? out : out.without(name);
    }
    return out;
  }

  /** What was just made may not be seen everywhere yet: a not-found in a write passes by itself. */
  static void write(Runnable call) {
    try {
      call.run();
    } catch (FailureException e) {
      throw e.is(NOT_FOUND) ? busy(e, "not visible yet") : e;
    }
  }

  public static FailureException busy(FailureException cause, String why) {
    return new FailureException(
        new Failure.Busy(cause.failure().code(), cause.failure().message() + " (" + why + ")"),
        cause);
  }

  /** A delete of what is gone is a success. */
  static void delete(Runnable call) {
    Deletion.of(call, NOT_FOUND);
  }
}
