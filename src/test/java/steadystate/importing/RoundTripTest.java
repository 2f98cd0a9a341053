package steadystate.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFolder;
import steadystate.environment.reading.SpecReader;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Receipt;

/** The environments that come with the project, built, and taken back into specs. */
class RoundTripTest {
  private final Lab lab = Lab.inMemory();

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "delivery"})
  void what_was_built_comes_back_as_a_spec_of_which_a_plan_is_empty(String name) {
    Environment built = built(name);

    Imported imported = imported(built);

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.leftOut()).isEmpty();
    assertThat(lab.look(imported.files()).plan().changes()).isEmpty();
    assertThat(lab.look(imported.files()).plan().unknown()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "delivery"})
  void what_lost_our_tags_is_taken_over_with_tags_and_nothing_else(String name) {
    Environment built = built(name);
    Imported before = imported(built);
    lab.disown(built);
    lab.restarted();

    Imported imported = imported(built);

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.leftOut()).extracting(LeftOut::name).containsOnly("default");
    assertThat(imported.taken()).isEqualTo(before.taken());
    assertThat(lab.look(imported.files()).plan().changes())
        .isNotEmpty()
        .allMatch(change -> change.action() == Action.ADOPT)
        .allMatch(RoundTripTest::isTagsAlone);

    Receipt receipt = lab.apply(lab.environment(imported.files()));
    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.look(imported.files()).plan().changes()).isEmpty();
  }

  private static boolean isTagsAlone(Change change) {
    return change.fields().stream().allMatch(field -> field.path().head().equals("tags"));
  }

  private Environment built(String name) {
    lab.sandbox().nature().handshaking(Duration.ZERO);
    Environment environment =
        SpecReader.read(SpecFolder.read(Path.of("environments")), Kinds.catalogue(), Map.of())
            .find(name)
            .orElseThrow();
    assertThat(lab.apply(environment).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    return environment;
  }

  private Imported imported(Environment environment) {
    return lab.imported(
        new Import.Request(
            environment.name(),
            environment.settings().region(),
            Optional.empty(),
            Optional.empty()));
  }
}
