package steadystate.kinds.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Receipt;

class RepositoryKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String API =
      """
      repositories:
        api:
          imageTagMutability: IMMUTABLE
          imageScanningConfiguration: {scanOnPush: true}
          keep: 10
          expireUntaggedAfterDays: 7
          repositoryPolicy:
            Version: "2012-10-17"
            Statement:
              - {Sid: pull, Effect: Allow, Principal: {AWS: "111122223333"}, Action: [ecr:BatchGetImage]}
          tags: {team: shop}
      """;

  private final Lab lab = Lab.inMemory();
  private final EcrClient ecr = lab.byHand(EcrClient.class);

  private Repository api() {
    return ecr.describeRepositories(r -> r.repositoryNames("dev-api")).repositories().getFirst();
  }

  private void push(String tag, String content) {
    ecr.putImage(r -> r.repositoryName("dev-api").imageTag(tag).imageManifest(content));
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().isEmpty()).as("%s", lab.differences(yaml)).isTrue();
  }

  @Test
  void a_repository_is_made_with_all_that_is_written_and_nothing_differs_afterwards() {
    steady(API);

    assertThat(api().imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
    assertThat(api().imageScanningConfiguration().scanOnPush()).isTrue();
    assertThat(ecr.getLifecyclePolicy(r -> r.repositoryName("dev-api")).lifecyclePolicyText())
        .contains("imageCountMoreThan", "sinceImagePushed");
    assertThat(writes())
        .containsExactly("CreateRepository", "PutLifecyclePolicy", "SetRepositoryPolicy");
  }

  @Test
  void each_field_that_can_change_is_changed_by_its_own_call() {
    steady(API);
    lab.sandbox().recording().clear();
    String changed =
        API.replace("IMMUTABLE", "MUTABLE")
            .replace("scanOnPush: true", "scanOnPush: false")
            .replace("keep: 10", "keep: 20")
            .replace("111122223333", "444455556666");

    assertThat(lab.differences(changed))
        .containsExactly(
            "repository/api imageTagMutability",
            "repository/api imageScanningConfiguration.scanOnPush",
            "repository/api lifecyclePolicy",
            "repository/api repositoryPolicy");
    steady(changed);
    assertThat(writes())
        .containsExactly(
            "PutImageTagMutability",
            "PutImageScanningConfiguration",
            "PutLifecyclePolicy",
            "SetRepositoryPolicy",
            "TagResource");
  }

  @Test
  void what_hands_changed_is_told_field_by_field_and_healed() {
    steady(API);
    lab.clock().advance(Duration.ofMinutes(2));
    ecr.putImageTagMutability(
        r -> r.repositoryName("dev-api").imageTagMutability(ImageTagMutability.MUTABLE));
    ecr.putImageScanningConfiguration(
        r -> r.repositoryName("dev-api").imageScanningConfiguration(s -> s.scanOnPush(false)));
    ecr.deleteLifecyclePolicy(r -> r.repositoryName("dev-api"));
    ecr.deleteRepositoryPolicy(r -> r.repositoryName("dev-api"));
    ecr.untagResource(r -> r.resourceArn(api().repositoryArn()).tagKeys("team"));

    assertThat(lab.finding(API, "repository/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.differences(API))
        .containsExactly(
            "repository/api imageTagMutability",
            "repository/api imageScanningConfiguration.scanOnPush",
            "repository/api lifecyclePolicy",
            "repository/api repositoryPolicy",
            "repository/api tags[team]");
    steady(API);
  }

  @Test
  void a_lifecycle_policy_in_other_words_is_the_same() {
    steady(API);
    ecr.putLifecyclePolicy(r ->
        r.repositoryName("dev-api")
            .lifecyclePolicyText(
                """
                {"rules":[
                 {"rulePriority":50,"selection":{"countNumber":10,"tagStatus":"any",
                  "countType":"imageCountMoreThan"},"action":{"type":"expire"}},
                 {"rulePriority":3,"description":"old","selection":{"tagStatus":"untagged",
                  "countType":"sinceImagePushed","countUnit":"days","countNumber":7},
                  "action":{"type":"expire"}}]}
                """));

    assertThat(lab.differences(API)).isEmpty();
  }

  @Test
  void policies_that_nobody_wrote_are_left_alone_and_empty_ones_are_taken_away() {
    steady("repositories: {api: {}}");
    ecr.putLifecyclePolicy(r -> r.repositoryName("dev-api").lifecyclePolicyText("{\"rules\":[]}"));
    assertThat(lab.differences("repositories: {api: {}}")).isEmpty();
    steady(API);

    steady(
        "repositories: {api: {lifecyclePolicy: {rules: []}, repositoryPolicy: {Statement: []}}}");

    assertThat(writes()).contains("DeleteLifecyclePolicy", "DeleteRepositoryPolicy");
  }

  @Test
  void encryption_and_name_are_refused() {
    steady(API);

    String other = API + "    encryptionConfiguration: {encryptionType: KMS}\n    name: other\n";
    assertThat(lab.look(other).plan().refusals())
        .extracting(refusal -> refusal.message().split(" ")[0])
        .containsExactlyInAnyOrder("repositoryName", "encryptionConfiguration.encryptionType");
  }

  @Test
  void a_lost_answer_makes_no_twin_and_a_strangers_name_is_a_conflict() {
    ecr.createRepository(r -> r.repositoryName("dev-theirs"));
    String both = API + "  theirs: {keep: 3}\n";
    lab.sandbox().conditions().loseAnswers("ecr:CreateRepository", 1);
    lab.apply(both);
    lab.sandbox().conditions().clear();
    lab.apply(both);

    assertThat(lab.finding(both, "repository/theirs").status()).isEqualTo(Status.CONFLICT);
    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(2);
    assertThat(lab.differences(API)).isEmpty();

    steady(both.replace("theirs: {keep: 3}", "theirs: {keep: 3, adopt: matching}"));
  }

  @Test
  void what_left_the_spec_needs_an_approval_and_keeps_its_images_without_the_word() {
    String rest = "repositories: {b: {}, c: {}, d: {}}";
    steady(API + "  b: {}\n  c: {}\n  d: {}\n");
    push("1", "one");
    lab.apply(rest);
    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(4);

    approved(rest);
    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(4);
    assertThat(lab.sandbox().recording().count("ecr:BatchDeleteImage")).isZero();

    steady(API + "    emptyOnDelete: true\n  b: {}\n  c: {}\n  d: {}\n");
    approved(rest);
    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(3);
  }

  @Test
  void an_empty_repository_goes_without_an_approval() {
    steady("repositories: {api: {emptyOnDelete: true}, b: {}, c: {}, d: {}}");

    steady("repositories: {b: {}, c: {}, d: {}}");

    assertThat(ecr.describeRepositories(r -> {}).repositories()).hasSize(3);
  }

  private Receipt approved(String yaml) {
    String plan = lab.look(yaml).plan().fingerprint();
    var before = lab.options();
    Receipt receipt = lab.options(before.approved(Set.of(plan))).apply(yaml);
    lab.options(before);
    return receipt;
  }

  @Test
  void a_hundred_repositories_cost_one_list_and_one_question_for_tags() {
    StringBuilder yaml = new StringBuilder("repositories:\n");
    for (int i = 0; i < 100; i++) {
      yaml.append("  r").append(i).append(": {imageTagMutability: IMMUTABLE}\n");
    }
    lab.apply(yaml.toString());
    lab.look(yaml.toString());
    lab.sandbox().recording().clear();

    assertThat(lab.look(yaml.toString()).plan().changes()).extracting(Change::resource).isEmpty();

    assertThat(lab.sandbox().recording().byAction())
        .containsEntry("ecr:DescribeRepositories", 1L)
        .doesNotContainKey("ecr:ListTagsForResource");
  }

  @Test
  void mistakes_are_found_before_aws_is_asked() {
    String yaml =
        """
          repositories:
            api: {name: Api}
            web: {keep: 3, lifecyclePolicy: {rules: []}}
            two: {imageTagMutability: MUTABLE_WITH_EXCLUSION}
        """;
    assertThat(lab.reading(Lab.HEAD + yaml).problems())
        .extracting(problem -> problem.code() + " " + problem.path())
        .containsExactlyInAnyOrder(
            "bad-name spec.repositories.api.name",
            "set-twice spec.repositories.web.keep",
            "bad-value spec.repositories.two.imageTagMutability");
  }
}
