package steadystate.kinds.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.BelievedTags;
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
 * An S3 bucket with the parts that are managed. Its tags travel inside CreateBucket, which takes
 * them since November 2025, so a bucket whose answer was lost is known by them: it is not made
 * twice, and one of the wished name without them is somebody else's.
 *
 * <p>A bucket with objects in it is deleted only where {@code forceDestroy} was applied before,
 * which a tag remembers, and never in mode strict.
 */
public final class BucketKind implements Kind {
  public static final String NAME = "bucket";

  /** Holds {@code true} where objects may go with their bucket. */
  static final String DESTROYED_TAG = "steadystate:force-destroy";

  /** The region in which AWS takes no location, and answers 200 to who owns the name already. */
  private static final String FIRST_REGION = "us-east-1";

  private static final List<String> PARTS =
      List.of(
          BucketShape.BLOCK,
          BucketShape.VERSIONING,
          BucketShape.ENCRYPTION,
          BucketShape.LIFECYCLE,
          BucketShape.POLICY,
          BucketShape.TLS_ONLY);

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return BucketShape.MODEL;
  }

  @Override
  public boolean stateful() {
    return true;
  }

  @Override
  public boolean losesNothing(Live live) {
    return live.model().flag(BucketShape.EMPTY).orElse(false);
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name", "domainName");
  }

  static String arn(String region, String bucket) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return "arn:" + partition + ":s3:::" + bucket;
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    BucketReads reads = new BucketReads(scope);
    List<Live> found = new ArrayList<>();
    for (Bucket bucket : reads.all()) {
      boolean named = wanted.stream().anyMatch(w -> isNamed(w, bucket.name()));
      String arn = arn(scope.region(), bucket.name());
      Map<String, String> tags =
          reads.isElsewhere(bucket)
              ? Map.of()
              : believed.of(scope, arn, () -> named ? reads.tags(bucket.name()) : Map.of());
      Whose.id(scope, NAME, tags, wanted, w -> isNamed(w, bucket.name()))
          .map(id -> live(scope, reads, id, bucket, tags, wanted))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  private static boolean isNamed(Declared declared, String bucket) {
    return declared.model().text(BucketShape.NAME).filter(bucket::equals).isPresent();
  }

  private static Live live(
      Scope scope,
      BucketReads reads,
      ResourceId id,
      Bucket bucket,
      Map<String, String> tags,
      List<Declared> wanted) {
    Optional<Value.Entries> wish =
        wanted.stream()
            .filter(w -> w.id().equals(id) && !reads.isElsewhere(bucket))
            .map(Declared::model)
            .findFirst();
    Value.Entries model =
        reads
            .model(bucket.name(), wish.orElse(Value.Entries.EMPTY))
            .with(BucketShape.FORCE_DESTROY, Value.flag("true".equals(tags.get(DESTROYED_TAG))));
    if (wish.isEmpty() && !reads.isElsewhere(bucket)) {
      model = model.with(BucketShape.EMPTY, Value.flag(reads.isEmpty(bucket.name())));
    }
    return new Live(
        id,
        arn(scope.region(), bucket.name()),
        Canonical.form(BucketShape.MODEL, model),
        tags,
        attributes(scope.region(), bucket.name()),
        Health.READY,
        Optional.ofNullable(bucket.creationDate()),
        Map.of());
  }

  private static Attributes attributes(String region, String bucket) {
    return Attributes.of("name", bucket)
        .with("arn", arn(region, bucket))
        .with("domainName", bucket + ".s3." + region + ".amazonaws.com");
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text(BucketShape.NAME);
    Map<String, String> tags = new LinkedHashMap<>(wish.tags());
    if (wish.model().flag(BucketShape.FORCE_DESTROY).orElse(false)) {
      tags.put(DESTROYED_TAG, "true");
    }
    believed.written(arn(scope.region(), name));
    notThereYet(scope, name);
    make(scope, name, wish, tags);
    BucketParts parts = new BucketParts(scope, name);
    if (new BucketReads(scope).tags(name).isEmpty()) {
      // Some S3-compatible stores drop the tags of the call.
      parts.tags(tags);
    }
    for (String part : PARTS) {
      if (wish.model().has(part) && !isNothing(part, wish.model())) {
        parts.write(part, wish.model());
      }
    }
    return attributes(scope.region(), name);
  }

  /** What a new bucket is without a call. */
  private static boolean isNothing(String part, Value.Entries model) {
    return (part.equals(BucketShape.LIFECYCLE) && model.list(part).isEmpty())
        || (part.equals(BucketShape.TLS_ONLY) && model.flag(part).equals(Optional.of(false)));
  }

  private static void notThereYet(Scope scope, String name) {
    if (!scope.region().equals(FIRST_REGION)) {
      return;
    }
    try {
      scope.client(S3Client.class).headBucket(r -> r.bucket(name));
    } catch (FailureException e) {
      return;
    }
    throw new FailureException(
        new Failure.Busy("BucketAlreadyOwnedByYou", name + " exists by now; looking again"));
  }

  private static void make(Scope scope, String name, Wish wish, Map<String, String> tags) {
    try {
      scope
          .client(S3Client.class)
          .createBucket(r ->
              r.bucket(name)
                  .objectOwnership(wish.model().text(BucketShape.OWNERSHIP).orElse(null))
                  .createBucketConfiguration(c -> {
                    c.tags(BucketParts.sdk(tags));
                    if (!scope.region().equals(FIRST_REGION)) {
                      c.locationConstraint(scope.region());
                    }
                  }));
    } catch (FailureException e) {
      if (e.is("BucketAlreadyOwnedByYou")) {
        // Ours from a lost answer, or another's of this account: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e);
      }
      if (e.is("BucketAlreadyExists")) {
        throw new FailureException(
            new Failure.Rejected(
                e.failure().code(),
                name + " is the name of a bucket in another account; write another `name`"),
            e);
      }
      throw e;
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    BucketParts parts = new BucketParts(scope, live.attributes().require("name"));
    Set<String> members = new TreeSet<>(changed.stream().map(FieldPath::head).toList());
    if (members.contains(BucketShape.BUCKET_KEY)) {
      members.remove(BucketShape.BUCKET_KEY);
      members.add(BucketShape.ENCRYPTION);
    }
    boolean destroyed = members.remove(BucketShape.FORCE_DESTROY);
    Value.Entries model =
        wish.model().has(BucketShape.ENCRYPTION)
            ? wish.model()
            : live.model()
                .get(BucketShape.ENCRYPTION)
                .map(held -> wish.model().with(BucketShape.ENCRYPTION, held))
                .orElse(wish.model());
    members.forEach(member -> parts.write(member, model));
    if (destroyed) {
      boolean yes = wish.model().flag(BucketShape.FORCE_DESTROY).orElse(false);
      tag(
          scope,
          live,
          yes ? Map.of(DESTROYED_TAG, "true") : Map.of(),
          yes ? Set.of() : Set.of(DESTROYED_TAG));
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    S3Client s3 = scope.client(S3Client.class);
    boolean emptied =
        "true".equals(live.tags().get(DESTROYED_TAG))
            && !scope.mode().equals("strict")
            && !losesNothing(live);
    try {
      if (emptied) {
        empty(scope, s3, name);
      }
      s3.deleteBucket(r -> r.bucket(name).expectedBucketOwner(scope.account()));
    } catch (FailureException e) {
      if (e.is("BucketNotEmpty")) {
        throw new FailureException(
            new Failure.Rejected(
                e.failure().code(),
                name
                    + " holds objects; put the entry back with `forceDestroy: true` and apply that"
                    + " first (not in mode strict), or empty it"),
            e);
      }
      if (!e.is("NoSuchBucket")) {
        throw e;
      }
    }
    believed.gone(live.arn());
  }

  /** Versions and delete markers too, a page at a time; what is deleted is not listed again. */
  private static void empty(Scope scope, S3Client s3, String name) {
    while (true) {
      ListObjectVersionsResponse page = s3.listObjectVersions(r -> r.bucket(name));
      List<ObjectIdentifier> objects = new ArrayList<>();
      page.versions().forEach(v -> objects.add(identifier(v.key(), v.versionId())));
      page.deleteMarkers().forEach(m -> objects.add(identifier(m.key(), m.versionId())));
      if (objects.isEmpty()) {
        return;
      }
      var answer =
          s3.deleteObjects(r ->
              r.bucket(name)
                  .expectedBucketOwner(scope.account())
                  .delete(d -> d.objects(objects).quiet(true)));
      if (!answer.errors().isEmpty()) {
        var first = answer.errors().getFirst();
        throw new FailureException(
            new Failure.Rejected(
                String.valueOf(first.code()),
                name + ": " + first.key() + " cannot be deleted: " + first.message()));
      }
    }
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  /** What others have put there since the look stays. */
  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    String name = live.attributes().require("name");
    believed.written(live.arn());
    Map<String, String> tags = new BucketReads(scope).tags(name);
    tags.putAll(put);
    tags.keySet().removeAll(remove);
    new BucketParts(scope, name).tags(tags);
  }
}
