package steadystate.kinds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;
import steadystate.resource.Owner;
import steadystate.resource.Scope;

/**
 * What carries the environment's tag, as the tagging API tells it: one question for all kinds whose
 * own API cannot search by tag. It lags behind by seconds, so a kind confirms what surprises it.
 */
public final class TaggedResources {
  private static final List<String> TYPES =
      List.of(
          "ecs:cluster",
          "servicediscovery",
          "logs:log-group",
          "codeconnections:connection",
          "codebuild:project",
          "codepipeline",
          "ecr:repository",
          "s3",
          "ssm:parameter",
          "ec2:vpc",
          "ec2:subnet",
          "ec2:internet-gateway",
          "ec2:route-table",
          "ec2:natgateway",
          "ec2:elastic-ip",
          "ec2:vpc-endpoint",
          "ec2:instance",
          "rds:db",
          "rds:subgrp",
          "rds:pg");

  private TaggedResources() {}

  /** Tags by ARN, of all types; asked once in a pass. */
  public static Map<String, Map<String, String>> of(Scope scope) {
    return scope.once("tag:GetResources " + TYPES, () -> read(scope));
  }

  /** Whether an ARN with this in it carries the environment's tag. */
  public static boolean has(Scope scope, String part) {
    return of(scope).keySet().stream().anyMatch(arn -> arn.contains(part));
  }

  private static Map<String, Map<String, String>> read(Scope scope) {
    GetResourcesRequest request =
        GetResourcesRequest.builder()
            .resourceTypeFilters(TYPES)
            .tagFilters(
                TagFilter.builder().key(Owner.ENVIRONMENT).values(scope.environment()).build())
            .resourcesPerPage(100)
            .build();
    Map<String, Map<String, String>> byArn = new LinkedHashMap<>();
    scope
        .client(ResourceGroupsTaggingApiClient.class)
        .getResourcesPaginator(request)
        .resourceTagMappingList()
        .forEach(resource -> {
          Map<String, String> tags = new LinkedHashMap<>();
          resource.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
          byArn.put(resource.resourceARN(), tags);
        });
    return byArn;
  }
}
