package steadystate.sandbox.s3;

/**
 * One version of an object, or a marker that says it was deleted.
 *
 * @param id {@code null} as text where the bucket keeps no versions
 */
record StoredVersion(String bucket, String key, String id, boolean marker) {
  String row() {
    return bucket + "\n" + key + "\n" + id;
  }
}
