package steadystate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import steadystate.sandbox.ecs.Ecs;

class NeighboursTest {
  private static final String WEB = "service/shop/web";

  private final Shop shop = new Shop();
  private final CloudWatchLogsClient logs =
      shop.aws.client(CloudWatchLogsClient.class, Shop.REGION);
  private final ApplicationAutoScalingClient scaling =
      shop.aws.client(ApplicationAutoScalingClient.class, Shop.REGION);
  private final ResourceGroupsTaggingApiClient tagging =
      shop.aws.client(ResourceGroupsTaggingApiClient.class, Shop.REGION);

  @Test
  void log_groups_are_made_kept_and_removed() {
    logs.createLogGroup(r -> r.logGroupName("/ecs/web").tags(Map.of("a", "1")));
    assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("/ecs/web")))
        .isInstanceOf(ResourceAlreadyExistsException.class);

    assertThat(group().retentionInDays()).isNull();
    logs.putRetentionPolicy(r -> r.logGroupName("/ecs/web").retentionInDays(14));
    assertThat(group().retentionInDays()).isEqualTo(14);
    logs.deleteRetentionPolicy(r -> r.logGroupName("/ecs/web"));
    assertThat(group().retentionInDays()).isNull();
    assertThatThrownBy(
            () -> logs.putRetentionPolicy(r -> r.logGroupName("/ecs/web").retentionInDays(8)))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(logs.listTagsForResource(r -> r.resourceArn(group().logGroupArn())).tags())
        .containsEntry("a", "1");
    logs.deleteLogGroup(r -> r.logGroupName("/ecs/web"));
    assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName("/ecs/web")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void log_groups_are_listed_by_prefix_and_page() {
    IntStream.range(0, 60).forEach(i -> logs.createLogGroup(r -> r.logGroupName("/ecs/" + i)));
    logs.createLogGroup(r -> r.logGroupName("/other"));

    List<LogGroup> all =
        logs.describeLogGroupsPaginator(r -> r.logGroupNamePrefix("/ecs/")).logGroups().stream()
            .toList();

    assertThat(all).hasSize(60);
    assertThat(shop.aws.recording().count("logs:DescribeLogGroups")).isEqualTo(2);
    assertThat(logs.describeLogGroups(r -> r.logGroupIdentifiers("/other", "/none")).logGroups())
        .hasSize(1);
  }

  @Test
  void registering_a_range_moves_the_service_into_it() {
    shop.running("app:1");

    registerTarget(3, 10);
    assertThat(shop.web().desiredCount()).isEqualTo(3);
    registerTarget(0, 1);
    assertThat(shop.web().desiredCount()).isEqualTo(1);
    assertThat(targets()).isEqualTo(1);
  }

  @Test
  void a_range_needs_a_service_and_sense() {
    assertThatThrownBy(() -> registerTarget(1, 2))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("ECS service doesn't exist");
    shop.running("app:1");
    assertThatThrownBy(() -> registerTarget(3, 2)).isInstanceOf(ValidationException.class);
  }

  @Test
  void deregistering_takes_the_policies_along() {
    shop.running("app:1");
    registerTarget(1, 10);
    scaling.putScalingPolicy(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(WEB)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .policyName("cpu")
            .policyType(PolicyType.TARGET_TRACKING_SCALING)
            .targetTrackingScalingPolicyConfiguration(t -> t.targetValue(60.0)));
    assertThat(policies()).isEqualTo(1);

    deregister();

    assertThat(policies()).isZero();
    assertThatThrownBy(this::deregister).isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void whatever_has_tags_is_found_by_them() {
    shop.running("app:1", s -> s.tags(Ecs.tag("env", "dev"), Ecs.tag("team", "a")));
    logs.createLogGroup(r -> r.logGroupName("/ecs/web").tags(Map.of("env", "dev")));
    logs.createLogGroup(r -> r.logGroupName("/ecs/prod").tags(Map.of("env", "prod")));

    assertThat(find("env", "dev")).hasSize(2);
    assertThat(find("env", "dev", "prod")).hasSize(3);
    assertThat(find("env")).hasSize(3);
    assertThat(find("team", "a")).containsExactly(shop.web().serviceArn());
    assertThat(
            tagging
                .getResources(r -> r.resourceTypeFilters("ecs:service"))
                .resourceTagMappingList())
        .hasSize(1);
    assertThat(
            tagging
                .getResourcesPaginator(r -> r.resourcesPerPage(1))
                .resourceTagMappingList()
                .stream())
        .hasSize(3);
  }

  private List<String> find(String key, String... values) {
    return tagging
        .getResources(r -> r.tagFilters(f -> f.key(key).values(values)))
        .resourceTagMappingList()
        .stream()
        .map(ResourceTagMapping::resourceARN)
        .toList();
  }

  private LogGroup group() {
    return logs.describeLogGroups(r -> r.logGroupNamePrefix("/ecs/web")).logGroups().getFirst();
  }

  private void registerTarget(int least, int most) {
    scaling.registerScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(WEB)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .minCapacity(least)
            .maxCapacity(most));
  }

  private int targets() {
    return scaling
        .describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS).resourceIds(WEB))
        .scalableTargets()
        .size();
  }

  private int policies() {
    return scaling
        .describeScalingPolicies(r -> r.serviceNamespace(ServiceNamespace.ECS).resourceId(WEB))
        .scalingPolicies()
        .size();
  }

  private void deregister() {
    scaling.deregisterScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId(WEB)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT));
  }
}
