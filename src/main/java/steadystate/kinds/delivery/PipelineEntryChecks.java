package steadystate.kinds.delivery;

import java.util.List;
import steadystate.kinds.delivery.PipelineShape.Place;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Mistakes in an entry that AWS would find late, or never. */
final class PipelineEntryChecks {
  private static final List<String> SHORT =
      List.of(PipelineDraft.SOURCE, PipelineDraft.BUILD, PipelineDraft.DEPLOY);

  private final PipelineDraft draft;

  PipelineEntryChecks(PipelineDraft draft) {
    this.draft = draft;
  }

  void run() {
    name();
    if (draft.written().has(PipelineShape.STAGES)) {
      full();
    } else {
      shortForm();
    }
    store();
    masks();
  }

  private void name() {
    if (!draft.entry().name().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
      draft.problem(
          "bad-name",
          draft.written(),
          draft.entry().named() ? "name" : "",
          draft.entry().name() + " is not a name that AWS takes for a pipeline and its build",
          "write name: letters, digits, _ and -, at most 100");
    }
  }

  private void full() {
    for (String word : SHORT) {
      draft
          .get(word)
          .ifPresent(value ->
              draft.problem(
                  "set-twice",
                  value,
                  word,
                  word + " stands beside stages, which say the whole",
                  "write source, build and deploy, or stages"));
    }
    if (!draft.written().has("roleArn")) {
      draft.problem(
          "missing-key",
          draft.written(),
          "roleArn",
          "what stages in full need cannot be told from them",
          "write roleArn: role/x, with a role that codepipeline.amazonaws.com may take");
    }
  }

  private void shortForm() {
    Entries source = draft.map(PipelineDraft.SOURCE);
    if (source.entries().isEmpty() || !draft.builds()) {
      draft.problem(
          "missing-key",
          draft.written(),
          source.entries().isEmpty() ? PipelineDraft.SOURCE : PipelineDraft.BUILD,
          "a pipeline has at least two stages",
          "write source, and build or deploy; or stages in full");
    }
    if (!(source.get("triggers").orElse(Entries.EMPTY) instanceof Entries triggers)) {
      return;
    }
    if (!triggers.entries().isEmpty() && draft.written().has("triggers")) {
      draft.problem(
          "set-twice",
          triggers,
          "source.triggers",
          "source.triggers is also set as triggers",
          "write it in one of the two places");
    }
    if (triggers.has("tags") && (triggers.has("branches") || triggers.has("filePaths"))) {
      draft.problem(
          "not-together",
          triggers,
          "source.triggers.tags",
          "AWS takes tags, or branches and filePaths, in one filter",
          "keep one of them, or write two filters under triggers");
    }
    boolean old = draft.written().text("pipelineType").filter("V1"::equals).isPresent();
    if (old && !triggers.entries().isEmpty()) {
      draft.problem(
          "not-together",
          triggers,
          "source.triggers",
          "a pipeline of type V1 has no triggers",
          "leave pipelineType out");
    }
  }

  private void store() {
    boolean named = draft.map("artifactStore").has("location");
    draft
        .get(PipelineDraft.ARTIFACTS)
        .filter(artifacts -> named || draft.written().has("artifactStores"))
        .ifPresent(artifacts ->
            draft.problem(
                "set-twice",
                artifacts,
                PipelineDraft.ARTIFACTS,
                "artifacts is also set by AWS's own words",
                "write it in one of the two places"));
  }

  /** Copied from what AWS or another tool shows, stars would take the place of the token. */
  private void masks() {
    PipelineShape.settings(draft.written())
        .forEach((Place place, String value) -> {
          if (PipelineSecrets.isMask(value)) {
            draft.problem(
                "masked-token",
                Value.text("").from(draft.written().origin()),
                place.toString(),
                "this is what is shown in the place of a token, not the token",
                "write a variable, such as ${githubToken} given with --var, or use a connection");
          }
        });
  }
}
