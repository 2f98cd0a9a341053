package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steadystate.kinds.storage.BucketsSection;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The bucket for what stages hand on. */
final class ArtifactBucket {
  private static final int LONGEST_NAME = 63;
  private static final String MORE = "-artifacts";

  private ArtifactBucket() {}

  /**
   * The name of the bucket that is written, or of one that is made: encrypted, kept for a month.
   */
  static Value of(PipelineDraft draft, List<Declared> made) {
    return draft
        .get(PipelineDraft.ARTIFACTS)
        .or(() -> draft.map("artifactStore").get("location"))
        .orElseGet(
            () -> draft.written().has("artifactStores") ? Value.text("*") : ownBucket(draft, made));
  }

  private static Value ownBucket(PipelineDraft draft, List<Declared> made) {
    ResourceId id = draft.id("bucket", MORE);
    if (!draft.blueprint().entries("buckets").containsKey(id.key())) {
      Section.Entry entry =
          new Section.Entry(id.key(), name(draft), false, content(), draft.entry().at());
      made.addAll(new BucketsSection().expand(entry, draft.blueprint()));
    }
    return Value.reference(id, "name").from(Origin.byDefault("made for the pipeline"));
  }

  /** A bucket's name is unique in all of AWS, and an account's number makes it so. */
  private static String name(PipelineDraft draft) {
    String end = MORE + "-" + draft.blueprint().account();
    String start = draft.entry().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return start.substring(0, Math.min(start.length(), LONGEST_NAME - end.length())) + end;
  }

  private static Entries content() {
    Origin origin = Origin.byDefault("made for the pipeline");
    Map<String, Value> rule = new LinkedHashMap<>();
    rule.put("id", Value.text("expire"));
    rule.put("expiration", Value.entries(Map.of("days", Value.number(30))));
    return new Entries(Map.of(), origin)
        .with("encryption", Value.text("AES256").from(origin))
        .with("lifecycle", Value.items(List.of(Value.entries(rule))).from(origin));
  }
}
