package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.identity.RolesSection;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * {@code pipelines}: a CodePipeline pipeline from a connection over CodeBuild to an ECS service,
 * with what belongs to it: the build's project and log group, roles that may do just that, and a
 * bucket for what stages hand on. Or any pipeline, by {@code stages} in full.
 */
public final class PipelinesSection implements Section {
  private static final String MORE = "-pipeline";

  @Override
  public String key() {
    return "pipelines";
  }

  @Override
  public String kind() {
    return PipelineKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return PipelineEntryShape.of();
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    PipelineDraft draft = new PipelineDraft(entry, blueprint);
    new PipelineEntryChecks(draft).run();
    List<Declared> made = new ArrayList<>();
    Value bucket = ArtifactBucket.of(draft, made);
    boolean full = draft.written().has(PipelineShape.STAGES);
    BuildWish build = new BuildWish(draft);
    Optional<ResourceId> project =
        !full && draft.builds() ? Optional.of(build.id()) : Optional.empty();
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(PipelineShape.NAME, draft.name());
    model.put("pipelineType", Value.text("V2").from(Origin.byDefault("today's type")));
    for (String name : PipelineShape.WRITTEN.members().keySet()) {
      draft.get(name).ifPresent(value -> model.put(name, value));
    }
    if (!full) {
      StagesWish stages = new StagesWish(draft);
      model.put(PipelineShape.STAGES, stages.stages(project));
      stages.triggers().ifPresent(triggers -> model.putIfAbsent("triggers", triggers));
      project.ifPresent(id -> made.addAll(build.resources(bucket)));
    }
    if (!draft.written().has("artifactStores")) {
      model.put("artifactStore", store(draft, bucket));
    }
    if (!draft.written().has("roleArn")) {
      model.put("roleArn", Value.reference(draft.id("role", MORE), "arn"));
      role(draft, bucket, project).ifPresent(made::add);
    }
    Entries whole = new Entries(model, draft.written().origin());
    whole = whole.with(PipelineShape.STAGE_ORDER, PipelineShape.order(whole));
    List<Declared> all = new ArrayList<>();
    all.add(new Declared(entry.id(kind()), whole, entry.at()));
    all.addAll(made);
    return all;
  }

  private static Value store(PipelineDraft draft, Value bucket) {
    Entries written = draft.map("artifactStore");
    return written.withDefault("type", Value.text("S3")).withDefault("location", bucket);
  }

  private static Optional<Declared> role(
      PipelineDraft draft, Value bucket, Optional<ResourceId> project) {
    return RolesSection.madeFor(
        draft.entry().key() + MORE,
        DeliveryPolicies.trust("codepipeline.amazonaws.com"),
        DeliveryPolicies.ofPipeline(draft, bucket, project),
        "the least that " + draft.entry().id(PipelineKind.NAME) + " needs",
        draft.blueprint(),
        draft.entry().at());
  }
}
