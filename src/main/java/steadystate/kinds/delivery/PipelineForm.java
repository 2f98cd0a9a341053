package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Candidate.Names;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A living pipeline and its CodeBuild project in the short words of an entry. */
final class PipelineForm {
  private static final String BUILD_STAGE = "Build";
  private static final String DEPLOY_STAGE = "Deploy";
  private static final String SOURCE_STAGE = "Source";

  /** What short words look for, stage by stage. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          SOURCE_STAGE, "CodeStarSourceConnection",
          BUILD_STAGE, "CodeBuild",
          DEPLOY_STAGE, "ECS");

  private static final Set<String> STORES = Set.of("PARAMETER_STORE", "SECRETS_MANAGER");

  private final Entries model;
  private final Names names;
  private final Map<String, Entries> actions = new LinkedHashMap<>();
  private final Map<String, Value> out = new LinkedHashMap<>();

  private PipelineForm(Entries model, Names names) {
    this.model = model;
    this.names = names;
  }

  /**
   * The entry.
   *
   * @return empty where stages, actions or names are others than those that short words make
   */
  static Optional<Entries> of(Entries model, Optional<Entries> project, Names names) {
    PipelineForm form = new PipelineForm(model, names);
    if (!form.fits(project)) {
      return Optional.empty();
    }
    form.source();
    project.filter(found -> form.actions.containsKey(BUILD_STAGE)).ifPresent(form::build);
    form.deploy();
    form.rest();
    return Optional.of(Value.entries(form.out));
  }

  private boolean fits(Optional<Entries> project) {
    for (Value stage : model.list(PipelineShape.STAGES)) {
      String name = ((Entries) stage).text(PipelineShape.NAME).orElse("");
      List<Value> all = ((Entries) stage).list(PipelineShape.ACTIONS);
      if (all.size() != 1 || !(all.getFirst() instanceof Entries action)) {
        return false;
      }
      Optional<String> provider = action.map("actionTypeId").flatMap(type -> type.text("provider"));
      boolean ours =
          Optional.ofNullable(PROVIDERS.get(name)).equals(provider)
              && action.text(PipelineShape.NAME).equals(Optional.of(name));
      if (!ours) {
        return false;
      }
      actions.put(name, action);
    }
    boolean built = actions.containsKey(BUILD_STAGE);
    Optional<String> named = settings(BUILD_STAGE).text("ProjectName");
    return actions.containsKey(SOURCE_STAGE)
        && built
        && project.isPresent()
        && named.equals(model.text(PipelineShape.NAME));
  }

  private Entries settings(String stage) {
    return actions
        .getOrDefault(stage, Entries.EMPTY)
        .map(PipelineShape.CONFIGURATION)
        .orElse(Entries.EMPTY);
  }

  private void source() {
    Entries settings = settings(SOURCE_STAGE);
    Map<String, Value> source = new LinkedHashMap<>();
    settings.get("ConnectionArn").ifPresent(arn -> source.put("connection", arn));
    settings.get("FullRepositoryId").ifPresent(id -> source.put("repository", id));
    settings.get("BranchName").ifPresent(branch -> source.put("branch", branch));
    settings
        .text("DetectChanges")
        .ifPresent(text -> source.put("detectChanges", Value.flag(Boolean.parseBoolean(text))));
    pushes().ifPresent(filter -> source.put("triggers", filter));
    out.put(PipelineDraft.SOURCE, Value.entries(source));
  }

  /** The one filter of a lone trigger of the source. */
  private Optional<Value> pushes() {
    List<Value> triggers = model.list("triggers");
    if (triggers.size() != 1 || !(triggers.getFirst() instanceof Entries trigger)) {
      return Optional.empty();
    }
    Entries git = trigger.map("gitConfiguration").orElse(Entries.EMPTY);
    List<Value> pushes = git.list("push");
    boolean plain =
        pushes.size() == 1
            && git.without("push", "sourceActionName").entries().values().stream()
                .allMatch(PipelineForm::isEmpty)
            && git.text("sourceActionName").filter(SOURCE_STAGE::equals).isPresent();
    return plain ? Optional.of(pushes.getFirst()) : Optional.empty();
  }

  private static boolean isEmpty(Value value) {
    return value instanceof Value.Items items && items.items().isEmpty();
  }

