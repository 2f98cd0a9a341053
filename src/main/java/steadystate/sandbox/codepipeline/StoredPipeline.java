package steadystate.sandbox.codepipeline;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * A pipeline as CodePipeline keeps it, with the tokens that it never tells.
 *
 * @param declaration with its version
 */
record StoredPipeline(PipelineDeclaration declaration, Instant created, Instant updated) {
  private static final String STARS = "****";

  /** What answers show. */
  PipelineDeclaration shown() {
    List<StageDeclaration> stages =
        declaration.stages().stream()
            .map(stage ->
                stage.toBuilder()
                    .actions(stage.actions().stream().map(StoredPipeline::shown).toList())
                    .build())
            .toList();
    return declaration.toBuilder().stages(stages).build();
  }

  private static ActionDeclaration shown(ActionDeclaration action) {
    Map<String, String> settings = new LinkedHashMap<>(action.configuration());
    if (action.actionTypeId().owner() != ActionOwner.AWS) {
      settings.replaceAll((key, value) -> key.endsWith("Token") ? STARS : value);
    }
    return action.toBuilder().configuration(settings).build();
  }
}
