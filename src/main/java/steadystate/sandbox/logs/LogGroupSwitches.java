package steadystate.sandbox.logs;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ValidationException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;

/** What a log group can change by a call for each: its key, and whether it may be deleted. */
final class LogGroupSwitches {
  private LogGroupSwitches() {}

  static AssociateKmsKeyResponse encrypt(Scene scene, AssociateKmsKeyRequest request) {
    LogGroup group = named(scene, request.logGroupName(), request.resourceIdentifier());
    put(scene, group.toBuilder().kmsKeyId(request.kmsKeyId()).build());
    return AssociateKmsKeyResponse.builder().build();
  }

  static DisassociateKmsKeyResponse decrypt(Scene scene, DisassociateKmsKeyRequest request) {
    LogGroup group = named(scene, request.logGroupName(), request.resourceIdentifier());
    put(scene, group.toBuilder().kmsKeyId(null).build());
    return DisassociateKmsKeyResponse.builder().build();
  }

  static PutLogGroupDeletionProtectionResponse protect(
      Scene scene, PutLogGroupDeletionProtectionRequest request) {
    LogGroup group = SandboxLogs.existing(scene, name(request.logGroupIdentifier()));
    boolean on = request.deletionProtectionEnabled();
    put(scene, group.toBuilder().deletionProtectionEnabled(on).build());
    return PutLogGroupDeletionProtectionResponse.builder().build();
  }

  /** A protected group refuses to go until the protection is off. */
  static void checkUnprotected(LogGroup group) {
    if (Boolean.TRUE.equals(group.deletionProtectionEnabled())) {
      throw Errors.of(
          ValidationException.builder(),
          "The log group has deletion protection enabled and cannot be deleted");
    }
  }

  private static LogGroup named(Scene scene, String name, String identifier) {
    return SandboxLogs.existing(scene, Optional.ofNullable(name).orElseGet(() -> name(identifier)));
  }

  /** Of a name or an ARN. */
  private static String name(String identifier) {
    return identifier.replaceFirst("^arn:.*:log-group:", "").replaceFirst(":\\*$", "");
  }

  private static void put(Scene scene, LogGroup group) {
    scene.table(SandboxLogs.GROUPS).put(group.logGroupName(), group);
  }
}
