package steadystate.aws.orphan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.EcsParameters;
import software.amazon.awssdk.services.scheduler.model.Target;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/** What ECS runs, and revisions that it does not run any more. */
final class WorkThings {
  /** Revisions of a family that stay, to go back to. */
  private static final int KEPT = 10;

  /** How many services and tasks ECS describes at once. */
  private static final int SERVICES = 10;

  private static final int TASKS = 100;

  private final Reads reads;
  private final EcsClient ecs;

  WorkThings(Reads reads) {
    this.reads = reads;
    this.ecs = reads.client(EcsClient.class);
  }

  List<String> clusters() {
    return reads.once(
        "clusters", () -> Reads.all(ecs.listClustersPaginator(request -> {}).clusterArns()));
  }

  private List<Service> services() {
    return reads.once(
        "services",
        () -> {
          List<Service> all = new ArrayList<>();
          for (String cluster : clusters()) {
            List<String> arns =
                Reads.all(
                    ecs.listServicesPaginator(request -> request.cluster(cluster)).serviceArns());
            for (List<String> part : Reads.parts(arns, SERVICES)) {
              all.addAll(
                  ecs.describeServices(request -> request.cluster(cluster).services(part))
                      .services());
            }
          }
          return all;
        });
  }

  private List<Task> tasks() {
    List<Task> all = new ArrayList<>();
    for (String cluster : clusters()) {
      List<String> arns =
          Reads.all(ecs.listTasksPaginator(request -> request.cluster(cluster)).taskArns());
      for (List<String> part : Reads.parts(arns, TASKS)) {
        all.addAll(ecs.describeTasks(request -> request.cluster(cluster).tasks(part)).tasks());
      }
    }
    return all;
  }

  /** What EventBridge Scheduler starts in ECS. */
  private List<EcsParameters> scheduled() {
    return reads.once(
        "schedules",
        () -> {
          SchedulerClient scheduler = reads.client(SchedulerClient.class);
          return scheduler.listSchedulesPaginator(request -> {}).schedules().stream()
              .map(one ->
                  scheduler
                      .getSchedule(request -> request.groupName(one.groupName()).name(one.name()))
                      .target())
              .map(Target::ecsParameters)
              .filter(Objects::nonNull)
              .toList();
        });
  }

  /** ARNs of target groups in which services register. */
  Set<String> servedGroups() {
    return services().stream()
        .flatMap(one ->
            Stream.concat(
                one.loadBalancers().stream(),
                one.taskSets().stream().flatMap(set -> set.loadBalancers().stream())))
        .map(LoadBalancer::targetGroupArn)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Ids of security groups that services and schedules give their tasks. */
  Set<String> wornGroups() {
    Set<String> ids = new HashSet<>();
    for (Service one : services()) {
      Stream.of(
              Stream.of(Optional.ofNullable(one.networkConfiguration())),
              one.deployments().stream().map(d -> Optional.ofNullable(d.networkConfiguration())),
              one.taskSets().stream().map(s -> Optional.ofNullable(s.networkConfiguration())))
          .flatMap(all -> all)
          .flatMap(Optional::stream)
          .map(NetworkConfiguration::awsvpcConfiguration)
          .filter(Objects::nonNull)
          .map(AwsVpcConfiguration::securityGroups)
          .forEach(ids::addAll);
    }
    scheduled().stream()
        .flatMap(one -> Optional.ofNullable(one.networkConfiguration()).stream())
        .flatMap(one -> Optional.ofNullable(one.awsvpcConfiguration()).stream())
        .forEach(one -> ids.addAll(one.securityGroups()));
    return ids;
  }

  /** Only their names are listed: to tell an age each would have to be asked for by itself. */
  List<Thing> oldRevisions() {
    Set<String> run = run();
    Map<String, Map<String, String>> tags = tags();
    List<Thing> all = new ArrayList<>();
    for (List<String> newest : newestFirst()) {
      for (int i = 0; i < newest.size(); i++) {
        String arn = newest.get(i);
        List<String> uses = new ArrayList<>();
        if (i < KEPT) {
          uses.add("one of the newest");
        }
        if (run.contains(arn)) {
          uses.add("run");
        }
        all.add(revision(arn, tags.getOrDefault(arn, Map.of()), uses));
      }
    }
    return all;
  }

  private static Thing revision(String arn, Map<String, String> tags, List<String> uses) {
    return new Thing(
        Sort.TASK_DEFINITION,
        family(arn) + ":" + number(arn),
        family(arn),
        Optional.empty(),
        tags,
        uses,
        Map.of());
  }

  /** ARNs of what is run, or is to be. */
  private Set<String> run() {
    Set<String> run = new HashSet<>();
    for (Service one : services()) {
      run.add(String.valueOf(one.taskDefinition()));
      one.deployments().stream().map(Deployment::taskDefinition).forEach(run::add);
      one.taskSets().stream().map(TaskSet::taskDefinition).forEach(run::add);
    }
    tasks().stream().map(Task::taskDefinitionArn).forEach(run::add);
    scheduled().stream().map(EcsParameters::taskDefinitionArn).forEach(run::add);
    return run;
  }

  /** ACTIVE revisions, family by family. */
  private Collection<List<String>> newestFirst() {
    return ecs
        .listTaskDefinitionsPaginator(request -> request.status(TaskDefinitionStatus.ACTIVE))
        .taskDefinitionArns()
        .stream()
        .sorted(Comparator.comparingLong(WorkThings::number).reversed())
        .collect(Collectors.groupingBy(WorkThings::family, TreeMap::new, Collectors.toList()))
        .values();
  }

  private static String family(String arn) {
    return arn.substring(arn.indexOf('/') + 1, arn.lastIndexOf(':'));
  }

  private static long number(String arn) {
    return Long.parseLong(arn.substring(arn.lastIndexOf(':') + 1));
  }

  private Map<String, Map<String, String>> tags() {
    Map<String, Map<String, String>> tags = new HashMap<>();
    reads
        .client(ResourceGroupsTaggingApiClient.class)
        .getResourcesPaginator(request -> request.resourceTypeFilters("ecs:task-definition"))
        .resourceTagMappingList()
        .forEach(one -> tags.put(one.resourceARN(), Reads.tags(one.tags(), Tag::key, Tag::value)));
    return tags;
  }
}
