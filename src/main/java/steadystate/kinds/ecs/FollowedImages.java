package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Part;

/**
 * The images of a service whose tags are followed: {@code imagePolicy: {follow: tag}}. A container
 * runs the image by its digest, and the digest is looked up at every pass.
 */
final class FollowedImages {
  private static final Pattern MANAGED = Pattern.compile("repository/([^:@]+)(?::([^:@/]+))?");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "((\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+))(?::([^:@/]+))?");

  private final ServiceDraft draft;
  private final List<Declared> declared = new ArrayList<>();

  FollowedImages(ServiceDraft draft) {
    this.draft = draft;
  }

  List<Declared> declared() {
    return declared;
  }

  /**
   * What the container shall run; empty where the image is taken as written, as one of another
   * registry or region always is.
   */
  Optional<Value> of(String container, Value.Text image) {
    if (!draft.map("imagePolicy").text("follow").orElse("pinned").equals("tag")) {
      return Optional.empty();
    }
    Matcher managed = MANAGED.matcher(image.text());
    if (managed.matches()) {
      return managed(container, managed, image);
    }
    Matcher elsewhere = ELSEWHERE.matcher(image.text());
    if (elsewhere.matches() && elsewhere.group(3).equals(draft.blueprint().region())) {
      return Optional.of(
          followed(
              container,
              new Part.Literal(elsewhere.group(1)),
              elsewhere.group(2),
              elsewhere.group(4),
              tag(elsewhere.group(5)),
              image));
    }
    return Optional.empty();
  }

  /** Empty for a repository that is not there, which is told elsewhere. */
  private Optional<Value> managed(String container, Matcher written, Value.Text image) {
    Optional<Section.Entry> repository =
        Optional.ofNullable(draft.blueprint().entries("repositories").get(written.group(1)));
    return repository.map(entry -> {
      ResourceId id = new ResourceId("repository", written.group(1));
      String account = draft.blueprint().account();
      Part uri = new Part.Attribute(id, "uri");
      return followed(container, uri, account, entry.name(), tag(written.group(2)), image);
    });
  }

  /** Without a tag the one that Docker takes. */
  private static String tag(@org.jspecify.annotations.Nullable String written) {
    return written == null ? "latest" : written;
  }

  private Value followed(
      String container, Part uri, String account, String name, String tag, Value.Text image) {
    ResourceId id = new ResourceId(FollowedImageKind.NAME, draft.key() + "/" + container);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(FollowedImageKind.REGISTRY, Value.text(account));
    model.put(FollowedImageKind.REPOSITORY, Value.text(name));
    model.put(FollowedImageKind.TAG, Value.text(tag));
    model.put(FollowedImageKind.CLUSTER, Value.text(new ServiceWish(draft).cluster().toString()));
    model.put(FollowedImageKind.SERVICE, Value.text(draft.name().toString()));
    model.put(FollowedImageKind.CONTAINER, Value.text(container));
    declared.add(
        new Declared(
            id,
            new Value.Entries(model, image.origin()),
            image.origin().at().orElse(draft.entry().at())));
    Origin origin =
        image
            .origin()
            .because(
                image.origin().because(),
                "the tag " + tag + " now is ${" + References.CONTENT + "}");
    return new Value.Template(
        List.of(uri, new Part.Literal("@"), new Part.Attribute(id, References.CONTENT)), origin);
  }
}
