package steadystate.kinds.delivery;

import java.util.List;
import steadystate.resource.Declared;
import steadystate.resource.Value;

/** The bucket for what stages hand on. */
final class ArtifactBucket {
  private ArtifactBucket() {}

  /** The name of the bucket that is written. */
  static Value of(PipelineDraft draft, List<Declared> made) {
    return draft
        .get(PipelineDraft.ARTIFACTS)
        .or(() -> draft.map("artifactStore").get("location"))
        .orElseGet(() -> {
          if (!draft.written().has("artifactStores")) {
            draft.problem(
                "missing-key",
                draft.written(),
                PipelineDraft.ARTIFACTS,
                "stages hand on their work in a bucket",
                "write artifacts: the name of a bucket");
          }
          return Value.text("");
        });
  }
}