  private void build(Entries project) {
    Map<String, Value> build = new LinkedHashMap<>();
    project
        .map("source")
        .flatMap(source -> source.get("buildspec"))
        .ifPresent(text -> build.put("buildspec", text));
    Entries environment = project.map("environment").orElse(Entries.EMPTY);
    for (String same : List.of("image", "type", "computeType")) {
      environment.get(same).ifPresent(value -> build.put(same, value));
    }
    environment.get("privilegedMode").ifPresent(on -> build.put("privileged", on));
    variables(environment, build);
    for (String same : List.of("cache", "timeoutInMinutes")) {
      project.get(same).ifPresent(value -> build.put(same, value));
    }
    Entries further =
        project.without("name", "source", "artifacts", "environment", "cache", "timeoutInMinutes");
    Entries place =
        environment.without(
            "image", "type", "computeType", "privilegedMode", "environmentVariables");
    // AWS's own key, which every project has that names no other.
    boolean usual = further.text("encryptionKey").orElse("").endsWith(":alias/aws/s3");
    further = withLogGroup(usual ? further.without("encryptionKey") : further);
    build.put("project", place.entries().isEmpty() ? further : further.with("environment", place));
    out.put(PipelineDraft.BUILD, Value.entries(build));
  }

  private static void variables(Entries environment, Map<String, Value> build) {
    Map<String, Value> plain = new LinkedHashMap<>();
    Map<String, Value> secret = new LinkedHashMap<>();
    environment
        .map("environmentVariables")
        .orElse(Entries.EMPTY)
        .entries()
        .forEach((name, variable) -> {
          boolean stored = ((Entries) variable).text("type").filter(STORES::contains).isPresent();
          ((Entries) variable)
              .get("value")
              .ifPresent(value -> (stored ? secret : plain).put(name, value));
        });
    if (!plain.isEmpty()) {
      build.put("environment", Value.entries(plain));
    }
    if (!secret.isEmpty()) {
      build.put("secrets", Value.entries(secret));
    }
  }

  /** With the log group of the spec by its key. */
  private Entries withLogGroup(Entries project) {
    Optional<Entries> logs = project.map("logsConfig");
    Optional<Entries> watch = logs.flatMap(l -> l.map("cloudWatchLogs"));
    Optional<ResourceId> group =
        watch.flatMap(w -> w.text("groupName")).flatMap(name -> names.of("logGroup", name));
    return group.isEmpty()
        ? project
        : project.with(
            "logsConfig",
            logs.get()
                .with(
                    "cloudWatchLogs",
                    watch.get().with("groupName", Value.reference(group.get(), "name"))));
  }

  private void deploy() {
    if (!actions.containsKey(DEPLOY_STAGE)) {
      return;
    }
    Entries settings = settings(DEPLOY_STAGE);
    Map<String, Value> deploy = new LinkedHashMap<>();
    settings.get("ServiceName").ifPresent(name -> deploy.put("service", name));
    settings.get("ClusterName").ifPresent(name -> deploy.put("cluster", name));
    given("CONTAINER_NAME").ifPresent(name -> deploy.put("container", name));
    given("REPOSITORY_URI").ifPresent(uri -> deploy.put("repository", uri));
    settings.get("FileName").ifPresent(file -> deploy.put("imageDefinitions", file));
    settings
        .text("DeploymentTimeout")
        .ifPresent(minutes -> deploy.put("timeout", Value.text(minutes + "m")));
    out.put(PipelineDraft.DEPLOY, Value.entries(deploy));
  }

  /** What a deployment gives the build follows from it, and is not written there. */
  private Optional<Value> given(String variable) {
    if (!(out.get(PipelineDraft.BUILD) instanceof Entries build)
        || !(build.get("environment").orElse(build) instanceof Entries variables)) {
      return Optional.empty();
    }
    Optional<Value> value = variables.get(variable);
    if (value.isPresent()) {
      Entries left = variables.without(variable);
      out.put(
          PipelineDraft.BUILD,
          left.entries().isEmpty()
              ? build.without("environment")
              : build.with("environment", left));
    }
    return value;
  }

  private void rest() {
    boolean pushes =
        ((Entries) out.getOrDefault(PipelineDraft.SOURCE, Entries.EMPTY)).has("triggers");
    Entries further = model.without(PipelineShape.NAME, PipelineShape.STAGES, "artifactStore");
    further = pushes ? further.without("triggers") : further;
    Entries store = model.map("artifactStore").orElse(Entries.EMPTY);
    boolean plain = store.without("type", "location").entries().isEmpty();
    if (plain) {
      store.get("location").ifPresent(bucket -> out.put(PipelineDraft.ARTIFACTS, bucket));
    } else {
      out.put("artifactStore", store);
    }
    further.entries().forEach(out::putIfAbsent);
  }
}
