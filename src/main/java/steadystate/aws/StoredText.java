package steadystate.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * A text that AWS keeps for this program: a secret of Secrets Manager or a parameter of Parameter
 * Store. Its content is never part of a message.
 */
public final class StoredText {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:(?<service>[a-z]+):(?<region>[a-z0-9-]+):\\d{12}:(?<rest>.+)");

  private final AwsAccess access;
  private final String arn;
  private final String region;
  private final boolean secret;

  private StoredText(AwsAccess access, String arn, String region, boolean secret) {
    this.access = access;
    this.arn = arn;
    this.region = region;
    this.secret = secret;
  }

  /**
   * Empty when this is no ARN at all.
   *
   * @throws FailureException when it is the ARN of something else
   */
  public static Optional<StoredText> of(AwsAccess access, String place) {
    if (!place.startsWith("arn:")) {
      return Optional.empty();
    }
    Matcher arn = ARN.matcher(place);
    if (arn.matches()) {
      String what = arn.group("service") + ":" + arn.group("rest").replaceFirst("[:/].*", "");
      switch (what) {
        case "secretsmanager:secret", "ssm:parameter" -> {
          boolean secret = what.endsWith("secret");
          return Optional.of(new StoredText(access, place, arn.group("region"), secret));
        }
        default -> {}
      }
    }
    throw new FailureException(
        new Failure.Rejected("StoredText", place + " is the ARN of no secret and no parameter"));
  }

  /**
   * What it says now.
   *
   * @throws FailureException when it cannot be read, or a secret is no text
   */
  public String read() {
    String operation = secret ? "secretsmanager:GetSecretValue" : "ssm:GetParameter";
    try {
      return Optional.ofNullable(secret ? secret() : parameter())
          .orElseThrow(() ->
              new FailureException(new Failure.Rejected("StoredText", arn + " holds no text")));
    } catch (SdkException exception) {
      throw new FailureException(AwsFailures.of(operation, exception), exception);
    }
  }

  private @org.jspecify.annotations.Nullable String secret() {
    return access
        .client(SecretsManagerClient.class, region)
        .getSecretValue(request -> request.secretId(arn))
        .secretString();
  }

  private String parameter() {
    return access
        .client(SsmClient.class, region)
        .getParameter(request -> request.name(arn).withDecryption(true))
        .parameter()
        .value();
  }

  /** The ARN. */
  @Override
  public String toString() {
    return arn;
  }
}
