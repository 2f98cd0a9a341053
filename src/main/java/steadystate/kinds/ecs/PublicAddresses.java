package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import steadystate.failure.FailureException;
import steadystate.resource.Scope;

/**
 * Where the tasks of a service without a load balancer are reached. ECS tells the network interface
 * of a task and EC2 its address, so it takes three calls for all services of a cluster.
 */
final class PublicAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(PublicAddresses.class);
  private static final int LIST = 100;
  private static final int DESCRIBE = 100;

  /** AWS takes 200 values of a filter. */
  private static final int FILTER = 200;

  private final Scope scope;

  PublicAddresses(Scope scope) {
    this.scope = scope;
  }

  /** The address of its longest running task; empty where it has none, or AWS does not tell. */
  Optional<String> of(Service service) {
    boolean open =
        service.networkConfiguration() != null
            && service.networkConfiguration().awsvpcConfiguration() != null
            && service.networkConfiguration().awsvpcConfiguration().assignPublicIp()
                == AssignPublicIp.ENABLED;
    boolean asked = open && service.loadBalancers().isEmpty() && service.runningCount() > 0;
    return asked
        ? Optional.ofNullable(in(service.clusterArn()).get(service.serviceName()))
        : Optional.empty();
  }

  private Map<String, String> in(String cluster) {
    return scope.once("public addresses in " + cluster, () -> read(cluster));
  }

  /** An address that is not known is no reason not to look after the service. */
  private Map<String, String> read(String cluster) {
    try {
      return addresses(running(cluster));
    } catch (FailureException untold) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster)
          .addKeyValue("code", untold.failure().code())
          .log("public addresses of tasks are not told");
      return Map.of();
    }
  }

  private List<Task> running(String cluster) {
    EcsClient ecs = scope.client(EcsClient.class);
    List<String> arns =
        EcsPages.all(
            "ecs:ListTasks",
            token -> {
              var answer =
                  ecs.listTasks(
                      ListTasksRequest.builder()
                          .cluster(cluster)
                          .desiredStatus(DesiredStatus.RUNNING)
                          .maxResults(LIST)
                          .nextToken(token.orElse(null))
                          .build());
              return EcsPages.Page.of(answer.taskArns(), answer.nextToken());
            });
    List<Task> tasks = new ArrayList<>();
    EcsPages.parts(arns, DESCRIBE)
        .forEach(
            part -> tasks.addAll(ecs.describeTasks(r -> r.cluster(cluster).tasks(part)).tasks()));
    return tasks.stream()
        .filter(task -> "RUNNING".equals(task.lastStatus()) && task.startedAt() != null)
        .sorted(java.util.Comparator.comparing(Task::startedAt).thenComparing(Task::taskArn))
        .toList();
  }

  private Map<String, String> addresses(List<Task> tasks) {
    Map<String, String> services = new LinkedHashMap<>();
    for (Task task : tasks) {
      card(task).ifPresent(card -> services.put(card, service(task)));
    }
    Map<String, String> addresses = new LinkedHashMap<>();
    for (List<String> part : EcsPages.parts(List.copyOf(services.keySet()), FILTER)) {
      cards(part).forEach(addresses::put);
    }
    Map<String, String> found = new LinkedHashMap<>();
    services.forEach((card, service) ->
        Optional.ofNullable(addresses.get(card))
            .ifPresent(address -> found.putIfAbsent(service, address)));
    return found;
  }

  private static String service(Task task) {
    return String.valueOf(task.group()).replaceFirst("^service:", "");
  }

  private static Optional<String> card(Task task) {
    return task.attachments().stream()
        .flatMap(attachment -> attachment.details().stream())
        .filter(detail -> "networkInterfaceId".equals(detail.name()))
        .map(KeyValuePair::value)
        .findFirst();
  }

  private Map<String, String> cards(List<String> ids) {
    Map<String, String> addresses = new LinkedHashMap<>();
    DescribeNetworkInterfacesRequest request =
        DescribeNetworkInterfacesRequest.builder()
            .filters(Filter.builder().name("network-interface-id").values(ids).build())
            .build();
    List<NetworkInterface> cards =
        scope
            .client(Ec2Client.class)
            .describeNetworkInterfacesPaginator(request)
            .networkInterfaces()
            .stream()
            .toList();
    for (NetworkInterface card : cards) {
      if (card.association() != null && card.association().publicIp() != null) {
        addresses.put(card.networkInterfaceId(), card.association().publicIp());
      }
    }
    return addresses;
  }
}
