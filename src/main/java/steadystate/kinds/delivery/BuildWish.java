package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.identity.RolesSection;
import steadystate.kinds.logs.LogGroupsSection;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The CodeBuild project of a pipeline, with its log group and its role. */
final class BuildWish {
  private static final String MORE = "-build";
  private static final Entries NOTHING = Entries.EMPTY;

  private final PipelineDraft draft;
  private final Entries written;
  private final Entries further;

  BuildWish(PipelineDraft draft) {
    this.draft = draft;
    this.written = draft.map(PipelineDraft.BUILD);
    this.further =
        written.get("project").orElse(NOTHING) instanceof Entries project ? project : NOTHING;
  }

  ResourceId id() {
    return draft.id(BuildProjectKind.NAME, "");
  }

  /** The project first, then what is made for it. */
  List<Declared> resources(Value bucket) {
    List<Declared> all = new ArrayList<>();
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("name", draft.name());
    model.put("source", source());
    model.put("artifacts", type("CODEPIPELINE"));
    model.put("environment", environment());
    for (String same : List.of("cache", "timeoutInMinutes")) {
      written.get(same).ifPresent(value -> model.put(same, value));
    }
    List<Declared> made = new ArrayList<>();
    model.putAll(logs(made));
    if (!further.has("serviceRole")) {
      model.put("serviceRole", Value.reference(draft.id("role", MORE), "arn"));
      role(bucket).ifPresent(made::add);
    }
    Entries own = new Entries(model, written.origin());
    Entries whole =
        new SetOnce(draft, "build.project").merged(own, BuildProjectShape.modelOf(further));
    all.add(new Declared(id(), whole, draft.entry().at()));
    all.addAll(made);
    return all;
  }

  private Entries source() {
    Value buildspec =
        written
            .get("buildspec")
            .orElse(
                Value.text(DefaultBuildspec.TEXT)
                    .from(Origin.byDefault("builds a Dockerfile and pushes it")));
    boolean nowhere = !written.has("buildspec") && repository().isEmpty();
    if (nowhere && !further.has("source")) {
      draft.problem(
          "missing-key",
          draft.written(),
          "deploy.repository",
          "the image has to be pushed somewhere",
          "write deploy: {repository: repository/x}, or a buildspec of your own");
    }
    return type("CODEPIPELINE").with("buildspec", buildspec);
  }

  private static Entries type(String type) {
    return Value.entries(Map.of("type", byDefault(type)));
  }

  private static Value byDefault(String text) {
    return Value.text(text).from(Origin.byDefault("a build for a pipeline"));
  }

  private Entries environment() {
    Entries out = new Entries(Map.of(), written.origin());
    out = out.with("type", written.get("type").orElse(byDefault("LINUX_CONTAINER")));
    out = out.with("image", written.get("image").orElse(byDefault("aws/codebuild/standard:7.0")));
    out =
        out.with(
            "computeType", written.get("computeType").orElse(byDefault("BUILD_GENERAL1_SMALL")));
    Value docker = Value.flag(true).from(Origin.byDefault("building an image needs Docker"));
    out = out.with("privilegedMode", written.get("privileged").orElse(docker));
    return out.with("environmentVariables", variables());
  }

  private Entries variables() {
    Map<String, Value> all = new LinkedHashMap<>();
    repository().ifPresent(uri -> all.put("REPOSITORY_URI", variable(uri, "PLAINTEXT")));
    if (draft.written().has(PipelineDraft.DEPLOY)) {
      all.put(
          "CONTAINER_NAME",
          variable(Deploys.container(draft.map(PipelineDraft.DEPLOY)), "PLAINTEXT"));
    }
    each("environment").forEach((name, value) -> all.put(name, variable(value, "PLAINTEXT")));
    each("secrets").forEach((name, value) -> all.put(name, variable(value, store(value))));
    return new Entries(all, written.origin());
  }

  private Map<String, Value> each(String member) {
    return written.get(member).orElse(NOTHING) instanceof Entries entries
        ? entries.entries()
        : Map.of();
  }

  private static Entries variable(Value value, String type) {
    return new Entries(Map.of("value", value), value.origin()).with("type", Value.text(type));
  }

  private static String store(Value secret) {
    return secret.toString().contains(":secretsmanager:") ? "SECRETS_MANAGER" : "PARAMETER_STORE";
  }

  private Optional<Value> repository() {
    return draft.map(PipelineDraft.DEPLOY).get("repository");
  }

  private Map<String, Value> logs(List<Declared> made) {
    if (further.has("logsConfig")) {
      return Map.of();
    }
    Value days =
        written
            .get("logRetentionDays")
            .orElse(Value.number(30).from(Origin.byDefault("logs of builds")));
    String group = draft.entry().key() + MORE;
    LogGroupsSection.ofService(group, draft.blueprint(), Optional.of(days), draft.entry().at())
        .ifPresent(made::add);
    Entries watch =
        Value.entries(
            Map.of(
                "status",
                byDefault("ENABLED"),
                "groupName",
                Value.reference(LogGroupsSection.id(group), "name")));
    return Map.of("logsConfig", Value.entries(Map.of("cloudWatchLogs", watch)));
  }

  private Optional<Declared> role(Value bucket) {
    return RolesSection.madeFor(
        draft.entry().key() + MORE,
        DeliveryPolicies.trust("codebuild.amazonaws.com"),
        DeliveryPolicies.ofBuild(draft, bucket, logGroup(), repository(), each("secrets").values()),
        "the least that " + id() + " needs",
        draft.blueprint(),
        draft.entry().at());
  }

  /** ARN of the log group that is made, or of the one that is written; empty where none is used. */
  private Optional<Value> logGroup() {
    if (!further.has("logsConfig")) {
      return Optional.of(Value.reference(LogGroupsSection.id(draft.entry().key() + MORE), "arn"));
    }
    return further
        .map("logsConfig")
        .flatMap(logs -> logs.map("cloudWatchLogs"))
        .filter(watch -> !watch.text("status").equals(Optional.of("DISABLED")))
        .flatMap(watch -> watch.get("groupName"))
        .map(group -> DeliveryPolicies.logGroup(draft, group));
  }
}
