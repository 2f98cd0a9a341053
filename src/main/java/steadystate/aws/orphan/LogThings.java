package steadystate.aws.orphan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/**
 * Log groups that AWS itself made and named after something: when that is gone, so that they can be
 * proved to be left behind. Of others nobody knows who writes there.
 */
final class LogThings {
  private static final Pattern OF_CLUSTER =
      Pattern.compile("/aws/ecs/containerinsights/([^/]+)/performance");
  private static final Pattern OF_DATABASE = Pattern.compile("/aws/rds/instance/([^/]+)/[^/]+");
  private static final BigDecimal GB = BigDecimal.valueOf(1024L * 1024 * 1024);

  private final Reads reads;
  private final Set<String> clusters;
  private final Set<String> databases;

  LogThings(Reads reads) {
    this.reads = reads;
    this.clusters =
        new WorkThings(reads)
            .clusters().stream()
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    this.databases =
        new DatabaseThings(reads)
            .databases().stream().map(DBInstance::dbInstanceIdentifier).collect(Collectors.toSet());
  }

  List<Thing> groups() {
    Map<String, Map<String, String>> tags = tags();
    return reads
        .client(CloudWatchLogsClient.class)
        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix("/aws/"))
        .logGroups()
        .stream()
        .filter(one -> !isUsed(one.logGroupName()))
        .map(one -> thing(one, tags))
        .toList();
  }

  private boolean isUsed(String name) {
    Matcher cluster = OF_CLUSTER.matcher(name);
    Matcher database = OF_DATABASE.matcher(name);
    if (cluster.matches()) {
      return clusters.contains(cluster.group(1));
    }
    return !database.matches() || databases.contains(database.group(1));
  }

  private static Thing thing(LogGroup one, Map<String, Map<String, String>> tags) {
    long bytes = Objects.requireNonNullElse(one.storedBytes(), 0L);
    return new Thing(
        Sort.LOG_GROUP,
        one.logGroupName(),
        one.logGroupName(),
        Optional.ofNullable(one.creationTime()).map(Instant::ofEpochMilli),
        tags.getOrDefault(one.logGroupName(), Map.of()),
        List.of(),
        Map.of("gb", BigDecimal.valueOf(bytes).divide(GB, MathContext.DECIMAL32).toPlainString()));
  }

  /** By name. */
  private Map<String, Map<String, String>> tags() {
    Map<String, Map<String, String>> tags = new HashMap<>();
    reads
        .client(ResourceGroupsTaggingApiClient.class)
        .getResourcesPaginator(request -> request.resourceTypeFilters("logs:log-group"))
        .resourceTagMappingList()
        .forEach(one ->
            tags.put(
                one.resourceARN().replaceFirst("^.*:log-group:", "").replaceFirst(":\\*$", ""),
                Reads.tags(one.tags(), Tag::key, Tag::value)));
    return tags;
  }
}
