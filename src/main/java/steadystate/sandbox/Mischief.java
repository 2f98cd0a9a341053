package steadystate.sandbox;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * What people do in the console when they are in a hurry. Real calls on a sandbox, in the name of
 * {@value #WHO}.
 */
public final class Mischief {
  static final String WHO = "kim";

  private final Sandbox sandbox;
  private final String region;

  public Mischief(Sandbox sandbox, String region) {
    this.sandbox = sandbox;
    this.region = region;
  }

  /** Opens SSH to the world. */
  public void openPort22(String groupId) {
    IpPermission ssh =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").description("just a moment").build())
            .build();
    ec2().authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(ssh));
  }

  /** Takes a tag off a security group. */
  public void removeTag(String groupId, String key) {
    ec2().deleteTags(r -> r.resources(groupId).tags(Tag.builder().key(key).build()));
  }

  public void scale(String serviceArn, int count) {
    ecs()
        .updateService(r -> r.cluster(cluster(serviceArn)).service(serviceArn).desiredCount(count));
  }

  public void deleteService(String serviceArn) {
    ecs().deleteService(r -> r.cluster(cluster(serviceArn)).service(serviceArn).force(true));
  }

  /** Rolls out another image on the first container. */
  public void changeImage(String serviceArn, String image) {
    rollOut(serviceArn, container -> container.toBuilder().image(image).build());
  }

  /** Rolls out another value of an environment variable on the first container. */
  public void changeVariable(String serviceArn, String name, String value) {
    rollOut(
        serviceArn,
        container -> {
          List<KeyValuePair> variables = new ArrayList<>(container.environment());
          variables.removeIf(pair -> pair.name().equals(name));
          variables.add(KeyValuePair.builder().name(name).value(value).build());
          return container.toBuilder().environment(variables).build();
        });
  }

  private interface Edit {
    ContainerDefinition of(ContainerDefinition container);
  }

  private void rollOut(String serviceArn, Edit edit) {
    EcsClient ecs = ecs();
    String cluster = cluster(serviceArn);
    String current =
        ecs.describeServices(r -> r.cluster(cluster).services(serviceArn))
            .services()
            .getFirst()
            .taskDefinition();
    TaskDefinition old =
        ecs.describeTaskDefinition(r -> r.taskDefinition(current)).taskDefinition();
    List<ContainerDefinition> containers = new ArrayList<>(old.containerDefinitions());
    containers.set(0, edit.of(containers.getFirst()));
    String revision =
        ecs.registerTaskDefinition(r ->
                r.family(old.family())
                    .cpu(old.cpu())
                    .memory(old.memory())
                    .networkMode(old.networkModeAsString())
                    .requiresCompatibilitiesWithStrings(old.requiresCompatibilitiesAsStrings())
                    .executionRoleArn(old.executionRoleArn())
                    .taskRoleArn(old.taskRoleArn())
                    .runtimePlatform(old.runtimePlatform())
                    .containerDefinitions(containers))
            .taskDefinition()
            .taskDefinitionArn();
    ecs.updateService(r -> r.cluster(cluster).service(serviceArn).taskDefinition(revision));
  }

  public void keepLogs(String group, int days) {
    client(CloudWatchLogsClient.class)
        .putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(days));
  }

  private EcsClient ecs() {
    return client(EcsClient.class);
  }

  private Ec2Client ec2() {
    return client(Ec2Client.class);
  }

  private <C extends SdkClient> C client(Class<C> type) {
    return sandbox.client(type, region, sandbox.account().userArn(WHO));
  }

  /** {@code arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME}. */
  private static String cluster(String serviceArn) {
    String[] parts = serviceArn.split("/", -1);
    return parts.length == 3 ? parts[1] : "default";
  }
}
