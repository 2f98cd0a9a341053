package steadystate.sandbox.ecr;

import java.time.Instant;
import java.util.List;

/**
 * One image in a repository.
 *
 * @param digest {@code sha256:} and 64 hex digits
 * @param tags those that point at it now; a tag moves when it is pushed again
 */
record StoredImage(
    String repository,
    String digest,
    List<String> tags,
    String manifest,
    String mediaType,
    Instant pushedAt) {
  StoredImage {
    tags = List.copyOf(tags);
  }

  String key() {
    return key(repository, digest);
  }

  static String key(String repository, String digest) {
    return repository + "@" + digest;
  }

  StoredImage tags(List<String> others) {
    return new StoredImage(repository, digest, others, manifest, mediaType, pushedAt);
  }
}
