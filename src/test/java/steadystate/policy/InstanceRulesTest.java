package steadystate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.plan.Refusal;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

class InstanceRulesTest {

  private static List<String> broken(Value.Entries model) {
    Declared machine =
        new Declared(
            new ResourceId("instance", "bastion"), model, new SourceSpan("dev.yaml", 7, 3));
    Environment environment =
        new Environment(
            "dev",
            Settings.of("123456789012", "eu-west-1"),
            Value.Entries.EMPTY,
            List.of(machine),
            Map.of(),
            1);
    return Strict.broken(environment).stream().map(Refusal::rule).toList();
  }

  private static Value.Entries publicly(boolean yes) {
    return Value.entries(Map.of("associatePublicIpAddress", Value.flag(yes)));
  }

  @Test
  void a_public_address_is_refused_wherever_it_is_written() {
    assertThat(broken(publicly(true))).containsExactly("strict/no-public-ip");
    assertThat(
            broken(
                Value.entries(Map.of("networkInterfaces", Value.items(List.of(publicly(true)))))))
        .containsExactly("strict/no-public-ip");
  }

  @Test
  void without_one_a_machine_passes() {
    assertThat(broken(publicly(false))).isEmpty();
    assertThat(broken(Value.Entries.EMPTY)).isEmpty();
  }
}
