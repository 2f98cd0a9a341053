package steadystate.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Instances that are there; new ones are made by {@link Ec2Launches}. */
final class Ec2Instances {
  private static final Duration SHOWN = Duration.ofHours(1);

  private static final Ec2List<Instance> LIST =
      new Ec2List<>(Ec2Kind.INSTANCE, Instance::instanceId)
          .by("instance-id", Instance::instanceId)
          .by("instance-state-name", one -> one.state().nameAsString())
          .by("instance-state-code", one -> one.state().code())
          .by("instance-type", Instance::instanceTypeAsString)
          .by("image-id", Instance::imageId)
          .by("vpc-id", Instance::vpcId)
          .by("subnet-id", Instance::subnetId)
          .by("private-ip-address", Instance::privateIpAddress)
          .by("ip-address", Instance::publicIpAddress)
          .by("availability-zone", one -> one.placement().availabilityZone())
          .by("client-token", Instance::clientToken)
          .by("key-name", Instance::keyName)
          .byAny("instance.group-id", one -> one.securityGroups().stream().map(g -> g.groupId()))
          .byAny(
              "network-interface.network-interface-id",
              one -> one.networkInterfaces().stream().map(eni -> eni.networkInterfaceId()));

  private Ec2Instances() {}

  static void register(Operations operations) {
    operations
        .on(DescribeInstancesRequest.class, Ec2Instances::describe)
        .on(DescribeInstanceStatusRequest.class, Ec2Instances::describeStatus)
        .on(StartInstancesRequest.class, Ec2.dryRunnable(Ec2Instances::start))
        .on(StopInstancesRequest.class, Ec2.dryRunnable(Ec2Instances::stop))
        .on(TerminateInstancesRequest.class, Ec2.dryRunnable(Ec2Instances::terminate));
  }

  static Ec2Instance get(Scene scene, String id) {
    return Ec2.get(scene, Ec2Tables.INSTANCES, Ec2Kind.INSTANCE, id);
  }

  static void store(Scene scene, Ec2Instance instance) {
    scene.table(Ec2Tables.INSTANCES).put(instance.id(), instance);
  }

