package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.References;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * A tag in ECR that a container follows: looked at, never made or changed. What it points at is
 * part of the service's wish, so a push is a change that waits to be rolled out, and no drift.
 *
 * <p>A tag that is not there changes nothing: the image that runs goes on, and a service that runs
 * nothing yet waits for the first push.
 */
public final class FollowedImageKind implements Kind {
  static final String NAME = "image";
  static final String REGISTRY = "registryId";
  static final String REPOSITORY = "repositoryName";
  static final String TAG = "imageTag";
  static final String CLUSTER = "cluster";
  static final String SERVICE = "service";
  static final String CONTAINER = "container";

  private static final Shape.Structure MODEL =
      model(REGISTRY, REPOSITORY, TAG, CLUSTER, SERVICE, CONTAINER);

  private static Shape.Structure model(String... names) {
    Shape.Structure model = Shape.Structure.empty();
    for (String name : names) {
      model = model.with(name, Member.of(Shape.Scalar.of(Shape.Type.TEXT)).never());
    }
    return model;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  @Override
  public boolean tagged() {
    return false;
  }

  @Override
  public Set<String> attributes() {
    return Set.of(References.CONTENT);
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Map<ImageTags.Repository, List<String>> asked = new LinkedHashMap<>();
    for (Declared one : wanted) {
      asked.computeIfAbsent(repository(one), r -> new ArrayList<>()).add(text(one, TAG));
    }
    Map<ImageTags.Repository, Map<String, String>> digests = new LinkedHashMap<>();
    ImageTags tags = new ImageTags(scope);
    asked.forEach((repository, names) ->
        digests.put(repository, tags.digests(repository, names.stream().distinct().toList())));
    return new Observation(
        wanted.stream()
            .map(one ->
                live(
                    scope,
                    one,
                    Optional.ofNullable(
                        digests.getOrDefault(repository(one), Map.of()).get(text(one, TAG)))))
            .toList());
  }

  private static ImageTags.Repository repository(Declared image) {
    return new ImageTags.Repository(text(image, REGISTRY), text(image, REPOSITORY));
  }

  private static String text(Declared image, String name) {
    return image.model().text(name).orElseThrow();
  }

  private static Live live(Scope scope, Declared image, Optional<String> digest) {
    String missing =
        "the tag " + text(image, TAG) + " does not exist in " + text(image, REPOSITORY);
    Optional<String> running = digest.isPresent() ? digest : running(scope, image);
    Live live =
        new Live(
            image.id(),
            text(image, REGISTRY) + "/" + text(image, REPOSITORY) + ":" + text(image, TAG),
            image.model(),
            Map.of(),
            running.map(d -> Attributes.of(References.CONTENT, d)).orElse(Attributes.NONE),
            running.isPresent()
                ? Health.READY
                : new Health.Awaiting(missing + "; push an image with it"));
    return digest.isEmpty() && running.isPresent()
        ? live.notOurs(TAG, missing + "; what runs is kept")
        : live;
  }

  /** The digest that the container runs of this repository now. */
  private static Optional<String> running(Scope scope, Declared image) {
    List<Service> services =
        new ServiceReads(scope).one(text(image, CLUSTER), text(image, SERVICE));
    return services.stream()
        .filter(service -> !"INACTIVE".equals(service.status()))
        .flatMap(service -> Optional.ofNullable(service.taskDefinition()).stream())
        .flatMap(arn -> new TaskDefinitions(scope).read(arn).stream())
        .flatMap(revision -> revision.content().list("containerDefinitions").stream())
        .filter(container ->
            container instanceof Entries entries
                && entries.text("name").orElse("").equals(text(image, CONTAINER)))
        .flatMap(container -> ((Entries) container).text("image").stream())
        .filter(ran -> ran.contains("/" + text(image, REPOSITORY) + "@sha256:"))
        .map(ran -> ran.substring(ran.indexOf('@') + 1))
        .findFirst();
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    throw new UnsupportedOperationException("a tag is pushed, not made here");
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    throw new UnsupportedOperationException("a tag is pushed, not changed here");
  }

  @Override
  public void delete(Scope scope, Live live) {
    throw new UnsupportedOperationException("a tag is not deleted here");
  }
}
