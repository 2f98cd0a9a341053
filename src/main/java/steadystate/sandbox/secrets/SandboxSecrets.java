package steadystate.sandbox.secrets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** Secrets Manager: secrets with their current version. */
public final class SandboxSecrets implements SandboxService {
  /** By ARN. */
  private static final Table<Secret> SECRETS = new Table<>("secretsmanager.secrets");

  /** A secret; never printed. */
  private record Secret(String name, String arn, String version, String text) {
    @Override
    public String toString() {
      return arn;
    }
  }

  @Override
  public String prefix() {
    return "secretsmanager";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return SecretsManagerClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(CreateSecretRequest.class, SandboxSecrets::create)
        .on(PutSecretValueRequest.class, SandboxSecrets::put)
        .on(DescribeSecretRequest.class, SandboxSecrets::describe)
        .on(GetSecretValueRequest.class, SandboxSecrets::get);
  }

  /** AWS ends each ARN in a hyphen and six letters of its own. */
  private static CreateSecretResponse create(Scene scene, CreateSecretRequest request) {
    if (find(scene, request.name()).isPresent()) {
      throw Errors.of(
          ResourceExistsException.builder(),
          "The operation failed because the secret " + request.name() + " already exists.");
    }
    String arn = scene.arn("secretsmanager", "secret:" + request.name() + "-" + scene.hex(6));
    Secret secret = new Secret(request.name(), arn, scene.hex(32), request.secretString());
    scene.table(SECRETS).put(arn, secret);
    Tags.put(scene, arn, Map.of());
    return CreateSecretResponse.builder()
        .arn(arn)
        .name(request.name())
        .versionId(secret.version())
        .build();
  }

  private static PutSecretValueResponse put(Scene scene, PutSecretValueRequest request) {
    Secret before = existing(scene, request.secretId());
    Secret after = new Secret(before.name(), before.arn(), scene.hex(32), request.secretString());
    scene.table(SECRETS).put(after.arn(), after);
    return PutSecretValueResponse.builder()
        .arn(after.arn())
        .name(after.name())
        .versionId(after.version())
        .build();
  }

  private static DescribeSecretResponse describe(Scene scene, DescribeSecretRequest request) {
    Secret secret = existing(scene, request.secretId());
    return DescribeSecretResponse.builder()
        .arn(secret.arn())
        .name(secret.name())
        .versionIdsToStages(Map.of(secret.version(), List.of("AWSCURRENT")))
        .build();
  }

  private static GetSecretValueResponse get(Scene scene, GetSecretValueRequest request) {
    Secret secret = existing(scene, request.secretId());
    return GetSecretValueResponse.builder()
        .arn(secret.arn())
        .name(secret.name())
        .versionId(secret.version())
        .versionStages("AWSCURRENT")
        .secretString(secret.text())
        .build();
  }

  private static Secret existing(Scene scene, String id) {
    return find(scene, id)
        .orElseThrow(() ->
            Errors.of(
                ResourceNotFoundException.builder(),
                "Secrets Manager can't find the specified secret."));
  }

  private static Optional<Secret> find(Scene scene, String id) {
    return scene.table(SECRETS).values().stream()
        .filter(secret -> secret.arn().equals(id) || secret.name().equals(id))
        .findFirst();
  }
}
