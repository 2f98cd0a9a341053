package steadystate.sandbox.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** CloudWatch Logs, as far as log groups go. */
public final class SandboxLogs implements SandboxService {
  /** By name. Their tags are kept under the ARN without the star at its end. */
  static final Table<LogGroup> GROUPS = new Table<>("logs.groups");

  private static final Set<Integer> DAYS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  @Override
  public String prefix() {
    return "logs";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return CloudWatchLogsClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(CreateLogGroupRequest.class, SandboxLogs::create)
        .on(DescribeLogGroupsRequest.class, SandboxLogs::describe)
        .on(DeleteLogGroupRequest.class, SandboxLogs::delete)
        .on(PutRetentionPolicyRequest.class, SandboxLogs::keep)
        .on(DeleteRetentionPolicyRequest.class, SandboxLogs::keepForEver)
        .on(AssociateKmsKeyRequest.class, LogGroupSwitches::encrypt)
        .on(DisassociateKmsKeyRequest.class, LogGroupSwitches::decrypt)
        .on(PutLogGroupDeletionProtectionRequest.class, LogGroupSwitches::protect)
        .on(TagResourceRequest.class, SandboxLogs::tag)
        .on(UntagResourceRequest.class, SandboxLogs::untag)
        .on(ListTagsForResourceRequest.class, SandboxLogs::listTags);
  }

  private static CreateLogGroupResponse create(Scene scene, CreateLogGroupRequest request) {
    String name = request.logGroupName();
    if (name == null || !name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw invalid("Log group name must match [.\\-_/#A-Za-z0-9]+.");
    }
    if (scene.find(GROUPS, name).isPresent()) {
      throw Errors.of(
          ResourceAlreadyExistsException.builder(), "The specified log group already exists");
    }
    String arn = scene.arn("logs", "log-group:" + name);
    LogGroup group =
        Pojos.copy(request, LogGroup.builder())
            .arn(arn + ":*")
            .logGroupArn(arn)
            .creationTime(scene.now().toEpochMilli())
            .metricFilterCount(0)
            .storedBytes(0L)
            .logGroupClass(
                Optional.ofNullable(request.logGroupClass()).orElse(LogGroupClass.STANDARD))
            .build();
    scene.table(GROUPS).put(name, group);
    Tags.put(scene, arn, request.tags());
    return CreateLogGroupResponse.builder().build();
  }

  private static DescribeLogGroupsResponse describe(Scene scene, DescribeLogGroupsRequest request) {
    String prefix = request.logGroupNamePrefix();
    String part = request.logGroupNamePattern();
    List<String> asked = request.logGroupIdentifiers();
    if (prefix != null && part != null) {
      throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive.");
    }
    int limit = Optional.ofNullable(request.limit()).orElse(50);
    if (limit < 1 || limit > 50 || asked.size() > 50) {
      throw invalid("At most 50 log groups can be described at once.");
    }
    List<LogGroup> groups =
        scene.table(GROUPS).values().stream()
            .filter(group -> prefix == null || group.logGroupName().startsWith(prefix))
            .filter(group -> part == null || lower(group.logGroupName()).contains(lower(part)))
            .filter(group -> asked.isEmpty() || asked.stream().anyMatch(id -> named(group, id)))
            .sorted(Comparator.comparing(LogGroup::logGroupName))
            .toList();
    Page<LogGroup> page =
        Page.of(
            groups,
            request.nextToken(),
            limit,
            () -> invalid("The specified nextToken is invalid."));
    return DescribeLogGroupsResponse.builder()
        .logGroups(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteLogGroupResponse delete(Scene scene, DeleteLogGroupRequest request) {
    LogGroup gone = existing(scene, request.logGroupName());
    LogGroupSwitches.checkUnprotected(gone);
    scene.table(GROUPS).remove(gone.logGroupName());
    Tags.forget(scene, gone.logGroupArn());
    return DeleteLogGroupResponse.builder().build();
  }

  private static PutRetentionPolicyResponse keep(Scene scene, PutRetentionPolicyRequest request) {
    LogGroup group = existing(scene, request.logGroupName());
    if (!DAYS.contains(request.retentionInDays())) {
      throw invalid("Retention must be one of " + new ArrayList<>(DAYS).stream().sorted().toList());
    }
    LogGroup changed = group.toBuilder().retentionInDays(request.retentionInDays()).build();
    scene.table(GROUPS).put(group.logGroupName(), changed);
    return PutRetentionPolicyResponse.builder().build();
  }

  private static DeleteRetentionPolicyResponse keepForEver(
      Scene scene, DeleteRetentionPolicyRequest request) {
    LogGroup group = existing(scene, request.logGroupName());
    scene.table(GROUPS).put(group.logGroupName(), group.toBuilder().retentionInDays(null).build());
    return DeleteRetentionPolicyResponse.builder().build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Tags.put(scene, tagged(scene, request.resourceArn()), request.tags());
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceArn()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(Tags.of(scene, tagged(scene, request.resourceArn())))
        .build();
  }

  private static String tagged(Scene scene, String arn) {
    String plain = arn.replaceAll(":\\*$", "");
    if (scene.find(Tags.TABLE, plain).isEmpty()) {
      throw notFound();
    }
    return plain;
  }

  static LogGroup existing(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(GROUPS, known))
        .orElseThrow(SandboxLogs::notFound);
  }

  private static boolean named(LogGroup group, String identifier) {
    return identifier.equals(group.logGroupName())
        || identifier.replaceAll(":\\*$", "").equals(group.logGroupArn());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static AwsServiceException notFound() {
    return Errors.of(
        ResourceNotFoundException.builder(), "The specified log group does not exist.");
  }

  private static AwsServiceException invalid(String message) {
    return Errors.of(InvalidParameterException.builder(), message);
  }
}
