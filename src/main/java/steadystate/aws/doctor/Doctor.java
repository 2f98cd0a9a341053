package steadystate.aws.doctor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import steadystate.doctor.Check;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.doctor.Outside;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;

/** Looks at all that must be right before an apply can be; writes nothing. */
public final class Doctor {
  /** AWS refuses requests that are signed further from its own time. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

  private final Surroundings surroundings;
  private final List<String> kinds;

  /**
   * @param kinds every kind there is
   */
  public Doctor(Surroundings surroundings, List<String> kinds) {
    this.surroundings = surroundings;
    this.kinds = List.copyOf(kinds);
  }

  /** What is to be known of one environment. */
  public Examination examine(Environment environment, Extent extent) {
    List<Check> checks = new ArrayList<>();
    String account = environment.settings().account();
    String region = environment.settings().region();
    try {
      GetCallerIdentityResponse caller =
          surroundings.client(StsClient.class, region).getCallerIdentity(request -> {});
      if (extent.whole()) {
        checks.add(Check.ok("credentials", "they belong to " + caller.arn()));
        checks.add(account(caller.account(), account));
        checks.add(clock(caller));
      }
      if (caller.account().equals(account)) {
        checks.addAll(inside(environment, extent, caller.arn()));
      }
    } catch (FailureException failed) {
      checks.add(
          Check.fail(
              "credentials",
              failed.failure().message(),
              "set AWS_PROFILE or keys, and see that " + region + " is a region of the account"));
    } catch (RuntimeException defect) {
      LOG.error("a look before an apply broke inside this program", defect);
      checks.add(Check.skip("doctor", "a mistake of this program: " + defect.getMessage(), ""));
    }
    return new Examination(environment.name(), account, region, checks);
  }

  /** What is looked at only in the account that the spec names. */
  private List<Check> inside(Environment environment, Extent extent, String caller) {
    List<Check> checks = new ArrayList<>();
    if (extent.whole()) {
      checks.addAll(new Endpoints(surroundings, environment.settings().region()).of(environment));
    }
    checks.addAll(new Permissions(surroundings, environment, caller).of(extent, kinds));
    References references = new References(surroundings, environment);
    checks.addAll(
        SideBySide.ask(
            List.copyOf(Outside.in(environment, extent).entrySet()),
            named -> references.check(named.getKey(), named.getValue())));
    checks.addAll(new Quotas(surroundings, environment).of(extent));
    return checks;
  }

  private static Check account(String ours, String wanted) {
    return ours.equals(wanted)
        ? Check.ok("account", "it is the spec's, " + wanted)
        : Check.fail(
            "account",
            "the credentials belong to " + ours + ", the spec names " + wanted,
            "take other credentials, or change `account` in the spec");
  }

  private Check clock(GetCallerIdentityResponse answer) {
    Optional<Instant> theirs =
        Optional.ofNullable(answer.sdkHttpResponse())
            .flatMap(http -> http.firstMatchingHeader("Date"))
            .flatMap(Doctor::instant);
    if (theirs.isEmpty()) {
      return Check.skip("clock", "the answer has no date", "");
    }
    Duration apart = Duration.between(theirs.get(), surroundings.clock().instant());
    String seconds = apart.toSeconds() + " s apart from AWS's";
    return apart.abs().compareTo(SKEW) < 0
        ? Check.ok("clock", seconds)
        : Check.fail("clock", seconds, "set this machine's clock: AWS refuses what is signed so");
  }

  private static Optional<Instant> instant(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
