package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.edited;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

/** Section 7: what is neither a task nor the way to it; and a network that two share. */
class OtherCasesTest {
  private static final String REST = "logGroups: {a: {}, b: {}, c: {}, d: {}}\n";
  private static final String NETWORK =
      "network: {cidrBlock: 10.0.0.0/20, availabilityZones: 1, natGateways: 0}\n";
  private static final String BOX =
      """
      instances:
        box:
          imageId: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
          instanceType: t3.micro
          userData: "#!/bin/sh\\necho started"
      """;

  private final Ground ground = new Ground();

  @Test
  void ot_04_a_bucket_with_versions_and_delete_markers_goes_only_when_it_may_be_emptied() {
    S3Client s3 = ground.lab.byHand(S3Client.class);
    ground.steady(REST + "buckets: {data: {versioning: true}}");
    s3.putObject(r -> r.bucket("dev-data").key("one"), RequestBody.fromString("x"));
    s3.putObject(r -> r.bucket("dev-data").key("one"), RequestBody.fromString("y"));
    s3.deleteObject(r -> r.bucket("dev-data").key("one"));

    Receipt kept = approved(REST);

    assertThat(kept.outcome()).isNotEqualTo(STEADY);
    assertThat(s3.listObjectVersions(r -> r.bucket("dev-data")).versions()).hasSize(2);
    ground.steady(REST + "buckets: {data: {versioning: true, forceDestroy: true}}");
    assertThat(approved(REST).outcome()).isEqualTo(STEADY);
    assertThat(s3.listBuckets().buckets()).isEmpty();
  }

  @Test
  void ot_11_a_number_in_a_tag_is_its_text_and_the_case_of_a_key_counts() {
    String number = "logGroups: {a: {tags: {cost: 123, Team: shop}}}";
    ground.steady(number);

    assertThat(ground.lab.look(edited(number, "123", "\"123\"")).plan().isEmpty()).isTrue();
    assertThat(ground.lab.differences(edited(number, "Team", "team")))
        .containsExactly("logGroup/a tags[team]");
    ground.steady(edited(number, "Team", "team"));
    assertThat(ground.lab.everything().getFirst().tags())
        .containsEntry("cost", "123")
        .containsEntry("Team", "shop")
        .containsEntry("team", "shop");
  }

  @Test
  void ot_05_a_repository_with_images_goes_only_with_empty_on_delete() {
    EcrClient ecr = ground.lab.byHand(EcrClient.class);
    ground.steady(REST + "repositories: {api: {}}");
    ecr.putImage(r -> r.repositoryName("dev-api").imageTag("1").imageManifest("{}"));

    assertThat(approved(REST).outcome()).isNotEqualTo(STEADY);
    assertThat(ecr.describeRepositories().repositories()).hasSize(1);

    ground.steady(REST + "repositories: {api: {emptyOnDelete: true}}");
    assertThat(approved(REST).outcome()).isEqualTo(STEADY);
    assertThat(ecr.describeRepositories().repositories()).isEmpty();
  }

  @Test
  void ot_07_the_addresses_and_zones_of_a_network_are_not_changed_under_what_stands_in_it() {
    ground.steady(NETWORK);

    String moved = edited(NETWORK, "10.0.0.0/20", "10.1.0.0/20");
    String zone = edited(NETWORK, "availabilityZones: 1", "availabilityZones: [eu-west-1b]");

    assertThat(ground.writes(() -> ground.lab.apply(moved))).isEmpty();
    assertThat(ground.lab.look(moved).plan().refusals())
        .extracting(refusal -> refusal.resource().toString())
        .contains("vpc/main");
    ground.lab.apply(zone);
    assertThat(own()).as("no second one").hasSize(1);
    assertThat(ground.lab.look(zone).plan().changes())
        .filteredOn(change -> change.resource().kind().equals("subnet"))
        .filteredOn(change -> change.action().destroys())
        .allMatch(change -> change.needsApproval());
  }

  @Test
  void ot_08_a_vpc_whose_answer_was_lost_is_found_by_its_tags() {
    ground.survives(NETWORK, weather -> weather.loseAnswers("ec2:CreateVpc", 1));

    assertThat(own()).hasSize(1);
  }

  @Test
  void ot_10_a_log_group_that_never_expires_is_one_without_a_retention() {
    ground.steady("logGroups: {a: {retentionInDays: 0}, b: {}}");

    ground.still("logGroups: {a: {}, b: {retentionInDays: 0}}");
  }

  @Test
  void ot_11_a_number_in_a_tag_is_its_text_and_keys_differ_by_case() {
    ground.steady("logGroups: {a: {tags: {cost: 123}}}");

    ground.still("logGroups: {a: {tags: {cost: \"123\"}}}");
    assertThat(ground.lab.differences("logGroups: {a: {tags: {Cost: 123}}}"))
        .containsExactly("logGroup/a tags[Cost]");
  }

  @Test
  void ot_13_user_data_is_the_same_plain_and_as_base64() {
    ground.steady(BOX);
    String packed =
        java.util.Base64.getEncoder()
            .encodeToString(
                "#!/bin/sh\necho started".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    ground.still(edited(BOX, "#!/bin/sh\\necho started", packed));
  }

  @Test
  void de_23_a_vpc_that_another_environment_made_stays_when_its_guest_goes() {
    ground.steady(NETWORK + REST);
    String vpc = own().getFirst().vpcId();
    String guest =
        edited(Lab.HEAD, "name: dev", "name: guest")
            + ("network: {vpcId: " + vpc + "}\nsecurityGroups: {api: {}}\n").indent(2);
    ground.steady(guest);
    String empty = edited(Lab.HEAD, "name: dev", "name: guest");

    List<String> writes =
        ground.writes(() -> assertThat(approved(empty).outcome()).isEqualTo(STEADY));

    assertThat(writes).containsOnly("ec2:DeleteSecurityGroup");
    assertThat(own()).hasSize(1);
    ground.still(NETWORK + REST);
  }

  private List<Vpc> own() {
    return ground.ec2.describeVpcs().vpcs().stream().filter(vpc -> !vpc.isDefault()).toList();
  }

  private Receipt approved(String yaml) {
    Lab lab = ground.lab;
    var before = lab.options();
    lab.options(before.approved(Set.of(lab.look(yaml).plan().fingerprint())));
    Receipt receipt = lab.apply(yaml);
    lab.options(before);
    return receipt;
  }
}
