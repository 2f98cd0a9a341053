package steadystate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steadystate.Golden;
import steadystate.apply.StepResult;
import steadystate.failure.Failure;
import steadystate.plan.Plan;
import steadystate.report.ReceiptReport.Ending;

class ReceiptReportTest {
  private static final Stats STATS =
      new Stats(Map.of("ecs:DescribeServices", 12L, "ecs:UpdateService", 1L), 41.26);

  private static StepResult step(String resource, String verb) {
    return new StepResult(Samples.id(resource), verb, Optional.empty(), Optional.empty());
  }

  private static List<StepResult> steps() {
    return List.of(
        step("securityGroup/api", "create"),
        step("service/api", "update"),
        new StepResult(
            Samples.id("service/web"),
            "update",
            Optional.of(
                new Failure.Rejected(
                    "ClientException", "ecs:UpdateService: ClientException: no such image")),
            Optional.empty()),
        new StepResult(
            Samples.id("scalableTarget/web"),
            "create",
            Optional.empty(),
            Optional.of("it needs service/web")),
        step("service/old", "delete"));
  }

  private static ReceiptReport receipt(Ending ending, String reason, Plan last) {
    return new ReceiptReport(
        ending, reason, 2, steps(), last, Map.of("apiUrl", "http://dev.example.com"), STATS);
  }

  @Test
  void a_receipt_reads_well() {
    Plan empty = Samples.plan(List.of());

    Golden.check("report/receipt.txt", receipt(Ending.STEADY, "", empty).text(Paper.PLAIN));
  }

  @Test
  void a_failure_says_what_is_left() {
    ReceiptReport receipt = receipt(Ending.FAILED, "1 step failed", Samples.everything());

    Golden.check("report/receipt-failed.txt", receipt.text(Paper.PLAIN));
    Golden.check("report/receipt-failed.json", receipt.jsonText());
    Golden.check("report/receipt-failed.md", receipt.markdown());
  }

  @Test
  void a_step_that_was_tried_often_has_one_line() {
    Failure busy = new Failure.Busy("InUse", "the address is still in use");
    StepResult waits =
        new StepResult(Samples.id("service/api"), "create", Optional.of(busy), Optional.empty());
    List<StepResult> tries =
        List.of(
            step("vpc/main", "create"),
            waits,
            step("vpc/main", "complete"),
            waits,
            step("service/api", "create"),
            step("service/web", "create"));

    assertThat(StepEnds.of(tries, false))
        .containsExactly(
            step("vpc/main", "create"),
            step("service/api", "create"),
            step("service/web", "create"));
    assertThat(ReceiptReport.result(StepEnds.of(tries.subList(0, 2), false).getLast()))
        .isEqualTo("waiting");
    assertThat(StepEnds.of(tries.subList(0, 2), true)).containsExactly(step("vpc/main", "create"));
  }

  @Test
  void a_refusal_names_its_rules() {
    ReceiptReport receipt = receipt(Ending.REFUSED, "", Samples.refused());

    assertThat(receipt.text(Paper.PLAIN))
        .contains("strict/no-public-ingress")
        .endsWith("dev was refused, nothing written\n");
  }
}
