package steadystate.kinds.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.Tag;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.SdkTags;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * An ECR repository with its lifecycle policy and permissions. One with images in it is deleted
 * only where {@code emptyOnDelete} was applied before: a tag remembers it, for the day on which the
 * entry has left the spec.
 */
public final class RepositoryKind implements Kind {
  public static final String NAME = "repository";

  /** Holds {@code true} where images may go with their repository. */
  static final String EMPTIED_TAG = "steadystate:empty-on-delete";

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return RepositoryShape.MODEL;
  }

  @Override
  public boolean stateful() {
    return true;
  }

  @Override
  public boolean losesNothing(Live live) {
    return live.model().flag(RepositoryShape.EMPTY).orElse(false);
  }

  @Override
  public Set<String> attributes() {
    return Set.of("uri", "repositoryUri", "arn", "name");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    RepositoryReads reads = new RepositoryReads(scope);
    List<Live> found = new ArrayList<>();
    for (Repository repository : reads.all()) {
      boolean named = wanted.stream().anyMatch(w -> isNamed(w, repository));
      Map<String, String> tags = tags(scope, reads, repository, named);
      Whose.id(scope, NAME, tags, wanted, w -> isNamed(w, repository))
          .map(id -> live(reads, id, repository, tags, wanted))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  /**
   * A stranger's tags are asked for once: what the tagging API does not know is nobody's of ours,
   * unless it is behind, or leaves repositories out.
   */
  private Map<String, String> tags(
      Scope scope, RepositoryReads reads, Repository repository, boolean named) {
    String arn = repository.repositoryArn();
    boolean ours = repository.repositoryName().startsWith(scope.environment() + "-");
    if (named) {
      return believed.of(scope, arn, () -> reads.tags(arn));
    }
    return believed.of(
        scope,
        arn,
        () ->
            ours
                ? scope.forever("tags of " + arn + repository.createdAt(), () -> reads.tags(arn))
                : Map.of());
  }

  private static boolean isNamed(Declared declared, Repository repository) {
    return declared
        .model()
        .text(RepositoryShape.NAME)
        .filter(repository.repositoryName()::equals)
        .isPresent();
  }

  private static Live live(
      RepositoryReads reads,
      ResourceId id,
      Repository repository,
      Map<String, String> tags,
      List<Declared> wanted) {
    List<Declared> wishes = wanted.stream().filter(w -> w.id().equals(id)).toList();
    Value.Entries model =
        reads
            .model(repository, wishes)
            .with(
                RepositoryShape.EMPTY_ON_DELETE, Value.flag("true".equals(tags.get(EMPTIED_TAG))));
    if (wishes.isEmpty()) {
      boolean empty = reads.isEmpty(repository.repositoryName());
      model = model.with(RepositoryShape.EMPTY, Value.flag(empty));
    }
    return new Live(
        id,
        repository.repositoryArn(),
        Canonical.form(RepositoryShape.MODEL, model),
        tags,
        attributes(repository),
        Health.READY,
        Optional.ofNullable(repository.createdAt()),
        Map.of());
  }

  private static Attributes attributes(Repository repository) {
    return new Attributes(
        Map.of(
            "name", repository.repositoryName(),
            "arn", repository.repositoryArn(),
            "uri", repository.repositoryUri(),
            "repositoryUri", repository.repositoryUri()));
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    EcrClient ecr = scope.client(EcrClient.class);
    Map<String, String> tags = new HashMap<>(wish.tags());
    if (wish.model().flag(RepositoryShape.EMPTY_ON_DELETE).orElse(false)) {
      tags.put(EMPTIED_TAG, "true");
    }
    CreateRepositoryRequest request =
        Pojo.fill(
                CreateRepositoryRequest.builder(),
                Canonical.wire(RepositoryShape.MODEL, wish.model()))
            .tags(sdkTags(tags))
            .build();
    Repository made;
    try {
      made = ecr.createRepository(request).repository();
    } catch (FailureException e) {
      if (e.is("RepositoryAlreadyExistsException")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(
                e.failure().code(),
                wish.text(RepositoryShape.NAME) + " exists by now; looking again"),
            e);
      }
      throw e;
    }
    believed.written(made.repositoryArn());
    RepositoryDocuments documents = new RepositoryDocuments(ecr, made.repositoryName(), wish);
    documents.lifecycle(true);
    documents.permissions(true);
    return attributes(made);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    EcrClient ecr = scope.client(EcrClient.class);
    String name = live.attributes().require("name");
    Value.Entries wire = Canonical.wire(RepositoryShape.MODEL, wish.model());
    Set<String> members = new TreeSet<>(changed.stream().map(FieldPath::head).toList());
    if (members.contains(RepositoryShape.MUTABILITY)
        || members.contains(RepositoryShape.EXCLUSIONS)) {
      Value.Entries whole =
          wire.withDefault(
              RepositoryShape.MUTABILITY,
              live.model().get(RepositoryShape.MUTABILITY).orElse(Value.text("MUTABLE")));
      ecr.putImageTagMutability(
          Pojo.fill(PutImageTagMutabilityRequest.builder(), whole).repositoryName(name).build());
    }
    if (members.contains(RepositoryShape.SCANNING)) {
      ecr.putImageScanningConfiguration(
          Pojo.fill(PutImageScanningConfigurationRequest.builder(), wire)
              .repositoryName(name)
              .build());
    }
    if (members.contains(RepositoryShape.LIFECYCLE)) {
      new RepositoryDocuments(ecr, name, wish).lifecycle(false);
    }
    if (members.contains(RepositoryShape.POLICY)) {
      new RepositoryDocuments(ecr, name, wish).permissions(false);
    }
    if (members.contains(RepositoryShape.EMPTY_ON_DELETE)) {
      boolean emptied = wish.model().flag(RepositoryShape.EMPTY_ON_DELETE).orElse(false);
      tag(
          scope,
          live,
          emptied ? Map.of(EMPTIED_TAG, "true") : Map.of(),
          emptied ? Set.of() : Set.of(EMPTIED_TAG));
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    boolean emptied = "true".equals(live.tags().get(EMPTIED_TAG)) && !losesNothing(live);
    try {
      scope.client(EcrClient.class).deleteRepository(r -> r.repositoryName(name).force(emptied));
    } catch (FailureException e) {
      if (e.is("RepositoryNotEmptyException")) {
        throw new FailureException(
            new Failure.Rejected(
                e.failure().code(),
                name
                    + " holds images; put the entry back with `emptyOnDelete: true` and apply that"
                    + " first, or delete the images"),
            e);
      }
      if (!e.is("RepositoryNotFoundException")) {
        throw e;
      }
    }
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    EcrClient ecr = scope.client(EcrClient.class);
    believed.written(live.arn());
    SdkTags.change(
        put,
        remove,
        () -> ecr.tagResource(r -> r.resourceArn(live.arn()).tags(sdkTags(put))),
        () -> ecr.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }

  private static List<Tag> sdkTags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
