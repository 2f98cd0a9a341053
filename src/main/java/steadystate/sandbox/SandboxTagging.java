package steadystate.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.FailureInfo;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.InvalidParameterException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.UntagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.UntagResourcesResponse;

/** The Resource Groups Tagging API: everything in a region that has tags, of whatever service. */
final class SandboxTagging implements SandboxService {
  @Override
  public String prefix() {
    return "tag";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return ResourceGroupsTaggingApiClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(GetResourcesRequest.class, SandboxTagging::getResources)
        .on(TagResourcesRequest.class, SandboxTagging::tag)
        .on(UntagResourcesRequest.class, SandboxTagging::untag);
  }

  /** All filters must fit; of a filter's values one must, and without values the key is enough. */
  private static GetResourcesResponse getResources(Scene scene, GetResourcesRequest request) {
    check(request);
    List<ResourceTagMapping> found =
        scene.table(Tags.TABLE).entrySet().stream()
            .filter(row -> !row.getValue().isEmpty())
            .filter(row -> fits(row.getKey(), row.getValue(), request))
            .map(row -> mapping(row.getKey(), row.getValue()))
            .toList();
    int size = Optional.ofNullable(request.resourcesPerPage()).orElse(50);
    // An empty text is as good as no token, and is what the last page carries.
    String token = request.paginationToken();
    Page<ResourceTagMapping> page =
        Page.of(
            found,
            token == null || token.isEmpty() ? null : token,
            size,
            () -> invalid("Invalid pagination token"));
    return GetResourcesResponse.builder()
        .resourceTagMappingList(page.items())
        .paginationToken(Objects.requireNonNullElse(page.nextToken(), ""))
        .build();
  }

  private static void check(GetResourcesRequest request) {
    boolean filtered = !request.tagFilters().isEmpty() || !request.resourceTypeFilters().isEmpty();
    if (!request.resourceARNList().isEmpty() && filtered) {
      throw invalid("ResourceARNList can not be combined with other filters.");
    }
    if (request.resourceARNList().size() > 100 || request.tagFilters().size() > 50) {
      throw invalid("At most 100 ARNs and 50 tag filters may be given.");
    }
    Integer size = request.resourcesPerPage();
    if (size != null && (size < 1 || size > 100)) {
      throw invalid("ResourcesPerPage must be between 1 and 100.");
    }
  }

  private static boolean fits(String arn, Map<String, String> tags, GetResourcesRequest request) {
    List<String> arns = request.resourceARNList();
    List<String> types = request.resourceTypeFilters();
    return (arns.isEmpty() || arns.contains(arn))
        && (types.isEmpty() || types.stream().anyMatch(type -> isOf(arn, type)))
        && request.tagFilters().stream().allMatch(filter -> fits(tags, filter));
  }

  private static boolean fits(Map<String, String> tags, TagFilter filter) {
    String value = tags.get(filter.key());
    return value != null && (filter.values().isEmpty() || filter.values().contains(value));
  }

  /** A type is a service, or a service and the first word of the resource: {@code ecs:service}. */
  private static boolean isOf(String arn, String type) {
    String[] parts = arn.split(":", 6);
    String kind = parts[5].split("[/:]", 2)[0];
    return type.equals(parts[2]) || type.equals(parts[2] + ":" + kind);
  }

  private static TagResourcesResponse tag(Scene scene, TagResourcesRequest request) {
    Map<String, FailureInfo> failures =
        each(scene, request.resourceARNList(), arn -> Tags.put(scene, arn, request.tags()));
    return TagResourcesResponse.builder().failedResourcesMap(failures).build();
  }

  private static UntagResourcesResponse untag(Scene scene, UntagResourcesRequest request) {
    Map<String, FailureInfo> failures =
        each(scene, request.resourceARNList(), arn -> Tags.remove(scene, arn, request.tagKeys()));
    return UntagResourcesResponse.builder().failedResourcesMap(failures).build();
  }

  /** One bad ARN does not stop the others: the answer is 200 and names those that failed. */
  private static Map<String, FailureInfo> each(
      Scene scene, List<String> arns, Consumer<String> change) {
    if (arns.size() > 20) {
      throw invalid("At most 20 ARNs may be given.");
    }
    Map<String, FailureInfo> failures = new LinkedHashMap<>();
    for (String arn : arns) {
      if (scene.find(Tags.TABLE, arn).isPresent()) {
        change.accept(arn);
      } else {
        failures.put(
            arn,
            FailureInfo.builder()
                .statusCode(400)
                .errorCode("InvalidParameterException")
                .errorMessage("The resource was not found.")
                .build());
      }
    }
    return failures;
  }

  private static ResourceTagMapping mapping(String arn, Map<String, String> tags) {
    return ResourceTagMapping.builder()
        .resourceARN(arn)
        .tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  private static AwsServiceException invalid(String message) {
    return Errors.of(InvalidParameterException.builder(), message);
  }
}
