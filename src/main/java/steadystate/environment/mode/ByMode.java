package steadystate.environment.mode;

import java.util.Map;
import java.util.Optional;
import steadystate.environment.reading.SpecBody;
import steadystate.resource.Because;
import steadystate.resource.Origin;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/**
 * Values that cost-save made. Each says so, and points at what was written there, else at the word
 * {@code cost-save} itself.
 *
 * @param at where the mode is written
 */
record ByMode(Optional<SourceSpan> at) {
  static final String REASON = "mode: cost-save";

  static ByMode of(SpecBody body) {
    return new ByMode(body.values().get("mode").flatMap(mode -> mode.origin().at()));
  }

  Origin origin() {
    return new Origin(Because.MODE, at, REASON);
  }

  /** In the place of what was written. */
  Origin insteadOf(Optional<Value> written) {
    return written
        .map(Value::origin)
        .filter(origin -> origin.at().isPresent())
        .map(origin -> origin.because(Because.MODE, REASON))
        .orElse(origin());
  }

  /** One member changed, or made where nobody wrote it. */
  Value.Entries set(Value.Entries entry, String member, Value value) {
    return entry.with(member, value.from(insteadOf(entry.get(member))));
  }

  Value.Entries entries(Map<String, ? extends Value> members) {
    return new Value.Entries(members, origin());
  }

  Value text(String text) {
    return Value.text(text).from(origin());
  }
}
