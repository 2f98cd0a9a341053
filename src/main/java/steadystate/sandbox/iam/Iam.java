package steadystate.sandbox.iam;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows, names and errors that all of IAM's operations share. */
final class Iam {
  /** By name. */
  static final Table<IamRole> ROLES = new Table<>("iam.roles");

  /** By name, without tags. */
  static final Table<InstanceProfile> PROFILES = new Table<>("iam.instanceProfiles");

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Iam() {}

  static IamRole role(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(ROLES, known))
        .orElseThrow(() -> missing("The role with name " + name + " cannot be found."));
  }

  static InstanceProfile profile(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(PROFILES, known))
        .orElseThrow(() -> missing("Instance Profile " + name + " cannot be found."));
  }

  static void put(Scene scene, IamRole role) {
    scene.table(ROLES).put(role.role().roleName(), role);
  }

  /** IAM has no region in its ARNs. */
  static String arn(Scene scene, String type, String path, String name) {
    return "arn:aws:iam::" + scene.account().id() + ":" + type + path + name;
  }

  /** Documents come back as they were sent, URL-encoded by RFC 3986. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static List<Tag> tags(Scene scene, String arn) {
    return Tags.of(scene, arn, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static Map<String, String> map(List<Tag> tags) {
    return Tags.map(tags, Tag::key, Tag::value);
  }

  /**
   * What IAM looks at when a document is written: it is JSON, and its statements are statements.
   */
  static void check(@Nullable String document, String must, String mustNot) {
    JsonNode root;
    try {
      root = MAPPER.readTree(document == null ? "" : document);
    } catch (JacksonException e) {
      throw malformed("This policy contains invalid Json");
    }
    JsonNode statements = root.path("Statement");
    if (!root.isObject() || statements.isMissingNode()) {
      throw malformed("Syntax errors in policy.");
    }
    for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
      String effect = statement.path("Effect").asString("");
      boolean acts = statement.has("Action") ^ statement.has("NotAction");
      boolean sound = effect.equals("Allow") || effect.equals("Deny");
      if (!acts || !sound || statement.has(mustNot)) {
        throw malformed("Syntax errors in policy.");
      }
      if (!statement.has(must) && !statement.has("Not" + must)) {
        throw malformed(
            "Policy statement must contain " + must.toLowerCase(java.util.Locale.ROOT) + "s.");
      }
    }
  }

  static AwsServiceException missing(String message) {
    return Errors.of(NoSuchEntityException.builder(), "NoSuchEntity", 404, message);
  }

  static AwsServiceException exists(String message) {
    return Errors.of(EntityAlreadyExistsException.builder(), "EntityAlreadyExists", 409, message);
  }

  static AwsServiceException malformed(String message) {
    return Errors.of(
        MalformedPolicyDocumentException.builder(), "MalformedPolicyDocument", 400, message);
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(IamException.builder(), "ValidationError", 400, message);
  }
}
