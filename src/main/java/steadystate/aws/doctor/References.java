package steadystate.aws.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.doctor.Check;
import steadystate.doctor.Outside;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.resource.ResourceId;

/** Looks up what specs name and nobody makes. */
final class References {
  private static final String GROUP = "references";
  private static final Pattern IMAGE =
      Pattern.compile(
          "(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+)(?::([^@]+))?(?:@(.+))?");

  private final Surroundings surroundings;
  private final Environment environment;

  References(Surroundings surroundings, Environment environment) {
    this.surroundings = surroundings;
    this.environment = environment;
  }

  Check check(Outside thing, ResourceId by) {
    String what = thing.text() + ", which " + by + " names";
    try {
      String trouble = trouble(thing);
      return trouble.isEmpty()
          ? Check.ok(GROUP, thing.text())
          : Check.fail(GROUP, what + ", " + trouble, help(thing.type()));
    } catch (FailureException failed) {
      return failed.failure() instanceof Failure.Rejected
          ? Check.fail(GROUP, what + ": " + failed.failure().message(), help(thing.type()))
          : Check.skip(GROUP, what + ": " + failed.failure().message(), "");
    } catch (UnsupportedOperationException nowhere) {
      return Check.skip(GROUP, what + ": this AWS has no such service", "");
    }
  }

  /** Empty when all is well. */
  private String trouble(Outside thing) {
    String text = thing.text();
    return switch (thing.type()) {
      case IMAGE -> image(text);
      case PARAMETER -> parameter(text);
      case SECRET -> secret(text);
      case CERTIFICATE -> certificate(text);
      case ROLE -> role(text);
      case SUBNET -> subnet(text);
    };
  }

  private String image(String text) {
    Matcher image = IMAGE.matcher(text);
    if (!image.matches()) {
      return "";
    }
    ImageIdentifier.Builder wanted = ImageIdentifier.builder();
    if (image.group(5) != null) {
      wanted.imageDigest(image.group(5));
    } else {
      wanted.imageTag(image.group(4));
    }
    surroundings
        .client(EcrClient.class, image.group(2))
        .describeImages(request ->
            request
                .registryId(image.group(1))
                .repositoryName(image.group(3))
                .imageIds(wanted.build()));
    return "";
  }

  private String parameter(String arn) {
    String name = arn.replaceFirst(".*:parameter", "");
    List<String> missing =
        surroundings
            .client(SsmClient.class, region(arn))
            .getParameters(request -> request.names(name))
            .invalidParameters();
    return missing.isEmpty() ? "" : "is not there";
  }

  /** What follows the name and its six characters chooses a part or a version of the secret. */
  private String secret(String arn) {
    String[] parts = arn.split(":");
    String id = String.join(":", List.of(parts).subList(0, 7));
    surroundings
        .client(SecretsManagerClient.class, region(arn))
        .describeSecret(request -> request.secretId(id));
    return "";
  }

  private String certificate(String arn) {
    String home = environment.settings().region();
    if (!region(arn).equals(home)) {
      return "lies in " + region(arn) + ", and listeners take only those of " + home;
    }
    CertificateStatus status =
        surroundings
            .client(AcmClient.class, home)
            .describeCertificate(request -> request.certificateArn(arn))
            .certificate()
            .status();
    return status == CertificateStatus.ISSUED ? "" : "is not issued but " + status;
  }

  private String role(String arn) {
    if (!arn.split(":")[4].equals(environment.settings().account())) {
      return "";
    }
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    surroundings
        .client(IamClient.class, environment.settings().region())
        .getRole(request -> request.roleName(name));
    return "";
  }

  private String subnet(String id) {
    surroundings
        .client(Ec2Client.class, environment.settings().region())
        .describeSubnets(request -> request.subnetIds(id));
    return "";
  }

  private static String region(String arn) {
    return arn.split(":")[3];
  }

  private static String help(Outside.Type type) {
    return switch (type) {
      case IMAGE -> "push it, or name another tag";
      case PARAMETER, SECRET -> "make it, or name another one under `secrets`";
      case CERTIFICATE -> "request it in this region, and let its domain be validated";
      case ROLE -> "make it, or leave it out: services and tasks get roles of their own";
      case SUBNET -> "name a subnet of the VPC, see `network`";
    };
  }
}
