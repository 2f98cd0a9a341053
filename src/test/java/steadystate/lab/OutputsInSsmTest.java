package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Outputs;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;

class OutputsInSsmTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String SHOP =
      """
      repositories: {api: {}}
      outputs:
        plain: ${repository.api.uri}
        uri: {value: "${repository.api.uri}", ssm: /shop/dev/uri}
        pin: {value: canary-1234, ssm: /shop/dev/pin, type: SecureString}
      """;

  private String told(SsmClient ssm, String name) {
    return ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value();
  }

  private void written(Lab lab) {
    SsmClient ssm = lab.byHand(SsmClient.class);
    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(SHOP).plan().isEmpty()).as("%s", lab.differences(SHOP)).isTrue();
    assertThat(told(ssm, "/shop/dev/uri")).endsWith("/dev-api");
    assertThat(told(ssm, "/shop/dev/pin")).isEqualTo("canary-1234");

    lab.clock().advance(Duration.ofMinutes(2));
    ssm.putParameter(r -> r.name("/shop/dev/uri").value("spoiled").overwrite(true));
    assertThat(lab.finding(SHOP, "parameter/uri").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.differences(SHOP)).containsExactly("parameter/uri value");
    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);

    String fewer = SHOP.substring(0, SHOP.indexOf("  pin:"));
    assertThat(lab.apply(fewer).outcome()).isEqualTo(STEADY);
    assertThat(ssm.getParameters(r -> r.names("/shop/dev/uri", "/shop/dev/pin")).parameters())
        .hasSize(1);
  }

  @Test
  void an_output_is_written_healed_and_taken_away() {
    written(Lab.inMemory());
  }

  @Test
  void the_same_over_http() {
    written(Lab.moto());
  }

  @Test
  void a_secret_output_is_shown_nowhere() {
    Lab lab = Lab.inMemory();
    var look = lab.look(SHOP);

    assertThat(new PlanReport(look.plan(), Stats.NONE).jsonText()).doesNotContain("canary");
    assertThat(new PlanReport(look.plan(), Stats.NONE).text(Paper.PLAIN)).doesNotContain("canary");
    assertThat(Outputs.of(lab.environment(SHOP), look.findings()))
        .containsEntry("pin", "(sensitive)");
  }

  @Test
  void a_lost_answer_makes_nothing_worse_and_a_strangers_parameter_is_a_conflict() {
    Lab lab = Lab.inMemory();
    SsmClient ssm = lab.byHand(SsmClient.class);
    ssm.putParameter(r -> r.name("/shop/dev/pin").value("theirs").type("SecureString"));
    lab.sandbox().conditions().loseAnswers("ssm:PutParameter", 1);
    lab.apply(SHOP);
    lab.sandbox().conditions().clear();
    lab.apply(SHOP);

    assertThat(lab.finding(SHOP, "parameter/pin").status()).isEqualTo(Status.CONFLICT);
    assertThat(lab.finding(SHOP, "parameter/uri").status()).isEqualTo(Status.IN_SYNC);
    assertThat(told(ssm, "/shop/dev/pin")).isEqualTo("theirs");
  }

  @Test
  void mistakes_have_their_place() {
    String yaml =
        """
          outputs:
            a: {valu: x, ssm: /shop/a}
            b: {value: x, ssm: aws/b, type: Secure}
            c: [x]
        """;
    assertThat(Lab.inMemory().reading(Lab.HEAD + yaml).problems())
        .extracting(problem -> problem.code() + " " + problem.path())
        .containsExactlyInAnyOrder(
            "unknown-key spec.outputs.a.valu",
            "missing-key spec.outputs.a.value",
            "not-allowed spec.outputs.b.type",
            "bad-name spec.outputs.b.ssm",
            "wrong-type spec.outputs.c");
  }
}
