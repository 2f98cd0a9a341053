package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Arns;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Overlay;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * A CodePipeline pipeline. Every update makes a new version of it; a run that is under way goes on
 * by the old one.
 */
public final class PipelineKind implements Kind {
  public static final String NAME = "pipeline";

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return PipelineShape.MODEL;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    PipelineReads reads = new PipelineReads(scope);
    Map<String, Map<String, String>> tagged = TaggedResources.of(scope);
    List<Live> found = new ArrayList<>();
    for (PipelineSummary pipeline : reads.all()) {
      String arn = arn(scope, pipeline.name());
      boolean concerns =
          tagged.containsKey(arn)
              || pipeline.name().startsWith(scope.environment() + "-")
              || wanted.stream().anyMatch(declared -> isNamed(declared, pipeline.name()));
      if (concerns) {
        Map<String, String> tags = believed.of(scope, arn, () -> reads.tags(arn));
        Whose.id(scope, NAME, tags, wanted, declared -> isNamed(declared, pipeline.name()))
            .flatMap(id -> reads.version(pipeline).map(v -> live(scope, id, v, tags, wanted)))
            .ifPresent(live -> found.add(withNews(reads, live)));
      }
    }
    return new Observation(found);
  }

  private static boolean isNamed(Declared declared, String name) {
    return declared.model().text(PipelineShape.NAME).filter(name::equals).isPresent();
  }

  private static String arn(Scope scope, String name) {
    return Arns.of(scope, "codepipeline", name);
  }

  private static Live live(
      Scope scope,
      ResourceId id,
      GetPipelineResponse version,
      Map<String, String> tags,
      List<Declared> wanted) {
    Entries told = PipelineShape.live(version.pipeline());
    Optional<Entries> wish =
        wanted.stream().filter(w -> w.id().equals(id)).map(Declared::model).findFirst();
    String name = version.pipeline().name();
    return new Live(
        id,
        arn(scope, name),
        PipelineSecrets.comparable(told, wish, tags),
        tags,
        PipelineSecrets.remembered(attributes(scope, name), told),
        Health.READY,
        Optional.ofNullable(version.metadata()).map(m -> m.created()),
        Map.of());
  }

  private static Live withNews(PipelineReads reads, Live live) {
    return reads.news(live.attributes().require("name")).map(live::news).orElse(live);
  }

  private static Attributes attributes(Scope scope, String name) {
    return Attributes.of("arn", arn(scope, name)).with("name", name);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text(PipelineShape.NAME);
    PipelineDeclaration declaration = PipelineShape.declaration(wish.model());
    CreatePipelineRequest request =
        CreatePipelineRequest.builder()
            .pipeline(declaration)
            .tags(tags(withSecrets(wish, wish.tags())))
            .build();
    believed.written(arn(scope, name));
    try {
      RoleDelay.bridged(() -> scope.client(CodePipelineClient.class).createPipeline(request));
    } catch (FailureException e) {
      if (e.is("PipelineNameInUseException")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e);
      }
      throw e;
    }
    return attributes(scope, name);
  }

  private static Map<String, String> withSecrets(Wish wish, Map<String, String> tags) {
    Map<String, String> all = new HashMap<>(tags);
    PipelineSecrets.hash(wish.declared().model()).ifPresent(h -> all.put(PipelineSecrets.TAG, h));
    return all;
  }

  /** AWS takes the whole pipeline or nothing, so what nobody wrote goes as it lives. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Entries whole = Overlay.of(PipelineShape.MODEL, live.model(), wish.model());
    Entries sent = fitting(whole, wish.model());
    PipelineSecrets.check(live.attributes(), sent);
    PipelineDeclaration declaration = PipelineShape.declaration(sent);
    CodePipelineClient client = scope.client(CodePipelineClient.class);
    RoleDelay.bridged(() -> client.updatePipeline(r -> r.pipeline(declaration)));
    PipelineSecrets.hash(wish.declared().model())
        .filter(hash -> !hash.equals(live.tags().get(PipelineSecrets.TAG)))
        .ifPresent(hash -> tag(scope, live, Map.of(PipelineSecrets.TAG, hash), Set.of()));
  }

  /** One artifact store, or one for each region: AWS refuses both. */
  private static Entries fitting(Entries whole, Entries wish) {
    if (wish.has("artifactStore")) {
      return whole.without("artifactStores");
    }
    return wish.has("artifactStores") ? whole.without("artifactStore") : whole;
  }

  /** What is gone already is a success, AWS says so too. */
  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    scope.client(CodePipelineClient.class).deletePipeline(r -> r.name(name));
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    CodePipelineClient client = scope.client(CodePipelineClient.class);
    believed.written(live.arn());
    SdkTags.change(
        put,
        remove,
        () -> client.tagResource(r -> r.resourceArn(live.arn()).tags(tags(put))),
        () -> client.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
