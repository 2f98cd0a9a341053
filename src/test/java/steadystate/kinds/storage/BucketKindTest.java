package steadystate.kinds.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;

class BucketKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String REST = "buckets: {b: {}, c: {}, d: {}}";

  private static final String DATA =
      """
      buckets:
        data:
          versioning: true
          encryption: arn:aws:kms:eu-west-1:123456789012:key/k1
          bucketKey: true
          ownership: BucketOwnerEnforced
          lifecycle:
            - id: old
              transitions: [{days: 30, storageClass: STANDARD_IA}]
              noncurrentVersionExpiration: {noncurrentDays: 90}
          policy:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {AWS: "111122223333"}
                Action: s3:GetObject
                Resource: arn:aws:s3:::dev-data/*
          tags: {team: shop}
      """;

  private final Lab lab = Lab.inMemory();
  private final S3Client s3 = lab.byHand(S3Client.class);

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().isEmpty()).as("%s", lab.differences(yaml)).isTrue();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private int buckets() {
    return s3.listBuckets(r -> {}).buckets().size();
  }

  private void put(String key) {
    s3.putObject(r -> r.bucket("dev-data").key(key), RequestBody.fromString("x"));
  }

  private Receipt approved(String yaml) {
    var before = lab.options();
    String plan = lab.look(yaml).plan().fingerprint();
    Receipt receipt = lab.options(before.approved(Set.of(plan))).apply(yaml);
    lab.options(before);
    return receipt;
  }

  @Test
  void a_bucket_without_a_word_is_closed_to_the_public_and_to_plain_http() {
    steady("buckets: {data: {}}");

    assertThat(writes()).containsExactly("CreateBucket", "PutPublicAccessBlock", "PutBucketPolicy");
    assertThat(s3.getBucketPolicy(r -> r.bucket("dev-data")).policy())
        .contains("aws:SecureTransport", "arn:aws:s3:::dev-data/*");
  }

  @Test
  void a_bucket_is_made_with_all_that_is_written() {
    steady(DATA);

    assertThat(s3.getBucketVersioning(r -> r.bucket("dev-data")).statusAsString())
        .isEqualTo("Enabled");
    assertThat(s3.getBucketPolicy(r -> r.bucket("dev-data")).policy())
        .contains("s3:GetObject", "aws:SecureTransport");
  }

  @Test
  void each_part_is_changed_by_its_own_call() {
    steady(DATA);
    lab.sandbox().recording().clear();
    String changed =
        DATA.replace("versioning: true", "versioning: false")
                .replace("key/k1", "key/k2")
                .replace("BucketOwnerEnforced", "ObjectWriter")
                .replace("days: 30", "days: 60")
                .replace("s3:GetObject", "s3:PutObject")
            + "    publicAccessBlock: {blockPublicPolicy: false}\n";

    assertThat(lab.differences(changed))
        .containsExactly(
            "bucket/data publicAccessBlock.blockPublicPolicy",
            "bucket/data versioning",
            "bucket/data encryption",
            "bucket/data lifecycle[old].transitions[STANDARD_IA].days",
            "bucket/data policy",
            "bucket/data ownership");
    steady(changed);
    assertThat(writes())
        .containsExactlyInAnyOrder(
            "PutBucketEncryption",
            "PutBucketLifecycleConfiguration",
            "PutBucketOwnershipControls",
            "PutBucketPolicy",
            "PutPublicAccessBlock",
            "PutBucketVersioning",
            "PutBucketTagging");
  }

  @Test
  void what_hands_changed_is_told_and_healed_and_their_tags_stay() {
    steady(DATA);
    lab.clock().advance(Duration.ofMinutes(2));
    s3.deletePublicAccessBlock(r -> r.bucket("dev-data"));
    s3.deleteBucketPolicy(r -> r.bucket("dev-data"));
    s3.deleteBucketLifecycle(r -> r.bucket("dev-data"));
    s3.putBucketVersioning(
        r -> r.bucket("dev-data").versioningConfiguration(v -> v.status("Suspended")));
    var tags = new java.util.ArrayList<>(s3.getBucketTagging(r -> r.bucket("dev-data")).tagSet());
    tags.removeIf(tag -> tag.key().equals("team"));
    tags.add(software.amazon.awssdk.services.s3.model.Tag.builder().key("x").value("y").build());
    s3.putBucketTagging(r -> r.bucket("dev-data").tagging(t -> t.tagSet(tags)));

    assertThat(lab.finding(DATA, "bucket/data").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.differences(DATA))
        .containsExactly(
            "bucket/data publicAccessBlock.blockPublicAcls",
            "bucket/data publicAccessBlock.ignorePublicAcls",
            "bucket/data publicAccessBlock.blockPublicPolicy",
            "bucket/data publicAccessBlock.restrictPublicBuckets",
            "bucket/data versioning",
            "bucket/data lifecycle[old]",
            "bucket/data policy",
            "bucket/data tags[team]");
    steady(DATA);
    assertThat(s3.getBucketTagging(r -> r.bucket("dev-data")).tagSet())
        .anySatisfy(tag -> assertThat(tag.key()).isEqualTo("x"));
  }

  @Test
  void plain_http_is_let_in_again_and_what_others_said_in_the_policy_stays() {
    String open = "buckets: {data: {tlsOnly: false}}";
    String theirs =
        """
        {"Sid":"Theirs","Effect":"Allow","Principal":{"AWS":"123456789012"},\
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::dev-data/*"}\
        """;
    steady("buckets: {data: {}}");
    String closed = s3.getBucketPolicy(r -> r.bucket("dev-data")).policy();
    String both = closed.replace("\"Statement\":[", "\"Statement\":[" + theirs + ",");
    s3.putBucketPolicy(r -> r.bucket("dev-data").policy(both));

    assertThat(both).contains("Theirs", "TlsOnly");
    assertThat(lab.differences("buckets: {data: {}}")).isEmpty();
    assertThat(lab.differences(open)).containsExactly("bucket/data tlsOnly");
    assertThat(lab.finding(open, "bucket/data").status()).isEqualTo(Status.PENDING);
    steady(open);
    assertThat(s3.getBucketPolicy(r -> r.bucket("dev-data")).policy())
        .contains("Theirs")
        .doesNotContain("SecureTransport");
    steady("buckets: {data: {}}");
    assertThat(s3.getBucketPolicy(r -> r.bucket("dev-data")).policy())
        .contains("Theirs", "SecureTransport");
  }

  @Test
  void the_policy_goes_with_the_last_statement_in_it() {
    steady("buckets: {data: {}}");

    steady("buckets: {data: {tlsOnly: false}}");

    assertThat(lab.sandbox().recording().count("s3:DeleteBucketPolicy")).isEqualTo(1);
  }

  @Test
  void what_nobody_wrote_is_left_alone() {
    steady("buckets: {data: {tlsOnly: false}}");
    s3.putBucketVersioning(
        r -> r.bucket("dev-data").versioningConfiguration(v -> v.status("Enabled")));
    s3.putBucketPolicy(r -> r.bucket("dev-data").policy("{\"Statement\":[]}"));

    assertThat(lab.differences("buckets: {data: {tlsOnly: false}}")).isEmpty();
  }

  @Test
  void a_lost_answer_makes_no_second_bucket_and_a_strangers_is_not_taken() {
    s3.createBucket(r ->
        r.bucket("dev-theirs").createBucketConfiguration(c -> c.locationConstraint(Lab.REGION)));
    String both = DATA + "  theirs: {}\n";
    lab.sandbox().conditions().loseAnswers("s3:CreateBucket", 1);
    lab.apply(both);
    lab.sandbox().conditions().clear();
    lab.apply(both);

    assertThat(lab.differences(DATA)).isEmpty();
    assertThat(lab.finding(both, "bucket/theirs").status()).isEqualTo(Status.CONFLICT);
    assertThat(buckets()).isEqualTo(2);
    steady(both.replace("theirs: {}", "theirs: {adopt: matching}"));
  }

  @Test
  void a_name_of_another_account_is_told_in_plain_words() {
    lab.sandbox()
        .conditions()
        .fail("s3:CreateBucket", Fault.error("BucketAlreadyExists", 409, "not available"));

    assertThat(lab.apply(DATA).outcome().toString())
        .contains("dev-data is the name of a bucket in another account");
  }

  @Test
  void objects_are_lost_only_with_the_word_and_an_approval() {
    steady(DATA + "  b: {}\n  c: {}\n  d: {}\n");
    for (int i = 0; i < 1_100; i++) {
      put("k" + i);
    }
    s3.deleteObject(r -> r.bucket("dev-data").key("k1"));
    lab.apply(REST);
    approved(REST);
    assertThat(buckets()).isEqualTo(4);
    assertThat(lab.sandbox().recording().count("s3:DeleteObjects")).isZero();

    steady(DATA + "    forceDestroy: true\n  b: {}\n  c: {}\n  d: {}\n");
    lab.apply("mode: strict\n" + REST);
    approved("mode: strict\n" + REST);
    assertThat(buckets()).isEqualTo(4);

    approved(REST);
    assertThat(buckets()).isEqualTo(3);
    assertThat(lab.sandbox().recording().count("s3:DeleteObjects")).isEqualTo(2);
  }

  @Test
  void an_empty_bucket_goes_without_an_approval_and_not_in_strict() {
    steady("buckets: {data: {forceDestroy: true}, b: {}, c: {}, d: {}}");
    steady(REST);
    assertThat(buckets()).isEqualTo(3);

    Receipt strict = lab.apply("mode: strict\nbuckets: {b: {}, c: {}}");
    assertThat(strict.outcome().toString()).contains("needs an approval");
    assertThat(buckets()).isEqualTo(3);
  }

  @Test
  void what_may_not_be_looked_into_is_not_taken_for_empty() {
    steady("buckets: {data: {}, b: {}, c: {}, d: {}}");
    lab.sandbox()
        .conditions()
        .fail("s3:ListObjectVersions", 100, Fault.error("AccessDenied", 403, "no"));

    assertThat(lab.apply(REST).outcome().toString()).contains("needs an approval");
    assertThat(buckets()).isEqualTo(4);
  }

  @Test
  void an_object_that_comes_between_plan_and_delete_stays() {
    steady("buckets: {data: {forceDestroy: true}, b: {}, c: {}, d: {}}");
    lab.sandbox()
        .conditions()
        .hook(
            new Hook() {
              private int looks;

              @Override
              public void before(Call call) {
                if (call.matches("s3:ListObjectVersions") && ++looks == 2) {
                  put("late");
                }
              }
            });

    lab.apply(REST);

    assertThat(buckets()).isEqualTo(4);
    assertThat(lab.sandbox().recording().count("s3:DeleteObjects")).isZero();
  }

  @Test
  void the_first_region_takes_no_location() {
    String yaml = Lab.HEAD.replace("eu-west-1", "us-east-1") + DATA.indent(2);

    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().isEmpty()).isTrue();
  }

  @Test
  void a_look_costs_one_list_and_the_managed_parts_alone() {
    steady("buckets: {a: {tlsOnly: false}, b: {tlsOnly: false}}");
    lab.look("buckets: {a: {tlsOnly: false}, b: {tlsOnly: false}}");
    lab.sandbox().recording().clear();
    lab.look("buckets: {a: {tlsOnly: false}, b: {tlsOnly: false}}");

    assertThat(
            lab.sandbox().recording().byAction().entrySet().stream()
                .filter(call -> call.getKey().startsWith("s3:"))
                .map(Object::toString))
        .containsExactly("s3:GetBucketPolicy=2", "s3:GetPublicAccessBlock=2", "s3:ListBuckets=1");
  }
}
