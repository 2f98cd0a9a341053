package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steadystate.apply.StepResult;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.OwnTask;
import steadystate.sandbox.Fault;

/** The service that runs the controller itself: changed last, and never ended by itself. */
class OwnServiceTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final OwnTask OWN = new OwnTask("dev", "dev-a-controller");

  private static final String BEFORE =
      """
      logGroups: {old: {}, kept: {}, more: {}}
      services:
        a-controller: {image: "steadystate:1", cpu: 256, memory: 512, desiredCount: 1}
        api: {image: "api:1", cpu: 256, memory: 512, desiredCount: 1}
        web: {image: "web:1", cpu: 256, memory: 512, desiredCount: 1}
      """;

  /** Everything moves at once, and one thing goes. */
  private static final String AFTER =
      BEFORE
          .replace("old: {}", "fresh: {}")
          .replace("steadystate:1", "steadystate:2")
          .replace("api:1", "api:2")
          .replace("web:1", "web:2");

  private final Lab lab = Lab.inMemory();

  @BeforeEach
  void applied() {
    assertThat(lab.apply(BEFORE).outcome()).isEqualTo(STEADY);
  }

  @Test
  void it_comes_last_in_a_pass() {
    lab.restartedIn(OWN);

    List<String> steps = steps(lab.pass(AFTER));

    assertThat(steps)
        .containsExactlyInAnyOrder(
            "create logGroup/fresh",
            "update service/api",
            "update service/web",
            "delete logGroup/old",
            "update service/a-controller")
        .endsWith("update service/a-controller");
  }

  @Test
  void elsewhere_a_service_of_that_name_is_one_like_others() {
    lab.restartedIn(new OwnTask("elsewhere", OWN.family()));

    assertThat(steps(lab.pass(AFTER))).endsWith("delete logGroup/old");
  }

  @Test
  void scaled_to_nothing_it_waits_for_a_person() {
    lab.restartedIn(OWN);
    String none = BEFORE.replace("desiredCount: 1", "desiredCount: 0");

    Change change = change(none);

    assertThat(change.needsApproval()).isTrue();
    assertThat(change.held().orElseThrow().reason())
        .isEqualTo("this controller runs in it, and nobody would start it again");
    assertThat(steps(lab.pass(none)))
        .containsExactlyInAnyOrder("update service/api", "update service/web");
  }

  @Test
  void taken_out_of_the_spec_it_waits_for_a_person() {
    lab.restartedIn(OWN);
    String without =
        BEFORE
            .lines()
            .filter(line -> !line.contains("a-controller"))
            .reduce("", (a, b) -> a + b + "\n");

    assertThat(change(without).needsApproval()).isTrue();
  }

  @Test
  void it_goes_on_when_another_step_failed() {
    lab.restartedIn(OWN);
    lab.sandbox().conditions().fail("logs:CreateLogGroup", Fault.DENIED);

    List<StepResult> steps = lab.pass(AFTER).steps();

    assertThat(steps).anyMatch(step -> !step.succeeded());
    assertThat(steps.getLast().resource().toString()).isEqualTo("service/a-controller");
    assertThat(steps.getLast().succeeded()).isTrue();
  }

  private Change change(String spec) {
    return lab.look(spec).plan().changes().stream()
        .filter(change -> change.resource().toString().equals("service/a-controller"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> steps(Receipt receipt) {
    return receipt.steps().stream().map(OwnServiceTest::words).toList();
  }

  private static String words(StepResult step) {
    assertThat(step.failure()).isEmpty();
    return step.verb() + " " + step.resource();
  }
}
