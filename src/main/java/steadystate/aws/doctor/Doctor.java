package steadystate.aws.doctor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import steadystate.doctor.Check;
import steadystate.doctor.Examination;
import steadystate.doctor.Outside;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;

/** Looks at all that must be right before an apply can be; writes nothing. */
public final class Doctor {
  /** AWS refuses requests that are signed further from its own time. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final List<String> kinds;

  /**
   * @param kinds every kind there is
   */
  public Doctor(Surroundings surroundings, List<String> kinds) {
    this.surroundings = surroundings;
    this.kinds = List.copyOf(kinds);
  }

  /** All that is to be known of one environment. */
  public Examination examine(Environment environment) {
    List<Check> checks = new ArrayList<>();
    String account = environment.settings().account();
    String region = environment.settings().region();
    try {
      GetCallerIdentityResponse caller =
          surroundings.client(StsClient.class, region).getCallerIdentity(request -> {});
      checks.add(Check.ok("credentials", "they belong to " + caller.arn()));
      checks.add(account(caller.account(), account));
      checks.add(clock(caller));
      if (caller.account().equals(account)) {
        Permissions permissions = new Permissions(surroundings, caller.arn());
        checks.addAll(permissions.of(environment, kinds));
        References references = new References(surroundings, environment);
        Outside.in(environment).forEach((thing, by) -> checks.add(references.check(thing, by)));
      }
    } catch (FailureException failed) {
      checks.add(
          Check.fail(
              "credentials",
              failed.failure().message(),
              "set AWS_PROFILE or keys, and see that " + region + " is a region of the account"));
    }
    return new Examination(environment.name(), account, region, checks);
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
