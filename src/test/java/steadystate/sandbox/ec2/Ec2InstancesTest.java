package steadystate.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.sandbox.Refused.refused;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

class Ec2InstancesTest {
  private final ManualClock clock = new ManualClock();
  private final Ec2Client ec2 = new Sandbox(clock).client(Ec2Client.class, "eu-west-1");

  @Test
  void an_instance_lives_through_its_states() {
    String id = launch("once");

    assertThat(state(id)).isEqualTo("pending");
    pass();
    assertThat(state(id)).isEqualTo("running");
    assertThat(instance(id).publicIpAddress()).isNotNull();
    ec2.stopInstances(r -> r.instanceIds(id));
    assertThat(state(id)).isEqualTo("stopping");
    pass();
    assertThat(state(id)).isEqualTo("stopped");
    assertThat(instance(id).publicIpAddress()).isNull();
    ec2.startInstances(r -> r.instanceIds(id));
    pass();
    assertThat(state(id)).isEqualTo("running");
    ec2.terminateInstances(r -> r.instanceIds(id));
    assertThat(state(id)).isEqualTo("shutting-down");
    pass();
    assertThat(state(id)).isEqualTo("terminated");
    assertThat(ec2.describeVolumes().volumes()).isEmpty();
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    clock.advance(Duration.ofHours(2));
    refused("InvalidInstanceID.NotFound", () -> instance(id));
  }

  @Test
  void a_client_token_launches_once() {
    String id = launch("once");

    assertThat(launch("once")).isEqualTo(id);
    assertThat(launch("twice")).isNotEqualTo(id);
    refused(
        "IdempotentParameterMismatch",
        () -> ec2.runInstances(request("once").instanceType("t3.small").build()));
  }

  @Test
  void an_instance_holds_its_subnet_and_its_group() {
    String group = ec2.createSecurityGroup(g -> g.groupName("web").description("web")).groupId();
    String id =
        ec2.runInstances(request("once").securityGroupIds(group).build())
            .instances()
            .getFirst()
            .instanceId();

    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(group)));
    refused(
        "DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(instance(id).subnetId())));
    assertThat(by("instance.group-id", group)).containsExactly(id);
    ec2.terminateInstances(r -> r.instanceIds(id));
    pass();
    ec2.deleteSecurityGroup(r -> r.groupId(group));
  }

  @Test
  void a_protected_instance_stays() {
    String id = launch("once");
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(true)));

    refused("OperationNotPermitted", () -> ec2.terminateInstances(r -> r.instanceIds(id)));
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(false)));
    ec2.terminateInstances(r -> r.instanceIds(id));

    assertThat(state(id)).isEqualTo("shutting-down");
  }

  @Test
  void only_a_stopped_instance_changes_its_size() {
    String id = launch("once");
    pass();

    refused("IncorrectInstanceState", () -> resize(id, "t3.small"));
    ec2.stopInstances(r -> r.instanceIds(id));
    pass();
    resize(id, "t3.small");

    assertThat(instance(id).instanceTypeAsString()).isEqualTo("t3.small");
    refused("InvalidParameterValue", () -> resize(id, "t3.gigantic"));
  }

  @Test
  void tags_go_to_the_kind_they_are_meant_for() {
    String id =
        ec2.runInstances(
                request("once")
                    .tagSpecifications(
                        t ->
                            t.resourceType(ResourceType.INSTANCE)
                                .tags(tag -> tag.key("env").value("dev")),
                        t ->
                            t.resourceType(ResourceType.VOLUME)
                                .tags(tag -> tag.key("disk").value("root")))
                    .build())
            .instances()
            .getFirst()
            .instanceId();

    assertThat(by("tag:env", "dev")).containsExactly(id);
    assertThat(by("tag-key", "disk")).isEmpty();
    assertThat(ec2.describeVolumes(r -> r.filters(filter("tag:disk", "root"))).volumes())
        .singleElement()
        .satisfies(disk -> assertThat(disk.stateAsString()).isEqualTo("in-use"));
  }

  private RunInstancesRequest.Builder request(String token) {
    return RunInstancesRequest.builder()
        .imageId(
            ec2.describeImages(r -> r.owners("amazon").filters(filter("name", "al2023-ami-2023*")))
                .images()
                .getFirst()
                .imageId())
        .instanceType("t3.micro")
        .minCount(1)
        .maxCount(1)
        .clientToken(token);
  }

  private String launch(String token) {
    return ec2.runInstances(request(token).build()).instances().getFirst().instanceId();
  }

  private void resize(String id, String type) {
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).instanceType(v -> v.value(type)));
  }

  private Instance instance(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private String state(String id) {
    return instance(id).state().nameAsString();
  }

  private List<String> by(String name, String value) {
    return ec2.describeInstances(r -> r.filters(filter(name, value))).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private void pass() {
    clock.advance(Duration.ofMinutes(1));
  }
}
