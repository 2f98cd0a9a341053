package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import steadystate.resource.Blueprint;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Which pipelines put images into which services: from then on the image is theirs. */
public final class Deploys {
  private static final Set<String> PROVIDERS = Set.of("ECS", "CodeDeployToECS");

  private Deploys() {}

  /**
   * The containers of a service whose image a pipeline of the environment deploys, and which one.
   *
   * @param service the service's id
   * @param name its AWS name
   */
  public static Map<String, ResourceId> images(
      ResourceId service, String name, Blueprint blueprint) {
    Map<String, ResourceId> byContainer = new LinkedHashMap<>();
    blueprint
        .entries("pipelines")
        .values()
        .forEach(pipeline -> {
          ResourceId id = pipeline.id(PipelineKind.NAME);
          pipeline
              .value()
              .get(PipelineDraft.DEPLOY)
              .filter(Entries.class::isInstance)
              .map(Entries.class::cast)
              .filter(deploy -> is(deploy.get("service").orElse(deploy), service, name))
              .ifPresent(deploy -> byContainer.put(container(deploy).toString(), id));
          if (deploysInStages(pipeline, service, name)) {
            byContainer.put(service.key(), id);
          }
        });
    return byContainer;
  }

  private static boolean deploysInStages(Section.Entry pipeline, ResourceId service, String name) {
    return pipeline.value().list(PipelineShape.STAGES).stream()
        .flatMap(stage -> ((Entries) stage).list(PipelineShape.ACTIONS).stream())
        .map(Entries.class::cast)
        .filter(action ->
            action
                .map("actionTypeId")
                .flatMap(type -> type.text("provider"))
                .filter(PROVIDERS::contains)
                .isPresent())
        .flatMap(action -> action.map(PipelineShape.CONFIGURATION).stream())
        .flatMap(settings -> settings.get("ServiceName").stream())
        .anyMatch(value -> is(value, service, name));
  }

  private static boolean is(Value value, ResourceId service, String name) {
    return PipelineDraft.named(value, service.kind())
        .map(service::equals)
        .orElse(value.toString().equals(name));
  }

  /** A service's own container has its key as a name. */
  static Value container(Entries deploy) {
    return deploy
        .get("container")
        .or(() ->
            deploy
                .get("service")
                .map(service ->
                    PipelineDraft.named(service, "service")
                        .<Value>map(id -> Value.text(id.key()))
                        .orElse(service)))
        .orElse(Value.text(""));
  }
}