  /**
   * A terminated instance lets its network interface and its disks go, and is shown for an hour.
   */
  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (Ec2Instance one : Ec2.rows(scene, Ec2Tables.INSTANCES)) {
      if (one.doing() != Ec2Instance.Doing.SHUTTING_DOWN) {
        continue;
      }
      Instant terminated = one.since().plus(Ec2Instance.TAKES);
      Instant forgotten = terminated.plus(SHOWN);
      if (!forgotten.isAfter(scene.now())) {
        scene.table(Ec2Tables.INSTANCES).remove(one.id());
        Tags.forget(scene, Ec2Kind.INSTANCE.arn(scene, one.id()));
        continue;
      }
      if (!terminated.isAfter(scene.now())
          && scene.table(Tables.NETWORK_INTERFACES).containsKey(one.networkInterfaceId())) {
        scene.table(Tables.NETWORK_INTERFACES).remove(one.networkInterfaceId());
        Ec2Volumes.release(scene, one.id());
      }
      Instant wanted = terminated.isAfter(scene.now()) ? terminated : forgotten;
      next = wanted.isBefore(next) ? wanted : next;
    }
    return next;
  }

  private static DescribeInstancesResponse describe(Scene scene, DescribeInstancesRequest request) {
    if (request.hasInstanceIds() && request.maxResults() != null) {
      throw Ec2.error(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    List<Instance> all =
        scene.table(Ec2Tables.INSTANCES).values().stream().map(one -> shown(scene, one)).toList();
    Page<Instance> page = LIST.page(scene, request, all, request.instanceIds());
    return DescribeInstancesResponse.builder()
        .reservations(reservations(scene, page.items()))
        .nextToken(page.nextToken())
        .build();
  }

  /** Instances come in the reservations with which they were launched. */
  private static List<Reservation> reservations(Scene scene, List<Instance> instances) {
    Map<String, List<Instance>> together = new LinkedHashMap<>();
    for (Instance one : instances) {
      String reservation = get(scene, one.instanceId()).reservationId();
      together.computeIfAbsent(reservation, id -> new ArrayList<>()).add(one);
    }
    return together.entrySet().stream()
        .map(one ->
            Reservation.builder()
                .reservationId(one.getKey())
                .ownerId(scene.account().id())
                .groups(List.of())
                .instances(one.getValue())
                .build())
        .toList();
  }

  /** An instance as it is now, with what its network interface has. */
  static Instance shown(Scene scene, Ec2Instance one) {
    Instance.Builder shown =
        one.shown().toBuilder()
            .state(one.state(scene.now()))
            .blockDeviceMappings(Ec2Volumes.of(scene, one.id()))
            .tags(Ec2.tags(scene, Ec2Kind.INSTANCE, one.id()))
            .networkInterfaces(List.of());
    scene
        .find(Tables.NETWORK_INTERFACES, one.networkInterfaceId())
        .ifPresent(eni -> connected(shown, eni));
    return shown.build();
  }

  private static void connected(Instance.Builder shown, NetworkInterface eni) {
    shown
        .subnetId(eni.subnetId())
        .vpcId(eni.vpcId())
        .privateIpAddress(eni.privateIpAddress())
        .publicIpAddress(eni.association() == null ? null : eni.association().publicIp())
        .securityGroups(eni.groups())
        .networkInterfaces(card ->
            card.networkInterfaceId(eni.networkInterfaceId())
                .subnetId(eni.subnetId())
                .vpcId(eni.vpcId())
                .privateIpAddress(eni.privateIpAddress())
                .groups(eni.groups())
                .status("in-use"));
  }

  private static DescribeInstanceStatusResponse describeStatus(
      Scene scene, DescribeInstanceStatusRequest request) {
    boolean all = Boolean.TRUE.equals(request.includeAllInstances());
    List<Ec2Instance> chosen =
        request.instanceIds().isEmpty()
            ? List.copyOf(scene.table(Ec2Tables.INSTANCES).values())
            : request.instanceIds().stream().map(id -> get(scene, id)).toList();
    List<InstanceStatus> statuses =
        chosen.stream()
            .filter(one -> all || one.is("running", scene.now()))
            .map(one -> status(scene, one))
            .toList();
    Page<InstanceStatus> page = Ec2List.cut(request, statuses);
    return DescribeInstanceStatusResponse.builder()
        .instanceStatuses(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static InstanceStatus status(Scene scene, Ec2Instance one) {
    boolean running = one.is("running", scene.now());
    boolean checked = Ec2.over(scene, one.since(), Ec2Instance.TAKES.multipliedBy(2));
    String status = running ? checked ? "ok" : "initializing" : "not-applicable";
    return InstanceStatus.builder()
        .instanceId(one.id())
        .availabilityZone(one.shown().placement().availabilityZone())
        .instanceState(one.state(scene.now()))
        .instanceStatus(s -> s.status(status))
        .systemStatus(s -> s.status(status))
        .build();
  }

  private static StartInstancesResponse start(Scene scene, StartInstancesRequest request) {
    List<InstanceStateChange> changes =
        change(
            scene,
            request.instanceIds(),
            one -> {
              check(scene, one, "started", "stopped", "running", "pending");
              if (!one.is("stopped", scene.now())) {
                return one;
              }
              Ec2Launches.connect(scene, one);
              return one.begin(Ec2Instance.Doing.PENDING, scene.now());
            });
    return StartInstancesResponse.builder().startingInstances(changes).build();
  }

  private static StopInstancesResponse stop(Scene scene, StopInstancesRequest request) {
    List<InstanceStateChange> changes =
        change(
            scene,
            request.instanceIds(),
            one -> {
              check(scene, one, "stopped", "running", "stopping", "stopped");
              if (!one.is("running", scene.now())) {
                return one;
              }
              scene
                  .find(Tables.NETWORK_INTERFACES, one.networkInterfaceId())
                  .map(NetworkInterface::toBuilder)
                  .ifPresent(eni -> Ec2Interfaces.disconnect(scene, eni));
              return one.begin(Ec2Instance.Doing.STOPPING, scene.now());
            });
    return StopInstancesResponse.builder().stoppingInstances(changes).build();
  }

  /** Not one of them goes when one is protected. */
  private static TerminateInstancesResponse terminate(
      Scene scene, TerminateInstancesRequest request) {
    List<InstanceStateChange> changes =
        change(
            scene,
            request.instanceIds(),
            one -> {
              if (one.guarded()) {
                throw Ec2.error(
                    "OperationNotPermitted",
                    "The instance '"
                        + one.id()
                        + "' may not be terminated. Modify its"
                        + " 'disableApiTermination' instance attribute and try again.");
              }
              return one.doing() == Ec2Instance.Doing.SHUTTING_DOWN
                  ? one
                  : one.begin(Ec2Instance.Doing.SHUTTING_DOWN, scene.now());
            });
    return TerminateInstancesResponse.builder().terminatingInstances(changes).build();
  }

  private static void check(Scene scene, Ec2Instance one, String what, String... states) {
    if (Stream.of(states).noneMatch(state -> one.is(state, scene.now()))) {
      throw Ec2.error(
          "IncorrectInstanceState",
          "The instance '" + one.id() + "' is not in a state from which it can be " + what + ".");
    }
  }

  private static List<InstanceStateChange> change(
      Scene scene, List<String> ids, Function<Ec2Instance, Ec2Instance> change) {
    List<InstanceStateChange> changes = new ArrayList<>();
    for (Ec2Instance old : ids.stream().map(id -> get(scene, id)).toList()) {
      Ec2Instance changed = change.apply(old);
      store(scene, changed);
      changes.add(
          InstanceStateChange.builder()
              .instanceId(old.id())
              .previousState(old.state(scene.now()))
              .currentState(changed.state(scene.now()))
              .build());
    }
    return changes;
  }
}
