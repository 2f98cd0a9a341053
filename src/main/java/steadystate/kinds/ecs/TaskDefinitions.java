package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import steadystate.aws.Pojo;
import steadystate.failure.FailureException;
import steadystate.resource.Canonical;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value.Entries;

/**
 * Revisions of task definitions: read once for ever, and registered only when no ACTIVE one has the
 * content that is needed.
 */
final class TaskDefinitions {
  /** How far back an equal revision is looked for; a family may have thousands. */
  private static final int NEWEST = 10;

  private final Scope scope;
  private final EcsClient ecs;

  /**
   * What a service wishes to run.
   *
   * @param content what is written, canonical
   * @param tags for a new revision
   * @param fargate whether it runs there
   */
  record Wanted(Entries content, Map<String, String> tags, boolean fargate) {}

  TaskDefinitions(Scope scope) {
    this.scope = scope;
    this.ecs = scope.client(EcsClient.class);
  }

  /**
   * A revision by ARN or {@code family:revision}. Its status is that of the first time it was read;
   * {@link #fresh} asks again.
   *
   * @return empty when ECS does not know it any more
   */
  Optional<Revision> read(String arn) {
    try {
      return Optional.of(kept(arn).get());
    } catch (FailureException failed) {
      if (isUnknown(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** The same, with the status and tags of this moment. */
  private Optional<Revision> fresh(String arn) {
    try {
      Revision now = describe(arn);
      kept(arn).set(now);
      return Optional.of(now);
    } catch (FailureException failed) {
      if (isUnknown(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static boolean isUnknown(FailureException failed) {
    return failed.is("ClientException")
        && failed.failure().message().contains("Unable to describe task definition");
  }

  private AtomicReference<Revision> kept(String arn) {
    return scope.forever("task definition " + arn, () -> new AtomicReference<>(describe(arn)));
  }

  private Revision describe(String arn) {
    var answer =
        ecs.describeTaskDefinition(
            DescribeTaskDefinitionRequest.builder()
                .taskDefinition(arn)
                .include(TaskDefinitionField.TAGS)
                .build());
    return Revision.of(answer.taskDefinition(), ServiceReads.tags(answer.tags()));
  }

  /** Remembers tags that were just written. */
  void retagged(String arn, Map<String, String> put) {
    kept(arn)
        .updateAndGet(known -> {
          Map<String, String> tags = new java.util.HashMap<>(known.tags());
          tags.putAll(put);
          return new Revision(known.arn(), known.content(), known.active(), tags);
        });
  }

  /**
   * The revision that a service shall run: an ACTIVE one that has the content already, else a new
   * one. Two services of one family take turns, so neither registers what the other just did.
   *
   * @param running what the service runs now; what nobody wrote is taken from there
   */
  String revisionFor(ResourceId id, Optional<String> running, Wanted wanted) {
    String family = wanted.content().text("family").orElseThrow();
    ReentrantLock turn = scope.forever("turn of family " + family, ReentrantLock::new);
    turn.lock();
    try {
      Optional<Revision> now = running.flatMap(this::read);
      List<Revision> candidates = candidates(family, now);
      Entries content = content(family, now, candidates, wanted);
      Entries whole = TaskDefinitionDefaults.comparable(content);
      return equal(candidates, whole)
          .or(() -> earlierOfOurs(id, now, candidates, wanted))
          .or(() -> registeredAs(family, candidates, whole))
          .map(Revision::arn)
          .orElseGet(() -> register(family, content, wanted.tags()));
    } finally {
      turn.unlock();
    }
  }

  /**
   * A revision of another family is a stranger's: what nobody wrote is taken from our own newest
   * one then.
   */
  private Entries content(
      String family, Optional<Revision> now, List<Revision> candidates, Wanted wanted) {
    Optional<Revision> base =
        now.filter(revision -> revision.family().equals(family))
            .or(() -> candidates.stream().findFirst())
            .or(() -> now);
    return over(base.map(Revision::content).orElse(Entries.EMPTY), wanted);
  }

  private static Optional<Revision> equal(List<Revision> candidates, Entries wanted) {
    return candidates.stream()
        .filter(c -> TaskDefinitionDefaults.comparable(c.content()).equals(wanted))
        .findFirst();
  }

  /**
   * When somebody moved the service to a revision of their own making, ours is taken up again as it
   * was, if it still is what is wished.
   */
  private Optional<Revision> earlierOfOurs(
      ResourceId id, Optional<Revision> now, List<Revision> candidates, Wanted wanted) {
    if (now.isEmpty() || now.get().isOf(scope.environment(), id)) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(c -> c.isOf(scope.environment(), id))
        .filter(c -> isAlready(c, wanted))
        .findFirst();
  }

  /**
   * The revision that this process registered from the same content. AWS shows it otherwise, and
   * would show another one otherwise too: one is enough.
   */
  private Optional<Revision> registeredAs(
      String family, List<Revision> candidates, Entries wanted) {
    String arn = sent(family).getOrDefault(References.hash(wanted), "");
    return candidates.stream().filter(c -> c.arn().equals(arn)).findFirst();
  }

  private Map<String, String> sent(String family) {
    return scope.forever("contents registered of family " + family, ConcurrentHashMap::new);
  }

  private boolean isAlready(Revision revision, Wanted wanted) {
    Entries laid = TaskDefinitionDefaults.comparable(over(revision.content(), wanted));
    return equal(List.of(revision), laid).isPresent();
  }

  private Entries over(Entries running, Wanted wanted) {
    return NewContent.of(running, wanted.content(), wanted.fargate());
  }

  /** ACTIVE revisions that may be taken, newest first. */
  private List<Revision> candidates(String family, Optional<Revision> running) {
    List<String> listed = newest(family);
    List<Revision> found = new ArrayList<>();
    registered(family)
        .get()
        .filter(own -> !listed.contains(own))
        .filter(own -> listed.stream().allMatch(l -> Revision.number(l) < Revision.number(own)))
        .flatMap(own -> fresh(own).or(() -> read(own)))
        .filter(Revision::active)
        .ifPresent(found::add);
    listed.forEach(arn -> read(arn).ifPresent(found::add));
    running
        .filter(now -> now.family().equals(family) && !listed.contains(now.arn()))
        .flatMap(now -> fresh(now.arn()))
        .filter(Revision::active)
        .ifPresent(found::add);
    return found;
  }

  private List<String> newest(String family) {
    var answer =
        ecs.listTaskDefinitions(
            ListTaskDefinitionsRequest.builder()
                .familyPrefix(family)
                .status(TaskDefinitionStatus.ACTIVE)
                .sort(SortOrder.DESC)
                .maxResults(NEWEST)
                .build());
    return answer.taskDefinitionArns().stream()
        .filter(arn -> arn.substring(0, arn.lastIndexOf(':')).endsWith("/" + family))
        .sorted(Comparator.comparingInt(Revision::number).reversed())
        .limit(NEWEST)
        .toList();
  }

  /** The last revision that this process registered: a list may not show it yet. */
  private AtomicReference<Optional<String>> registered(String family) {
    return scope.forever(
        "registered of family " + family, () -> new AtomicReference<>(Optional.empty()));
  }

  private String register(String family, Entries content, Map<String, String> tags) {
    RegisterTaskDefinitionRequest.Builder request =
        Pojo.fill(
            RegisterTaskDefinitionRequest.builder(),
            Canonical.wire(TaskDefinitionShape.FIELDS, content));
    request.tags(ServiceRequests.tags(tags));
    var answer = ecs.registerTaskDefinition(request.build());
    Revision made = Revision.of(answer.taskDefinition(), tags);
    scope.forever("task definition " + made.arn(), () -> new AtomicReference<>(made));
    registered(family).set(Optional.of(made.arn()));
    sent(family).put(References.hash(TaskDefinitionDefaults.comparable(content)), made.arn());
    return made.arn();
  }
}
