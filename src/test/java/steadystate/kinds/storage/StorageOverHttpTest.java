package steadystate.kinds.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

/** Buckets and repositories over HTTP, where an emulator has none of AWS's defaults for them. */
class StorageOverHttpTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String ALL =
      """
      buckets:
        data:
          versioning: true
          encryption: AES256
          ownership: BucketOwnerEnforced
          lifecycle:
            - {id: old, expiration: {days: 30}, abortIncompleteMultipartUpload: {daysAfterInitiation: 7}}
          tags: {team: shop}
        plain: {}
      repositories:
        api:
          imageTagMutability: IMMUTABLE
          imageScanningConfiguration: {scanOnPush: true}
          keep: 10
          expireUntaggedAfterDays: 7
          repositoryPolicy:
            Version: "2012-10-17"
            Statement:
              - {Sid: pull, Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: ["ecr:BatchGetImage"]}
      """;

  private final Lab lab = Lab.moto();

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().isEmpty()).as("%s", lab.differences(yaml)).isTrue();
  }

  @Test
  void all_is_made_seen_changed_and_seen_again() {
    steady(ALL);
    lab.restarted();
    assertThat(lab.differences(ALL)).isEmpty();

    steady(
        ALL.replace("versioning: true", "versioning: false")
            .replace("days: 30", "days: 60")
            .replace("team: shop", "team: data")
            .replace("plain: {}", "plain: {tlsOnly: false, policy: {Statement: []}}")
            .replace("IMMUTABLE", "MUTABLE")
            .replace("scanOnPush: true", "scanOnPush: false")
            .replace("keep: 10", "keep: 20")
            .replace("111122223333", "444455556666"));
  }
}
