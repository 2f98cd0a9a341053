package steadystate.doctor;

import java.util.List;

/** Everything that was looked at for one environment. */
public record Examination(String environment, String account, String region, List<Check> checks) {
  public Examination {
    checks = List.copyOf(checks);
  }

  /** Whether nothing failed; what could not be looked at does not count. */
  public boolean healthy() {
    return count(Check.Verdict.FAIL) == 0;
  }

  public long count(Check.Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).count();
  }
}
