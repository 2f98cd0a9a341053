package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterContainsServicesException;
import software.amazon.awssdk.services.ecs.model.ClusterContainsTasksException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterServiceConnectDefaultsRequest;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterResponse;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** ECS clusters. */
final class EcsClusters {
  private static final List<String> BUILT_IN = List.of("FARGATE", "FARGATE_SPOT");

  private EcsClusters() {}

  static void register(Operations operations) {
    operations
        .on(CreateClusterRequest.class, EcsClusters::create)
        .on(DescribeClustersRequest.class, EcsClusters::describe)
        .on(ListClustersRequest.class, EcsClusters::list)
        .on(UpdateClusterRequest.class, EcsClusters::update)
        .on(UpdateClusterSettingsRequest.class, EcsClusters::updateSettings)
        .on(PutClusterCapacityProvidersRequest.class, EcsClusters::putProviders)
        .on(DeleteClusterRequest.class, EcsClusters::delete)
        .on(DescribeCapacityProvidersRequest.class, EcsClusters::describeProviders);
  }

  /** Creating a cluster that is there answers with it, unchanged, whatever the request says. */
  private static CreateClusterResponse create(Scene scene, CreateClusterRequest request) {
    String name = Ecs.clusterName(request.clusterName());
    if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
      throw Ecs.invalid("Invalid cluster name: " + name);
    }
    Optional<Cluster> existing =
        scene.find(Tables.CLUSTERS, name).filter(c -> c.status().equals("ACTIVE"));
    if (existing.isPresent()) {
      return CreateClusterResponse.builder().cluster(shown(scene, existing.get(), all())).build();
    }
    Map<String, String> tags = Ecs.tags(request.tags());
    Cluster.Builder fresh =
        Pojos.copy(request, Cluster.builder())
            .clusterName(name)
            .clusterArn(Ecs.clusterArn(scene, name))
            .status("ACTIVE")
            .capacityProviders(List.copyOf(request.capacityProviders()))
            .defaultCapacityProviderStrategy(
                ServiceDefaults.strategy(request.defaultCapacityProviderStrategy()))
            .settings(settings(request.settings(), List.of()))
            .tags(List.of());
    connectDefaults(scene, fresh, request.serviceConnectDefaults());
    Cluster cluster = fresh.build();
    scene.table(Tables.CLUSTERS).put(name, cluster);
    Tags.forget(scene, cluster.clusterArn());
    Tags.put(scene, cluster.clusterArn(), tags);
    return CreateClusterResponse.builder().cluster(shown(scene, cluster, all())).build();
  }

  private static DescribeClustersResponse describe(Scene scene, DescribeClustersRequest request) {
    List<String> asked = request.hasClusters() ? request.clusters() : List.of("default");
    if (asked.size() > 100) {
      throw Ecs.invalid("Clusters cannot be more than 100.");
    }
    List<Cluster> found = new ArrayList<>();
    List<Failure> missing = new ArrayList<>();
    for (String one : asked) {
      scene
          .find(Tables.CLUSTERS, Ecs.name(one))
          .ifPresentOrElse(
              cluster -> found.add(shown(scene, cluster, request.include())),
              () -> missing.add(Ecs.missing(Ecs.clusterArn(scene, Ecs.name(one)))));
    }
    return DescribeClustersResponse.builder().clusters(found).failures(missing).build();
  }

  private static ListClustersResponse list(Scene scene, ListClustersRequest request) {
    List<String> arns =
        scene.table(Tables.CLUSTERS).values().stream()
            .filter(cluster -> cluster.status().equals("ACTIVE"))
            .map(Cluster::clusterArn)
            .toList();
    Page<String> page = Ecs.page(arns, request.nextToken(), request.maxResults(), 100, 100);
    return ListClustersResponse.builder()
        .clusterArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static UpdateClusterResponse update(Scene scene, UpdateClusterRequest request) {
    Cluster old = Ecs.cluster(scene, request.cluster());
    Cluster.Builder changed =
        Pojos.copy(request, old.toBuilder()).settings(settings(request.settings(), old.settings()));
    connectDefaults(scene, changed, request.serviceConnectDefaults());
    return UpdateClusterResponse.builder().cluster(store(scene, changed.build())).build();
  }

  private static UpdateClusterSettingsResponse updateSettings(
      Scene scene, UpdateClusterSettingsRequest request) {
    Cluster old = Ecs.cluster(scene, request.cluster());
    Cluster changed =
        old.toBuilder().settings(settings(request.settings(), old.settings())).build();
    return UpdateClusterSettingsResponse.builder().cluster(store(scene, changed)).build();
  }

  private static PutClusterCapacityProvidersResponse putProviders(
      Scene scene, PutClusterCapacityProvidersRequest request) {
    Cluster changed =
        Ecs.cluster(scene, request.cluster()).toBuilder()
            .capacityProviders(List.copyOf(request.capacityProviders()))
            .defaultCapacityProviderStrategy(
                ServiceDefaults.strategy(request.defaultCapacityProviderStrategy()))
            .build();
    return PutClusterCapacityProvidersResponse.builder().cluster(store(scene, changed)).build();
  }

  /** A cluster goes last: services and tasks in it, even draining ones, hold it. */
  private static DeleteClusterResponse delete(Scene scene, DeleteClusterRequest request) {
    Cluster old = Ecs.cluster(scene, request.cluster());
    String arn = old.clusterArn();
    if (scene.table(Tables.SERVICES).values().stream()
        .anyMatch(s -> s.shown().clusterArn().equals(arn) && !s.is(EcsService.INACTIVE))) {
      throw Errors.of(
          ClusterContainsServicesException.builder(),
          "The Cluster cannot be deleted while Services are active.");
    }
    if (tasks(scene, arn).stream().anyMatch(task -> !task.is(EcsTask.STOPPED))) {
      throw Errors.of(
          ClusterContainsTasksException.builder(),
          "The Cluster cannot be deleted while Tasks are active.");
    }
    Cluster gone = store(scene, old.toBuilder().status("INACTIVE").build());
    Tags.forget(scene, arn);
    return DeleteClusterResponse.builder().cluster(gone).build();
  }

  private static DescribeCapacityProvidersResponse describeProviders(
      Scene scene, DescribeCapacityProvidersRequest request) {
    List<String> asked = request.hasCapacityProviders() ? request.capacityProviders() : BUILT_IN;
    List<CapacityProvider> found =
        asked.stream()
            .map(Ecs::name)
            .filter(BUILT_IN::contains)
            .map(name ->
                CapacityProvider.builder()
                    .name(name)
                    .capacityProviderArn(scene.arn(Ecs.PREFIX, "capacity-provider/" + name))
                    .status(CapacityProviderStatus.ACTIVE)
                    .tags(List.of())
                    .build())
            .toList();
    List<Failure> missing =
        asked.stream()
            .map(Ecs::name)
            .filter(name -> !BUILT_IN.contains(name))
            .map(name -> Ecs.missing(scene.arn(Ecs.PREFIX, "capacity-provider/" + name)))
            .toList();
    return DescribeCapacityProvidersResponse.builder()
        .capacityProviders(found)
        .failures(missing)
        .build();
  }

  private static Cluster store(Scene scene, Cluster cluster) {
    scene.table(Tables.CLUSTERS).put(cluster.clusterName(), cluster);
    return shown(scene, cluster, all());
  }

  private static List<ClusterField> all() {
    return List.of(ClusterField.TAGS, ClusterField.SETTINGS, ClusterField.CONFIGURATIONS);
  }

  /** Tags, settings and configuration are shown only to those who ask for them. */
  private static Cluster shown(Scene scene, Cluster cluster, List<ClusterField> include) {
    List<EcsTask> tasks = tasks(scene, cluster.clusterArn());
    Cluster.Builder shown =
        cluster.toBuilder()
            .registeredContainerInstancesCount(0)
            .statistics(List.of())
            .activeServicesCount(active(scene, cluster.clusterArn()))
            .runningTasksCount((int) tasks.stream().filter(t -> t.is(EcsTask.RUNNING)).count())
            .pendingTasksCount(
                (int)
                    tasks.stream()
                        .filter(t -> t.is(EcsTask.PENDING) || t.is(EcsTask.PROVISIONING))
                        .count());
    if (include.contains(ClusterField.TAGS)) {
      List<Tag> tags = Tags.of(scene, cluster.clusterArn(), Ecs::tag);
      shown.tags(tags);
    }
    if (!include.contains(ClusterField.SETTINGS)) {
      shown.settings(List.of());
    }
    if (!include.contains(ClusterField.CONFIGURATIONS)) {
      shown.configuration((software.amazon.awssdk.services.ecs.model.ClusterConfiguration) null);
    }
    return shown.build();
  }

  private static int active(Scene scene, String clusterArn) {
    return (int)
        scene.table(Tables.SERVICES).values().stream()
            .filter(s -> s.shown().clusterArn().equals(clusterArn) && s.is(EcsService.ACTIVE))
            .count();
  }

  private static List<EcsTask> tasks(Scene scene, String clusterArn) {
    return scene.table(Tables.TASKS).values().stream()
        .filter(task -> task.shown().clusterArn().equals(clusterArn))
        .toList();
  }

  /** Container Insights is a setting that every cluster has, off unless said otherwise. */
  private static List<ClusterSetting> settings(
      List<ClusterSetting> asked, List<ClusterSetting> old) {
    if (!asked.isEmpty()) {
      return asked;
    }
    return old.isEmpty()
        ? List.of(
            ClusterSetting.builder()
                .name(ClusterSettingName.CONTAINER_INSIGHTS)
                .value("disabled")
                .build())
        : old;
  }

  /** The request names a namespace; the cluster shows its ARN. */
  private static void connectDefaults(
      Scene scene,
      Cluster.Builder cluster,
      @Nullable ClusterServiceConnectDefaultsRequest defaults) {
    if (defaults == null) {
      return;
    }
    String asked = defaults.namespace();
    String arn =
        asked.isEmpty() || asked.startsWith("arn:")
            ? asked
            : scene.arn("servicediscovery", "namespace/" + asked);
    cluster.serviceConnectDefaults(d -> d.namespace(arn.isEmpty() ? null : arn));
  }
}
