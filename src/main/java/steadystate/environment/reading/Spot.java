package steadystate.environment.reading;

import steadystate.resource.Member;
import steadystate.yaml.Paths;
import steadystate.yaml.SourceSpan;

/**
 * Where a reader stands.
 *
 * @param path of the field
 * @param at the key that leads here; a missing key below is reported there
 * @param secret whether what stands here must not be repeated in a message
 * @param about what the field means; may be empty
 */
record Spot(String path, SourceSpan at, boolean secret, String about) {
  Spot(String path, SourceSpan at) {
    this(path, at, false, "");
  }

  Spot key(String key, SourceSpan keyAt) {
    return new Spot(Paths.key(path, key), keyAt, secret, about);
  }

  Spot member(String name, Member member, SourceSpan keyAt) {
    return new Spot(Paths.key(path, name), keyAt, secret || member.secret(), member.description());
  }

  Spot index(int index, SourceSpan itemAt) {
    return new Spot(Paths.index(path, index), itemAt, secret, about);
  }

  Spot hidden(boolean hide) {
    return new Spot(path, at, secret || hide, about);
  }

  /** What was written, where it may be shown. */
  String shown(String text) {
    return secret ? "(sensitive)" : Quoted.of(text);
  }
}
