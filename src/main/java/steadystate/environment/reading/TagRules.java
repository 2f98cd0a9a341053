package steadystate.environment.reading;

import java.util.Optional;
import steadystate.resource.Owner;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;

/** What AWS, and we, accept as tags: 128 letters for a key, 256 for a value, 50 in all. */
final class TagRules {
  private static final int KEY = 128;
  private static final int VALUE = 256;

  /** AWS's 50 less the ones that mark what is ours. */
  private static final int MOST = 45;

  private TagRules() {}

  static void check(Value.Entries tags, String path, Problems problems) {
    if (tags.entries().size() > MOST) {
      place(tags)
          .ifPresent(at ->
              problems.add(
                  new Problem("out-of-range", at, path, "more than 45 tags on one resource")));
    }
    tags.entries()
        .forEach((key, value) ->
            mistake(key, value.toString())
                .ifPresent(message ->
                    place(value)
                        .ifPresent(at ->
                            problems.add(
                                new Problem("bad-tag", at, Paths.key(path, key), message)))));
  }

  private static Optional<String> mistake(String key, String value) {
    if (Owner.isOurKey(key)) {
      return Optional.of("tags that start with `" + Owner.PREFIX + "` mark what belongs to us");
    }
    if (key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
      return Optional.of("AWS keeps tags that start with `aws:` for itself");
    }
    if (key.length() > KEY) {
      return Optional.of("a tag's key has at most 128 characters");
    }
    return value.length() > VALUE
        ? Optional.of("a tag's value has at most 256 characters")
        : Optional.empty();
  }

  private static Optional<SourceSpan> place(Value value) {
    return value.origin().at();
  }
}
