package steadystate.kinds.delivery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Pipelines with their CodeBuild projects as {@code pipelines}: in the short words where they stand
 * for what lives, else by their stages.
 */
public final class PipelinesImporter implements Importer {
  private static final Entries NO_CACHE = Entries.EMPTY.with("type", Value.text("NO_CACHE"));
  private static final Entries NO_S3_LOGS =
      Entries.EMPTY
          .with("status", Value.text("DISABLED"))
          .with("encryptionDisabled", Value.flag(false));

  private static final String PULLS = "imagePullCredentialsType";

  @Override
  public String section() {
    return "pipelines";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        new PipelineReads(scope)
            .all().stream()
                .map(PipelineSummary::name)
                .map(name -> Entries.EMPTY.with(PipelineShape.NAME, Value.text(name)))
                .toList();
    return Probe.of(new PipelineKind(), scope, wishes).stream()
        .map(live -> candidate(scope, live))
        .toList();
  }

  private static Candidate candidate(Scope scope, Live live) {
    String name = live.attributes().require("name");
    Optional<Live> project = project(scope, name);
    Set<String> mentions = new LinkedHashSet<>(Probe.texts(live.model()));
    project.ifPresent(build -> mentions.addAll(Probe.texts(build.model())));
    bucket(live).ifPresent(bucket -> mentions.add("buckets/" + bucket));
    project.flatMap(PipelinesImporter::logs).ifPresent(group -> mentions.add("logGroups/" + group));
    return Candidate.of(live, name)
        .home(cluster(live.model()))
        .mentions(mentions)
        .entry(names -> PipelineForm.of(live.model(), project.map(Live::model), names))
        .or(names -> Optional.of(PipelineShape.inOrder(live.model())));
  }

  /** The project that short words would make, which has the pipeline's name. */
  private static Optional<Live> project(Scope scope, String name) {
    Entries wish = Entries.EMPTY.with("name", Value.text(name));
    return Probe.of(new BuildProjectKind(), scope, List.of(wish)).stream()
        .filter(live -> live.attributes().get("name").filter(name::equals).isPresent())
        .findFirst();
  }

  /** The cluster that it deploys to; empty for none. */
  private static String cluster(Entries model) {
    return model.list(PipelineShape.STAGES).stream()
        .flatMap(stage -> ((Entries) stage).list(PipelineShape.ACTIONS).stream())
        .flatMap(action -> ((Entries) action).map(PipelineShape.CONFIGURATION).stream())
        .flatMap(settings -> settings.text("ClusterName").stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> logs(Live project) {
    return project
        .model()
        .map("logsConfig")
        .flatMap(logs -> logs.map("cloudWatchLogs"))
        .flatMap(watch -> watch.text("groupName"));
  }

  private static Optional<String> bucket(Live live) {
    return live.model().map("artifactStore").flatMap(store -> store.text("location"));
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return switch (id.kind()) {
      case PipelineKind.NAME ->
          model
              .withDefault("executionMode", Value.text("SUPERSEDED"))
              .withDefault("pipelineType", Value.text("V1"));
      case BuildProjectKind.NAME ->
          model
              .withDefault("timeoutInMinutes", Value.number(60))
              .withDefault("queuedTimeoutInMinutes", Value.number(480))
              .withDefault("badgeEnabled", Value.flag(false))
              .withDefault("cache", NO_CACHE)
              .with("logsConfig", within(model, "logsConfig", "s3Logs", NO_S3_LOGS))
              .with("environment", within(model, "environment", PULLS, Value.text("CODEBUILD")));
      default -> model;
    };
  }

  private static Entries within(Entries model, String member, String name, Value usual) {
    return model.map(member).orElse(Entries.EMPTY).withDefault(name, usual);
  }

  /** The logs of builds, whose time is said beside the build. */
  @Override
  public Entries bringing(Entries entry, String kind, Entries model) {
    Optional<Value> days = model.get("retentionInDays").filter(d -> kind.equals("logGroup"));
    Optional<Entries> build = entry.map(PipelineDraft.BUILD);
    return days.isEmpty() || build.isEmpty()
        ? entry
        : entry.with(PipelineDraft.BUILD, build.get().with("logRetentionDays", days.get()));
  }

  @Override
  public Set<String> kept() {
    return Set.of("source");
  }
}
