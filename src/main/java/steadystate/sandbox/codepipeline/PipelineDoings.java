package steadystate.sandbox.codepipeline;

import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import steadystate.sandbox.Sandbox;

/** What happens inside of CodePipeline, and what it knows and never tells. */
public final class PipelineDoings {
  private final Sandbox sandbox;
  private final String region;

  public PipelineDoings(Sandbox sandbox, String region) {
    this.sandbox = sandbox;
    this.region = region;
  }

  /** The newest run of a pipeline ends badly. */
  public void fail(String pipeline, String why) {
    sandbox.inside(
        region,
        scene -> {
          PipelineRuns.fail(scene, pipeline, why);
          return true;
        });
  }

  /** A setting of an action as it is kept, tokens too. */
  public Optional<String> setting(String pipeline, String action, String key) {
    return sandbox.inside(
        region,
        scene ->
            SandboxCodePipeline.existing(scene, pipeline).declaration().stages().stream()
                .flatMap(stage -> stage.actions().stream())
                .filter(one -> one.name().equals(action))
                .map(ActionDeclaration::configuration)
                .flatMap(settings -> Optional.ofNullable(settings.get(key)).stream())
                .findFirst());
  }
}
