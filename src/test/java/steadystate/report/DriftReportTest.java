package steadystate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadystate.Golden;
import steadystate.drift.Finding;
import steadystate.drift.Status;

class DriftReportTest {

  private static DriftReport report(List<Finding> findings) {
    return new DriftReport(
        Samples.everything(),
        findings,
        Map.of(Samples.id("service/api"), "arn:aws:iam::123456789012:user/jo"),
        new Stats(Map.of("ecs:DescribeServices", 1L), 0.4));
  }

  @Test
  void drift_reads_well() {
    Golden.check("report/drift.txt", report(Samples.findings()).text(Paper.PLAIN));
  }

  @Test
  void the_json_is_that_of_the_interface() {
    Golden.check("report/drift.json", report(Samples.findings()).jsonText());
  }

  @Test
  void an_issue_gets_tables() {
    Golden.check("report/drift.md", report(Samples.findings()).markdown());
  }

  @Test
  void in_sync_means_all_of_them() {
    Finding good = Samples.finding("service/api", Status.IN_SYNC, List.of(), "");

    assertThat(report(List.of(good)).inSync()).isTrue();
    assertThat(report(List.of(good)).json().get("inSync").booleanValue()).isTrue();
    assertThat(report(Samples.findings()).inSync()).isFalse();
  }

  @Test
  void what_aws_did_not_tell_is_not_in_sync() {
    Finding unknown = Samples.finding("service/api", Status.UNKNOWN, List.of(), "no answer");

    assertThat(report(List.of(unknown)).inSync()).isFalse();
  }
}
