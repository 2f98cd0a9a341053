package steadystate.kinds.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import steadystate.lab.Lab;
import steadystate.plan.Action;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Because;

/** Machines, from YAML to what lives. */
class InstancesTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String ALIAS =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  private static final String BOX =
      """
      securityGroups: {box: {}}
      instances:
        box:
          imageId: %s
          instanceType: t3.micro
          securityGroups: [securityGroup/box]
          iamInstanceProfile: box
          monitoring: {enabled: true}
          disableApiStop: false
          userData: |
            #!/bin/sh
            echo hello
          blockDeviceMappings:
            - {deviceName: /dev/xvda, ebs: {volumeSize: 20, volumeType: gp3}}
      """
          .formatted(ALIAS);

  private final Lab lab = Lab.inMemory();
  private final Ec2Client ec2 = lab.byHand(Ec2Client.class);

  @Test
  void it_is_launched_from_the_image_that_the_alias_names() {
    steady(BOX);

    Instance box = box();
    assertThat(box.imageId()).startsWith("ami-");
    assertThat(box.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(box.iamInstanceProfile().arn())
        .isEqualTo("arn:aws:iam::123456789012:instance-profile/box");
    assertThat(box.tags())
        .anyMatch(tag -> tag.key().equals("Name") && tag.value().equals("dev-box"));
    assertThat(box.state().nameAsString()).isEqualTo("running");
    RunInstancesRequest sent = launches().getFirst();
    assertThat(new String(Base64.getDecoder().decode(sent.userData()), StandardCharsets.UTF_8))
        .isEqualTo("#!/bin/sh\necho hello\n");
  }

  @Test
  void user_data_in_base64_is_the_same_text() {
    steady(BOX);
    String packed =
        Base64.getEncoder()
            .encodeToString("#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8));
    String other =
        BOX.replace(
            "    userData: |\n      #!/bin/sh\n      echo hello\n",
            "    userData: " + packed + "\n");

    assertThat(other).isNotEqualTo(BOX);
    assertThat(lab.differences(other)).isEmpty();
  }

  @Test
  void a_lost_answer_makes_no_twin() {
    lab.sandbox().conditions().loseAnswers("ec2:RunInstances", 1);
    lab.apply(BOX);
    lab.sandbox().conditions().clear();

    steady(BOX);

    assertThat(boxes()).hasSize(1);
  }

  @Test
  void another_type_stops_it_changes_it_and_starts_it_again() {
    steady(BOX);
    String id = box().instanceId();
    lab.sandbox().recording().clear();

    steady(BOX.replace("t3.micro", "t3.small"));

    assertThat(box().instanceId()).isEqualTo(id);
    assertThat(box().instanceTypeAsString()).isEqualTo("t3.small");
    assertThat(box().state().nameAsString()).isEqualTo("running");
    assertThat(writes())
        .containsSubsequence("StopInstances", "ModifyInstanceAttribute", "StartInstances");
  }

  @Test
  void what_hands_changed_is_found_field_by_field_and_healed() {
    steady(BOX);
    String id = box().instanceId();
    ec2.unmonitorInstances(r -> r.instanceIds(id));
    ec2.modifyInstanceMetadataOptions(r -> r.instanceId(id).httpTokens("optional"));
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiStop(v -> v.value(true)));
    String other =
        ec2.describeSecurityGroups().securityGroups().stream()
            .filter(g -> g.groupName().equals("default"))
            .findFirst()
            .orElseThrow()
            .groupId();
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).groups(other));
    ec2.createTags(r -> r.resources(id).tags(t -> t.key("Name").value("mine")));
    String group =
        ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values("dev-box")))
            .securityGroups()
            .getFirst()
            .groupId();

    assertThat(lab.differences(BOX))
        .containsExactlyInAnyOrder(
            "instance/box securityGroupIds[" + group + "]",
            "instance/box securityGroupIds[" + other + "]",
            "instance/box monitoring.enabled",
            "instance/box metadataOptions.httpTokens",
            "instance/box disableApiStop",
            "instance/box tags[Name]");
    steady(BOX);
  }

  @Test
  void disks_grow_and_never_shrink() {
    steady(BOX);
    steady(BOX.replace("volumeSize: 20", "volumeSize: 40"));
    assertThat(ec2.describeVolumes().volumes().getFirst().size()).isEqualTo(40);

    Receipt receipt = lab.apply(BOX);

    assertThat(receipt.outcome().toString()).contains("disks only grow");
  }

  @Test
  void what_aws_cannot_change_is_refused_and_nothing_is_replaced() {
    String image = box(BOX).imageId();
    String other =
        ec2.describeImages().images().stream()
            .map(i -> i.imageId())
            .filter(i -> !i.equals(image))
            .findFirst()
            .orElseThrow();
    lab.sandbox().recording().clear();

    Receipt receipt = lab.apply(BOX.replace(ALIAS, other));

    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_newer_image_behind_the_alias_is_shown_and_not_acted_on() {
    String older = olderImage();

    Plan plan = lab.look(BOX).plan();

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.notes()).anyMatch(n -> n.message().contains(older + " is kept"));
    Plan following =
        lab.look(BOX.replace("imageId:", "imagePolicy: {follow: alias}\n    imageId:")).plan();
    assertThat(following.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.action()).isEqualTo(Action.REPLACE);
          assertThat(change.needsApproval()).isTrue();
        });
  }

  private String olderImage() {
    steady(BOX);
    String running = box().imageId();
    lab.sandbox()
        .conditions()
        .tell(answer ->
            answer instanceof software.amazon.awssdk.services.ssm.model.GetParameterResponse r
                ? r.toBuilder().parameter(p -> p.name(ALIAS).value("ami-0123456789abcdef0")).build()
                : answer);
    lab.restarted();
    return running;
  }

  @Test
  void it_stands_still_outside_the_awake_hours_and_is_woken_again() {
    String mode =
        "mode: cost-save\ncostSave: {awake: {windows: [\"Mon-Fri 09:00-20:00\"]}}\n" + BOX;
    steady(mode);
    assertThat(box().state().nameAsString()).isEqualTo("running");
    lab.clock().advance(Duration.ofHours(12));

    var change = lab.look(mode).plan().changes().getFirst();
    assertThat(change.fields().getFirst().path().toString()).isEqualTo("state");
    assertThat(change.fields().getFirst().origin().because()).isEqualTo(Because.MODE);
    steady(mode);
    assertThat(box().state().nameAsString()).isEqualTo("stopped");

    lab.clock().advance(Duration.ofHours(12));
    steady(mode);
    assertThat(box().state().nameAsString()).isEqualTo("running");
  }

  @Test
  void leaving_the_spec_needs_an_approval() {
    steady(BOX);
    lab.sandbox().recording().clear();

    Receipt receipt = lab.apply("securityGroups: {box: {}, other: {}}");

    assertThat(receipt.outcome().toString()).contains("approval");
    assertThat(writes()).doesNotContain("TerminateInstances");
  }

  @Test
  void a_test_machine_ends_by_itself_once_somebody_approved() {
    String trial = BOX.replace("instanceType: t3.micro", "instanceType: t3.micro\n    ttl: 72h");
    steady(trial);
    lab.clock().advance(Duration.ofHours(73));
    Plan plan = lab.look(trial).plan();

    assertThat(plan.changes().getFirst().reason()).startsWith("its ttl of 72h ran out at");
    lab.options(lab.options().approved(java.util.Set.of(plan.fingerprint())));
    lab.apply(trial);
    lab.clock().advance(Duration.ofHours(2));
    assertThat(boxes()).isEmpty();
    assertThat(lab.look(trial).plan().changes()).isEmpty();
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
    assertThat(lab.look(yaml).plan().changes()).isEmpty();
  }

  private Instance box(String yaml) {
    steady(yaml);
    return box();
  }

  private Instance box() {
    assertThat(boxes()).hasSize(1);
    return boxes().getFirst();
  }

  private List<Instance> boxes() {
    return ec2.describeInstances().reservations().stream()
        .flatMap(r -> r.instances().stream())
        .filter(i -> !i.state().nameAsString().equals("terminated"))
        .toList();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private List<RunInstancesRequest> launches() {
    return lab.sandbox().recording().writes().stream()
        .map(call -> call.request())
        .filter(RunInstancesRequest.class::isInstance)
        .map(RunInstancesRequest.class::cast)
        .toList();
  }
}
