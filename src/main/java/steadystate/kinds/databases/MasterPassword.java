package steadystate.kinds.databases;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.resource.Owner;
import steadystate.resource.Scope;

/**
 * A master password that is kept in Secrets Manager or Parameter Store. Looking compares versions
 * and never reads the password; only a call that sets it does.
 *
 * @param source the ARN as written; a Secrets Manager ARN may end in {@code :key::} for one key of
 *     a JSON secret
 */
record MasterPassword(String source) {
  /** Remembers the version that was set last. */
  static final String TAG = Owner.PREFIX + "password-version";

  /** What AWS was given, and which version that is; never printed. */
  record Read(String value, String version) {
    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  static boolean isSource(String text) {
    return text.matches("arn:[^:]+:secretsmanager:[^:]+:\\d{12}:secret:.+")
        || text.matches("arn:[^:]+:ssm:[^:]+:\\d{12}:parameter/.+");
  }

  private boolean isParameter() {
    return source.split(":", 4)[2].equals("ssm");
  }

  /** {@code arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME} without a key at its end. */
  private String secret() {
    String[] parts = source.split(":", -1);
    return String.join(":", java.util.Arrays.copyOf(parts, Math.min(7, parts.length)));
  }

  private Optional<String> key() {
    String[] parts = source.split(":", -1);
    return parts.length > 7 && !parts[7].isEmpty() ? Optional.of(parts[7]) : Optional.empty();
  }

  /** The form in which a look shows what the database has: the source, when it is up to date. */
  String seen(Scope scope, Map<String, String> tags) {
    return version(scope).equals(tags.get(TAG)) ? source : "another version of " + source;
  }

  /** The version that counts now; nothing secret is read. */
  private String version(Scope scope) {
    return scope.once(
        "version of " + source, () -> isParameter() ? parameter(scope) : stage(scope));
  }

  private String parameter(Scope scope) {
    return String.valueOf(
        scope
            .client(SsmClient.class)
            .getParameter(r -> r.name(source).withDecryption(false))
            .parameter()
            .version());
  }

  private String stage(Scope scope) {
    Map<String, java.util.List<String>> stages =
        scope
            .client(SecretsManagerClient.class)
            .describeSecret(r -> r.secretId(secret()))
            .versionIdsToStages();
    return stages.entrySet().stream()
        .filter(version -> version.getValue().contains("AWSCURRENT"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("none");
  }

  /** The password itself, for the one call that sets it. */
  Read read(Scope scope) {
    if (isParameter()) {
      var held =
          scope
              .client(SsmClient.class)
              .getParameter(r -> r.name(source).withDecryption(true))
              .parameter();
      return new Read(held.value(), String.valueOf(held.version()));
    }
    var held = scope.client(SecretsManagerClient.class).getSecretValue(r -> r.secretId(secret()));
    return new Read(picked(held.secretString()), held.versionId());
  }

  private String picked(String text) {
    if (key().isEmpty()) {
      return text;
    }
    return JsonNode.parser()
        .parse(text)
        .field(key().get())
        .map(JsonNode::text)
        .orElseThrow(() ->
            Rds.rejected("NoSuchKey", "the secret of " + source + " has no key " + key().get()));
  }
}
