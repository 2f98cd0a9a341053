package steadystate.aws.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import steadystate.aws.AwsFailures;
import steadystate.aws.HomeRegion;
import steadystate.aws.SdkAccess;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.history.HistoryLines;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object for each environment, replaced as a whole by a conditional write: of two replicas that
 * add at the same moment the later one begins anew on what the other wrote. These writes go past
 * the gate: they are no resource of an environment.
 */
public final class BucketArchive implements Archive {
  /** A pass waits for it; longer troubles are left for later. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int TRIES = 8;

  private final S3Client client;
  private final String bucket;
  private final String folder;

  /** The text of an object, and by what S3 knows that it has not changed. */
  private record Held(String text, Optional<String> etag) {}

  private BucketArchive(S3Client client, String bucket, String folder) {
    this.client = client;
    this.bucket = bucket;
    this.folder = folder;
  }

  /**
   * A bucket in the process's own region.
   *
   * @param place {@code BUCKET} or {@code BUCKET/PREFIX}
   * @param installation keeps two installations apart in one bucket
   * @throws FailureException when there is no such bucket, or no region is set
   */
  public static BucketArchive open(String place, String installation) {
    String region =
        HomeRegion.find()
            .orElseThrow(() -> refused("in which region is the history bucket? Set AWS_REGION"));
    return open(SdkAccess.impatient(PATIENCE).client(S3Client.class, region), place, installation);
  }

  /** Looks whether the bucket is there. Where that is not allowed, or gets no answer, it may be. */
  static BucketArchive open(S3Client client, String place, String installation) {
    String bucket = place.replaceFirst("/.*", "");
    String prefix = place.substring(bucket.length()).replaceAll("^/+|/+$", "");
    try {
      client.headBucket(request -> request.bucket(bucket));
    } catch (S3Exception answer) {
      if (answer.statusCode() == 404) {
        throw refused("there is no bucket " + bucket + " for the history");
      }
    } catch (SdkException unknown) {
      // Losing the history loses nothing else; it is tried again with each entry.
    }
    String folder = prefix.isEmpty() ? installation : prefix + "/" + installation;
    return new BucketArchive(client, bucket, folder);
  }

  private static FailureException refused(String message) {
    return new FailureException(new Failure.Rejected("HistoryBucket", message));
  }

  @Override
  public void add(String environment, ObjectNode entry) {
    for (int i = 0; i < TRIES; i++) {
      Held held = held(environment);
      if (replaced(environment, held, HistoryLines.added(held.text(), entry))) {
        return;
      }
    }
    throw new FailureException(
        new Failure.Busy("HistoryBusy", "other replicas write the history at the same time"));
  }

  @Override
  public List<ObjectNode> latest(String environment) {
    return HistoryLines.read(held(environment).text());
  }

  private Held held(String environment) {
    return told(
        "s3:GetObject",
        () -> {
          try (ResponseInputStream<GetObjectResponse> object =
              client.getObject(request -> request.bucket(bucket).key(key(environment)))) {
            byte[] bytes = object.readNBytes(HistoryLines.LARGEST);
            return new Held(
                new String(bytes, StandardCharsets.UTF_8), Optional.of(object.response().eTag()));
          } catch (NoSuchKeyException none) {
            return new Held("", Optional.empty());
          } catch (IOException torn) {
            throw new FailureException(
                new Failure.Unavailable("NoAnswer", "s3:GetObject: " + torn.getMessage()), torn);
          }
        });
  }

  private boolean replaced(String environment, Held before, String text) {
    return told(
        "s3:PutObject",
        () -> {
          try {
            client.putObject(
                request -> condition(request.bucket(bucket).key(key(environment)), before),
                RequestBody.fromString(text));
            return true;
          } catch (NoSuchBucketException gone) {
            throw gone;
          } catch (S3Exception answer) {
            if (isOvertaken(answer)) {
              return false;
            }
            throw answer;
          }
        });
  }

  private static void condition(PutObjectRequest.Builder request, Held before) {
    request.contentType("application/jsonl");
    before.etag().ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
  }

  /**
   * S3 says 412 when the object is another one by now, 409 when somebody writes it at this moment,
   * 404 when it was deleted meanwhile (S3 user guide, conditional writes).
   */
  private static boolean isOvertaken(S3Exception answer) {
    return answer.statusCode() == 412 || answer.statusCode() == 409 || answer.statusCode() == 404;
  }

  private String key(String environment) {
    return folder + "/" + HistoryLines.name(environment);
  }

  private static <T> T told(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException exception) {
      throw new FailureException(AwsFailures.of(operation, exception), exception);
    }
  }
}
